// Finding and opening updates.
#include "kiosk/inquiry.h"

#include "kiosk/code_year.h"
#include "records/base/cbor.h"
#include "records/base/log.h"
#include "records/seal/receipt_code.h"
#include "records/seal/receipt_qr.h"
#include "records/wire/changes.h"

#include <algorithm>

namespace lianxin {
namespace {

/// Misses are mostly residents whose answer is not here yet: an hour without one lets bygones be bygones.
constexpr Milliseconds forgotten_after = std::chrono::hours(1);

Result<Update> open_update(const SealedUpdate& sealed, const ReceiptIdentity& receipt, const PublicKey& county) {
    auto signature = to_array<64>(sealed.signature);
    if (!signature || !verify_update(sealed.tag, sealed.sealed, *signature, county)) return Error{ErrorCode::Untrusted, "not signed by the county", {}};
    auto plain = open(sealed.sealed, std::span(&receipt.identity, 1), largest_update);
    if (!plain) return std::move(plain).error();
    auto value = parse_cbor(*plain);
    wipe(*plain);
    if (!value) return std::move(value).error();
    return update_from(*value);
}

} // namespace

Inquiry::Inquiry(Means means, MissCounter misses)
    : means_(std::move(means)), misses_(std::move(misses)), last_miss_(means_.clock.monotonic()), until_(last_miss_ + misses_.pending()) {}

void Inquiry::open_updates(const InboxReader& inbox, const ReceiptIdentity& receipt, Finds& finds) const {
    std::vector<Update>& out = finds.updates;
    ReadMark read{receipt.tag, 0};
    for (const auto& sealed : inbox.updates(receipt.tag)) {
        auto update = open_update(sealed, receipt, means_.answers);
        if (update) {
            out.push_back(std::move(*update));
            read.cursor = std::max(read.cursor, sealed.cursor);
        } else {
            log(Priority::Warning, "an update was passed over", update.error());
        }
    }
    std::sort(out.begin(), out.end(), [](const Update& a, const Update& b) { return a.number < b.number; });
    const auto same = std::unique(out.begin(), out.end(), [](const Update& a, const Update& b) { return a.number == b.number; });
    out.erase(same, out.end());
    if (!out.empty()) finds.read = read;
}

Finds Inquiry::look(const InboxReader* inbox) const {
    Finds finds;
    for (const ReceiptIdentity& receipt : last_) {
        if (inbox) open_updates(*inbox, receipt, finds);
        // Of a receipt that was found the other years need not be looked for.
        if (!finds.updates.empty()) {
            finds.looked_for = {receipt.tag};
            break;
        }
        finds.looked_for.push_back(receipt.tag);
    }
    return finds;
}

Finds Inquiry::look_again(const InboxReader& inbox) {
    Finds finds = look(&inbox);
    if (!finds.updates.empty()) misses_.forget();
    return finds;
}

Result<Finds> Inquiry::find(const InboxReader* inbox, std::string_view code) {
    last_.clear();
    if (code.rfind("LXR1:", 0) == 0) {
        auto qr = parse_receipt(code);
        if (!qr) return std::move(qr).error();
        last_.push_back(identity_from_secret(qr->secret));
        return look(inbox); // 128 random bits cannot be guessed, so a miss is not counted
    }
    Finds finds;
    const Milliseconds now = means_.clock.monotonic();
    if (now < until_) {
        finds.wait = until_ - now;
        return finds;
    }
    if (now - last_miss_ >= forgotten_after) misses_.forget();
    const int this_year = code_year(means_.clock.wall());
    // The year a code was given out is not on the slip; a code of last year is asked for until its answer is read.
    for (int year = this_year; year >= this_year - 1 && finds.updates.empty(); --year) {
        auto receipt = identity_from_code(code, means_.county, year, means_.code_cost);
        if (!receipt) return std::move(receipt).error();
        last_.push_back(std::move(*receipt));
        finds = look(inbox);
    }
    if (finds.updates.empty()) {
        // Not being able to count must not keep residents from their answers.
        if (auto counted = misses_.miss(); !counted) log(Priority::Warning, "the count of wrong codes was not kept", counted.error());
        finds.wait = misses_.pending();
        last_miss_ = now;
        until_ = now + finds.wait;
    } else {
        misses_.forget();
    }
    return finds;
}

} // namespace lianxin
