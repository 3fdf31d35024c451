// Sealing a request and writing its receipt.
#include "kiosk/registrar.h"

#include "kiosk/code_year.h"
#include "records/base/cbor.h"
#include "records/base/text.h"
#include "records/seal/hash.h"
#include "records/seal/receipt_code.h"
#include "records/seal/receipt_qr.h"

#include <charconv>
#include <cstdio>

namespace lianxin {
namespace {

ReplyAddress address_of(const ReceiptIdentity& identity) { return {identity.tag, identity.identity.recipient().bytes}; }

std::string receipt_number(TimePoint taken, std::uint64_t sequence) {
    char serial[24];
    std::snprintf(serial, sizeof serial, "-%06llu", static_cast<unsigned long long>(sequence));
    return replaced(iso_day(day_in_china(taken)), "-", "") + serial;
}

std::uint32_t number_of(std::string_view digits) {
    std::uint32_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

ByteArray<8> kiosk_mark(const SigningKey& key) {
    ByteArray<8> mark{};
    const Hash hash = sha256(key.public_key().bytes);
    std::copy_n(hash.begin(), mark.size(), mark.begin());
    return mark;
}

} // namespace

Result<NewRecord> Registrar::sealed_part(const AttachmentPart& part, const SealedTo& to, ClockQuality quality) {
    Bytes body = to_cbor(to_value(part));
    auto sealed = seal_record(Suite::AgeX25519, body, to, {}, means_.random); // sound is packed already
    wipe(body);
    if (!sealed) return std::move(sealed).error().in("sealing a part of a memo");
    NewRecord record;
    record.record = part.record;
    record.sealed = std::move(*sealed);
    record.clock_quality = quality;
    return record;
}

/// Seals all parts first, then stores them with one sync.
Result<void> Registrar::attach(Request& request, const Attaching& attaching, const SealedTo& to, ClockQuality quality) {
    if (attaching.memos.empty()) return {};
    if (!attaching.outbox) return Error{ErrorCode::Unavailable, "there is no outbox for attachments", {}};
    std::vector<NewRecord> records;
    for (const SpokenMemo& memo : attaching.memos) {
        Attachment attachment{memo.field, "memo", "audio/ogg", memo.length, memo.opus.size(), sha256(memo.opus), {}};
        for (const ByteView bytes : cut_into_parts(memo.opus)) {
            AttachmentPart part{make_uuid(means_.clock.wall(), means_.random), request.record, static_cast<std::uint32_t>(attachment.parts.size() + 1), copy_of(bytes)};
            auto record = sealed_part(part, to, quality);
            wipe(part.bytes);
            if (!record) return std::move(record).error();
            attachment.parts.push_back(part.record);
            records.push_back(std::move(*record));
        }
        if (attachment.parts.empty() || attachment.parts.size() > most_parts) return Error{ErrorCode::Invalid, "a memo of " + std::to_string(memo.opus.size()) + " bytes", {}};
        request.attachments.push_back(std::move(attachment));
    }
    auto stored = attaching.outbox->append_all(records);
    if (!stored) return std::move(stored).error().in("storing attachments");
    return {};
}

Result<Receipt> Registrar::take(Outbox& outbox, const SigningKey& key, const Catalogue& catalogue, const Service& service, Answers answers, ClockQuality quality,
                                const std::optional<AssistanceNote>& assistance, const Attaching& attaching) {
    const TimePoint now = means_.clock.wall();
    std::string code = make_code(means_.random);
    ReceiptQr qr;
    means_.random.fill(qr.secret);
    auto by_code = identity_from_code(code, means_.county, code_year(now), means_.code_cost);
    if (!by_code) return std::move(by_code).error().in("deriving the reply address");

    Request request;
    request.record = make_uuid(now, means_.random);
    request.service = service.id;
    request.version = service.version;
    request.answers = std::move(answers);
    request.assistance = assistance;
    request.handed_in = now;
    request.clock = service.clock;
    request.by_code = address_of(*by_code);
    request.by_qr = address_of(identity_from_secret(qr.secret));
    const ClockRule* rule = catalogue.clock_rule(service.clock);
    if (rule) request.promised = due_day(*rule, day_in_china(now), catalogue.calendar);

    const SealedTo& to = service.sealed_to == Opener::Discipline ? means_.discipline : means_.intake;
    if (auto attached = attach(request, attaching, to, quality); !attached) return std::move(attached).error();
    Bytes body = to_cbor(to_value(request));
    auto sealed = seal_record(Suite::AgeX25519, body, to, means_.dictionary, means_.random);
    wipe(body);
    if (!sealed) return std::move(sealed).error().in("sealing a record");

    NewRecord record;
    record.record = request.record;
    record.sealed = std::move(*sealed);
    record.clock_quality = quality;
    auto entry = outbox.append(record);
    if (!entry) return std::move(entry).error().in("storing a record");

    qr.county = number_of(means_.county);
    qr.kiosk = kiosk_mark(key);
    qr.epoch = entry->epoch;
    qr.sequence = entry->sequence;
    qr.leaf = entry->leaf;
    qr.taken_at = std::chrono::floor<std::chrono::seconds>(now);
    sign_receipt(qr, key);

    Receipt receipt;
    receipt.number = receipt_number(now, entry->sequence);
    receipt.code = std::move(code);
    receipt.qr = receipt_text(qr);
    receipt.service_title = service.title;
    receipt.received = now;
    receipt.promised = request.promised;
    if (rule) {
        receipt.clock_sentence = rule->sentence;
        receipt.article = rule->article;
    }
    return receipt;
}

} // namespace lianxin
