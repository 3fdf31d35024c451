// Spelling recovery notes and asking who signed them.
#include "records/pack/recovery_note.h"

#include "records/base/date.h"
#include "records/base/json.h"
#include "records/pack/minisign_list.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::int64_t format = 1;
constexpr std::size_t longest_reason = 500;

Error invalid(const char* why) { return {ErrorCode::Invalid, std::string("recovery note: ") + why, {}}; }

} // namespace

std::uint64_t next_recovery_number(std::uint64_t last, TimePoint now) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
    return std::max(last + 1, static_cast<std::uint64_t>(std::max<std::int64_t>(seconds, 1)));
}

std::string to_document(const RecoveryNote& note) {
    return to_json(Value::Map{{"format", format},
                              {"number", note.number},
                              {"county", note.county},
                              {"made", iso_time(note.made)},
                              {"reason", note.reason},
                              {"checkpoint", note.checkpoint}},
                   Layout::Indented) +
           "\n";
}

Result<RecoveryNote> parse_recovery_note(std::string_view document) {
    auto value = parse_json(document);
    if (!value) return std::move(value).error().in("recovery note");
    if (value->integer_or("format", 0) != format) return Error{ErrorCode::Unsupported, "a recovery note of another format", {}};
    RecoveryNote note;
    const auto number = value->integer_or("number", 0);
    if (number < 1) return invalid("\"number\" must be a number from 1");
    note.number = static_cast<std::uint64_t>(number);
    note.county = value->text_or("county", "");
    if (note.county.size() != 6) return invalid("\"county\" must have six digits");
    const auto made = parse_iso_time(value->text_or("made", ""));
    if (!made) return invalid("\"made\" must be a moment of UTC");
    note.made = *made;
    note.reason = value->text_or("reason", "");
    if (note.reason.empty() || note.reason.size() > longest_reason) return invalid("\"reason\" must say why, in at most 500 bytes");
    note.checkpoint = value->text_or("checkpoint", "");
    return note;
}

Result<void> add_root_signature(SignedRecoveryNote& note, const CountyKeys& keys, const SigningKey& root) {
    const auto id = key_id_of(root.public_key());
    if (std::none_of(keys.roots.begin(), keys.roots.end(), [&](const MinisignKey& key) { return key.id == id; }))
        return Error{ErrorCode::Untrusted, "this is not one of the county's root keys", {}};
    note.signatures += minisign_signature(root, id, bytes_of(note.document), "recovery of county " + keys.county);
    return {};
}

Result<RecoveryNote> verify_recovery(const SignedRecoveryNote& note, const CountyKeys& keys) {
    if (note.document.size() > largest_recovery_text || note.signatures.size() > largest_recovery_text) return invalid("it is too large");
    const auto signers = count_signers(note.signatures, bytes_of(note.document), keys.roots, Strangers::PassedOver);
    if (!signers) return signers.error().in("the signatures of a recovery note");
    if (*signers < keys.threshold)
        return Error{ErrorCode::Untrusted, "a recovery note is signed by " + std::to_string(*signers) + " of the county's root keys, " + std::to_string(keys.threshold) + " are needed", {}};
    auto parsed = parse_recovery_note(note.document);
    if (!parsed) return parsed;
    if (parsed->county != keys.county) return Error{ErrorCode::Untrusted, "the recovery note is of county " + parsed->county, {}};
    const auto checkpoint = verify_checkpoint(parsed->checkpoint, log_origin(keys.county), keys.log);
    if (!checkpoint) return checkpoint.error().in("the checkpoint of a recovery note");
    return parsed;
}

} // namespace lianxin
