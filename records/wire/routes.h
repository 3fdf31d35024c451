// The county's doors for kiosks: paths, parameters, fields of HTTP and limits, named once for both ends.
#pragma once

#include <cstddef>
#include <string_view>

namespace lianxin::routes {

/// POST, a batch (batch.h); answered by a signed answer (answer.h). 200 whatever the verdicts are.
constexpr std::string_view batches = "/v1/batches";
/// GET, `after` = the last cursor kept; answered by signed changes (changes.h).
constexpr std::string_view changes = "/v1/changes";
constexpr std::string_view after = "after";
/// GET, `from` and `to` = sizes of the county's log; answered by the RFC 6962 proof that it only grew from one to the other,
/// hashes one after another. Anybody may ask.
constexpr std::string_view consistency = "/v1/consistency";
constexpr std::string_view from = "from";
constexpr std::string_view to = "to";
/// GET, `tag` = 32 hex digits, of a receipt that may be shown at this kiosk; answered by signed found updates (changes.h), none when
/// there are none. 429 for a kiosk that asks very often.
constexpr std::string_view updates = "/v1/updates";
constexpr std::string_view tag = "tag";
/// GET, `have` = the number of the installed edition, 0 for none; 204 when there is no newer one, else the whole *.lxe with
/// its number as ETag ("17"). A fetch that was cut goes on with Range and If-Range.
constexpr std::string_view edition = "/v1/edition";
constexpr std::string_view have = "have";
/// GET, the same `have`: a delta of that edition that holds nothing (pack/FORMAT.md), so that it is known what it is and what of it
/// is lacking before more is fetched; its ETag too is the number.
constexpr std::string_view edition_head = "/v1/edition-head";
/// POST, `number` = the newest edition's; the body has a bit for each item that is wanted. 200 with the delta that holds them, named
/// by delta_tag(); gone on with as a whole edition is. 404 when another edition is the newest by now.
constexpr std::string_view blobs = "/v1/blobs";
constexpr std::string_view number = "number";
/// With all three: `layer=township` for what the kiosk's own township published.
constexpr std::string_view layer = "layer";
/// POST, a health report (health_report.h); 204.
constexpr std::string_view health = "/v1/health";

/// Fields of RFC 9530 and RFC 9421 that every request carries.
constexpr std::string_view content_digest = "Content-Digest";
constexpr std::string_view signature_input = "Signature-Input";
constexpr std::string_view signature = "Signature";

constexpr std::string_view batch_type = "application/vnd.lianxin.batch+zstd";
constexpr std::string_view answer_type = "application/vnd.lianxin.answer";
constexpr std::string_view changes_type = "application/vnd.lianxin.changes";
constexpr std::string_view proof_type = "application/vnd.lianxin.proof";
constexpr std::string_view updates_type = "application/vnd.lianxin.updates";
constexpr std::string_view edition_type = "application/vnd.lianxin.edition";
constexpr std::string_view want_type = "application/octet-stream";
constexpr std::string_view health_type = "application/vnd.lianxin.health+cbor";

constexpr std::size_t largest_answer = 1 << 20;       ///< bytes of a signed answer
constexpr std::size_t largest_proof = 4 << 10;        ///< bytes of a proof of consistency
constexpr std::size_t largest_changes = 4 << 20;      ///< bytes of signed changes
constexpr std::size_t largest_updates = 4 << 20;      ///< bytes of signed found updates
constexpr std::size_t largest_health = 4 << 10;       ///< bytes of a health report
constexpr std::size_t largest_edition = 2u << 30;     ///< bytes of an edition
constexpr std::size_t largest_edition_head = 2 << 20; ///< bytes of its head
constexpr std::size_t largest_want = 512;             ///< bytes of a list of wanted items

} // namespace lianxin::routes
