// Signatures first, then the door that was asked for.
#include "county/routes.h"

#include "county/public_items.h"
#include "records/base/log.h"
#include "records/pack/edition_file.h"
#include "records/seal/hash.h"
#include "records/wire/edition_delta.h"
#include "records/wire/health_report.h"
#include "records/wire/request_signature.h"
#include "records/wire/routes.h"

#include <charconv>
#include <fcntl.h>

namespace lianxin {

namespace {

HttpResponse failed(const Error& error) {
    switch (error.code) {
    case ErrorCode::Untrusted: return plain_response(401, error.message);
    case ErrorCode::NotFound: return plain_response(404, error.message);
    case ErrorCode::Corrupt:
    case ErrorCode::Invalid:
    case ErrorCode::Unsupported: return plain_response(400, error.message);
    default: break;
    }
    log(Priority::Error, "a request could not be served", error);
    HttpResponse response = plain_response(503, "the county cannot take this just now");
    response.headers.emplace_back("Retry-After", "60");
    return response;
}

/// A number of the query; 0 when it is missing.
Result<std::uint64_t> number_of(const HttpRequest& request, std::string_view name) {
    const auto text = request.parameter(name);
    if (!text) return std::uint64_t{0};
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc() || end != text->data() + text->size() || number > largest_tree)
        return Error{ErrorCode::Invalid, std::string(name) + " is not a number", {}};
    return number;
}

std::string lower(std::string_view name) {
    std::string out(name);
    for (char& letter : out) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return out;
}

HttpResponse nothing_new() {
    HttpResponse nothing;
    nothing.status = 204;
    return nothing;
}

std::string field(const HttpRequest& request, std::string_view name) { return std::string(request.header(lower(name))); }

} // namespace

Result<EnrolledKiosk> Routes::signer(const HttpRequest& request) const {
    const SignedFields fields{field(request, routes::content_digest), field(request, routes::signature_input),
                              field(request, routes::signature)};
    const auto claimed = claimed_signer(fields.signature_input);
    if (!claimed) return Error{ErrorCode::Untrusted, "the request is not signed", {}};
    const auto reader = rooms_.readers.borrow();
    if (!reader) return reader.error();
    auto kiosk = (*reader)->kiosk(*claimed);
    if (!kiosk) return std::move(kiosk).error();
    if (!*kiosk) return Error{ErrorCode::Untrusted, "this kiosk is not enrolled here", {}};
    const RequestTarget target{request.method, request.path, request.query};
    if (!verify_request(target, sha256(request.body), fields, (*kiosk)->public_key))
        return Error{ErrorCode::Untrusted, "the signature of the request does not hold", {}};
    return std::move(**kiosk);
}

HttpResponse Routes::respond(const HttpRequest& request, std::optional<std::uint64_t> told_before) const {
    const bool get = request.method == "GET", post = request.method == "POST";
    if (get && request.path == "/v1/checkpoint") return checkpoint();
    if (get && request.path == routes::consistency) return consistency(request);
    const auto kiosk = signer(request);
    if (!kiosk) return failed(kiosk.error());
    if (kiosk->revoked) return plain_response(403, "this kiosk has been revoked");
    if (post && request.path == routes::batches) return batch(request, *kiosk, told_before);
    if (get && request.path == routes::changes) return changes(request, *kiosk);
    if (get && request.path == routes::updates) return updates(request, *kiosk);
    if (get && request.path == routes::edition) return edition(request, *kiosk);
    if (get && request.path == routes::edition_head) return edition_head(request, *kiosk);
    if (post && request.path == routes::blobs) return blobs(request, *kiosk);
    if (post && request.path == routes::health) return health(request, *kiosk);
    return plain_response(404, "there is no such door");
}

HttpResponse Routes::batch(const HttpRequest& request, const EnrolledKiosk& kiosk, std::optional<std::uint64_t> told_before) const {
    auto answer = rooms_.intake.take(kiosk, request.body, told_before);
    if (!answer) return failed(answer.error());
    if (rooms_.taken) rooms_.taken();
    return typed_response(routes::answer_type, std::move(*answer));
}

Result<Changes> Routes::changes_for(const EnrolledKiosk& kiosk, std::uint64_t after) const {
    const auto reader = rooms_.readers.borrow();
    if (!reader) return reader.error();
    auto changes = changes_after(**reader, kiosk.key, after, rooms_.clock.wall() - longest_kept_update);
    if (!changes) return changes;
    changes->kiosk = kiosk.key.kiosk;
    const auto recovery = (*reader)->newest_recovery();
    if (!recovery) return recovery.error();
    if (*recovery) changes->recovery = (*recovery)->number;
    changes->time = rooms_.clock.wall();
    return changes;
}

HttpResponse Routes::changes(const HttpRequest& request, const EnrolledKiosk& kiosk) const {
    const auto after = number_of(request, routes::after);
    if (!after) return failed(after.error());
    const auto changes = changes_for(kiosk, *after);
    if (!changes) return failed(changes.error());
    return typed_response(routes::changes_type, encode_changes(*changes, rooms_.answers));
}

