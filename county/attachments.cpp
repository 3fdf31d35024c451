// Parts are found by the ids that the request lists, whatever road and order they came by.
#include "county/attachments.h"

#include "records/seal/hash.h"

namespace lianxin {

namespace {

Error corrupt(std::string why) { return {ErrorCode::Corrupt, "the attachment " + std::move(why), {}}; }

/// Checks that the part is the one that the request means.
Result<AttachmentPart> opened_part(Store& store, Unsealer& unsealer, TownshipId township, const Request& request, const Uuid& record, std::uint32_t number) {
    auto body = store.body(township, record);
    if (!body) return std::move(body).error();
    if (!*body) return Error{ErrorCode::NotFound, "part " + std::to_string(number) + " of the attachment is still on its way", {}};
    auto part = unsealer.read_part({(*body)->suite, record, std::move((*body)->sealed)});
    if (!part) return std::move(part).error().in("opening part " + std::to_string(number) + " of the attachment");
    if (part->request != request.record || part->number != number) return corrupt("holds a part of another one");
    return part;
}

} // namespace

Result<std::size_t> parts_here(Store& store, TownshipId township, const Attachment& attachment) {
    std::size_t here = 0;
    for (const Uuid& part : attachment.parts) {
        const auto held = store.body_hash(township, part);
        if (!held) return held.error();
        if (*held) ++here;
    }
    return here;
}

Result<Bytes> whole_attachment(Store& store, Unsealer& unsealer, TownshipId township, const Request& request, const Attachment& attachment) {
    Bytes whole;
    whole.reserve(attachment.size);
    std::uint32_t number = 0;
    for (const Uuid& record : attachment.parts) {
        auto part = opened_part(store, unsealer, township, request, record, ++number);
        if (!part) return std::move(part).error();
        append(whole, part->bytes);
        wipe(part->bytes);
        if (whole.size() > attachment.size) return corrupt("is larger than it says");
    }
    if (whole.size() != attachment.size) return corrupt("is smaller than it says");
    if (sha256(whole) != attachment.hash) return corrupt("is not the one that was handed in");
    return whole;
}

Result<Value> list_attachments(Store& store, TownshipId township, const Request& request) {
    Value::Array out;
    std::int64_t number = 0;
    for (const Attachment& attachment : request.attachments) {
        const auto here = parts_here(store, township, attachment);
        if (!here) return here.error();
        out.push_back(Value::Map{{"number", ++number},
                                 {"field", attachment.field},
                                 {"kind", attachment.kind},
                                 {"media_type", attachment.media_type},
                                 {"seconds", static_cast<std::int64_t>((attachment.length.count() + 500) / 1000)},
                                 {"bytes", attachment.size},
                                 {"complete", *here == attachment.parts.size()}});
    }
    return Value(std::move(out));
}

} // namespace lianxin
