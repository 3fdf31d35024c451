// A request as the resident confirmed it: the plain text of what is sealed.
#pragma once

#include "records/base/clock.h"
#include "records/base/date.h"
#include "records/base/id.h"
#include "records/model/assistance.h"
#include "records/model/attachment.h"
#include "records/model/service.h"

#include <map>

namespace lianxin {

/// Field name → value as text. Choice, Identity: the option's value; Many: values joined by ","; Date: ISO day;
/// Division: 12-digit code; Number: decimal digits; Statement: "yes".
using Answers = std::map<std::string, std::string, std::less<>>;

/// Whether the field is asked, given the answers so far (its condition, and that of the field it hangs on).
bool is_asked(const Service& service, const Field& field, const Answers& answers);

/// Where an answer can be left for the holder of a receipt; goes inside the sealed record.
struct ReplyAddress {
    ByteArray<16> tag{};       ///< names the answer
    ByteArray<32> recipient{}; ///< X25519 public key it is sealed to
    bool operator==(const ReplyAddress&) const = default;
};

struct Request {
    Uuid record;
    std::string service; ///< id of the form
    std::int64_t version = 1;
    Answers answers; ///< only fields that were asked
    TimePoint handed_in;
    Day promised{};    ///< reply date told on the receipt
    std::string clock; ///< rule behind it
    ReplyAddress by_code, by_qr;
    std::optional<AssistanceNote> assistance; ///< staff helped
    std::vector<Attachment> attachments;      ///< of fields that were asked, beside or instead of their answers
};

/// A CBOR map with readable short names; see records/model/FORMAT.md.
Value to_value(const Request& request);
/// Unknown entries are ignored. Errors: Corrupt, Unsupported (version).
Result<Request> request_from(const Value& value);

} // namespace lianxin