/// The answer says the same of a tag that nobody has and of one that has no update yet: nothing.
HttpResponse Routes::updates(const HttpRequest& request, const EnrolledKiosk& kiosk) const {
    const auto text = request.parameter(routes::tag);
    const auto bytes = from_hex(text.value_or(""));
    if (!bytes || bytes->size() != 16) return plain_response(400, "tag is not 32 hex digits");
    if (const auto wait = asking_.ask(kiosk.key.kiosk, rooms_.clock.monotonic())) {
        HttpResponse later = plain_response(429, "this kiosk asks too often");
        later.headers.emplace_back("Retry-After", std::to_string(wait->count()));
        return later;
    }
    const auto reader = rooms_.readers.borrow();
    if (!reader) return failed(reader.error());
    FoundUpdates found;
    found.tag = *to_array<16>(*bytes);
    auto updates = (*reader)->updates_of(found.tag, most_found);
    if (!updates) return failed(updates.error());
    found.updates = std::move(*updates);
    found.time = rooms_.clock.wall();
    return typed_response(routes::updates_type, encode_found(found, rooms_.answers));
}

/// Of the layer that is asked for.
Result<std::optional<PublishedEdition>> Routes::newest_edition(const HttpRequest& request, const EnrolledKiosk& kiosk) const {
    const auto reader = rooms_.readers.borrow();
    if (!reader) return reader.error();
    const auto layer = request.parameter(routes::layer);
    if (!layer || *layer == name_of(Layer::County)) return (*reader)->newest_edition();
    if (*layer != name_of(Layer::Township)) return Error{ErrorCode::Invalid, "there is no such layer", {}};
    return (*reader)->newest_edition_of(kiosk.township);
}

HttpResponse Routes::edition(const HttpRequest& request, const EnrolledKiosk& kiosk) const {
    const auto have = number_of(request, routes::have);
    if (!have) return failed(have.error());
    const auto newest = newest_edition(request, kiosk);
    if (!newest) return failed(newest.error());
    if (!*newest || (*newest)->number <= *have) return nothing_new();
    return file_response(request, rooms_.editions / (*newest)->file, routes::edition_type,
                         std::to_string((*newest)->number));
}

/// The items of the edition that all have the bit clear. Errors: those of reading it.
static Result<Bytes> no_items(const Path& edition) {
    const auto file = File::open(edition, O_RDONLY);
    const auto head = file ? read_edition_head(*file) : Result<EditionHead>(file.error());
    const auto manifest = head ? parse_manifest(head->manifest) : Result<Manifest>(head.error());
    if (!manifest) return manifest.error();
    return held_bits(manifest->items.size(), [](std::size_t) { return false; });
}

HttpResponse Routes::edition_head(const HttpRequest& request, const EnrolledKiosk& kiosk) const {
    const auto have = number_of(request, routes::have);
    if (!have) return failed(have.error());
    const auto newest = newest_edition(request, kiosk);
    if (!newest) return failed(newest.error());
    if (!*newest || (*newest)->number <= *have) return nothing_new();
    const auto none = no_items(rooms_.editions / (*newest)->file);
    if (!none) return failed(none.error());
    return delta(request, **newest, *none, std::to_string((*newest)->number));
}

HttpResponse Routes::blobs(const HttpRequest& request, const EnrolledKiosk& kiosk) const {
    const auto number = number_of(request, routes::number);
    if (!number) return failed(number.error());
    if (request.body.size() > routes::largest_want) return plain_response(413, "a list of items is not that large");
    const auto newest = newest_edition(request, kiosk);
    if (!newest) return failed(newest.error());
    if (!*newest || (*newest)->number != *number) return plain_response(404, "that is not the newest edition");
    return delta(request, **newest, request.body, delta_tag(*number, request.body));
}

HttpResponse Routes::delta(const HttpRequest& request, const PublishedEdition& edition, ByteView held, const std::string& tag) const {
    const auto file = deltas_->find_or_make(rooms_.editions / edition.file, tag, held);
    if (!file) return failed(file.error());
    return file_response(request, *file, routes::edition_type, tag);
}

HttpResponse Routes::health(const HttpRequest& request, const EnrolledKiosk& kiosk) const {
    if (request.body.size() > routes::largest_health) return plain_response(413, "a health report is not that large");
    if (const auto report = parse_health(request.body); !report) return failed(report.error());
    const auto noted = rooms_.writer.perform([&](Book& book) {
        return book.store.note_report(kiosk.key, rooms_.clock.wall(), request.body);
    });
    if (!noted) return failed(noted.error());
    HttpResponse thanks;
    thanks.status = 204;
    return thanks;
}

/// Public: whoever kept a head of the log may ask for proof that a later one continues it.
HttpResponse Routes::consistency(const HttpRequest& request) const {
    const auto from = number_of(request, routes::from), to = number_of(request, routes::to);
    if (!from || !to) return failed(from ? to.error() : from.error());
    const auto reader = rooms_.readers.borrow();
    if (!reader) return failed(reader.error());
    const auto size = (*reader)->log_size();
    if (!size) return failed(size.error());
    if (*from > *to || *to > *size) return plain_response(400, "the log has no such sizes");
    const auto proof = consistency_proof(*from, *to, log_nodes(**reader));
    if (!proof) return failed(proof.error());
    Bytes hashes;
    for (const Hash& hash : *proof) append(hashes, hash);
    return typed_response(routes::proof_type, std::move(hashes));
}

/// Public: whoever wants to hold the county to its log may keep its heads.
HttpResponse Routes::checkpoint() const {
    const auto reader = rooms_.readers.borrow();
    if (!reader) return failed(reader.error());
    const auto note = (*reader)->checkpoint();
    if (!note) return failed(note.error());
    return typed_response("text/plain; charset=utf-8", copy_of(bytes_of(*note)));
}

} // namespace lianxin
