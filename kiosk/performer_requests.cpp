// Taking requests: the draft while they are written, the hand-in, and the numbers of paper forms.
#include "kiosk/performer.h"

#include "kiosk/device/opus.h"
#include "records/base/log.h"

namespace lianxin {

Performer::Events Performer::run(const effect::LoadDraft&) {
    auto draft = draft_.find(clock_.wall(), config_.times.idle + config_.times.warning);
    if (!draft) {
        shelf_.clear();
        return {};
    }
    draft->form.memos = found_again(draft->form.memos);
    return {event::DraftFound{std::move(*draft)}};
}

/// What is not on the shelf, or cannot be heard, is asked for again.
Memos Performer::found_again(const Memos& memos) const {
    Memos found;
    for (const auto& [field, length] : memos) {
        auto bytes = shelf_.find(field);
        const auto reader = bytes ? OpusReader::open(std::move(*bytes)) : Result<OpusReader>(Error{});
        if (reader) found[field] = reader->length();
    }
    return found;
}

Performer::Events Performer::run(const effect::KeepDraft& effect) {
    if (auto kept = draft_.keep(effect.draft, clock_.wall()); !kept) log(Priority::Warning, "a draft was not kept", kept.error());
    return {};
}

Performer::Events Performer::run(const effect::DropDraft&) {
    draft_.drop();
    return {};
}

Performer::Events Performer::run(const effect::Save& effect) {
    if (!outbox_) (void)refresh(); // after a failure the cause may have gone: a disk was freed
    auto receipt = hand_in(effect);
    if (receipt) {
        keep_paper(effect.assistance);
        draft_.drop(); // before the receipt is shown: what is handed in is no draft any more
        return {event::Saved{std::move(*receipt)}, event::HallChanged{hall_state()}};
    }
    log(Priority::Error, "a hand-in was not stored", receipt.error());
    const std::string code(name_of(receipt.error().code));
    outbox_.reset(); // never tried again on the same descriptor
    if (!effect.memos.empty()) attachments_.reset();
    Events events = refresh();
    events.push_back(event::NotSaved{code});
    return events;
}

Result<Receipt> Performer::hand_in(const effect::Save& effect) {
    const Service* service = catalogue_->service(effect.service);
    if (!service || !outbox_ || !registrar_) return Error{ErrorCode::Unavailable, "no service or no outbox", {}};
    Attaching attaching;
    if (!effect.memos.empty()) {
        if (!can_attach()) return Error{ErrorCode::NoSpace, "there is no room for a memo", {}};
        auto memos = memos_of(effect.memos);
        if (!memos) return std::move(memos).error();
        attaching = {&*attachments_, std::move(*memos)};
    }
    auto receipt = registrar_->take(*outbox_, self_->key, *catalogue_, *service, effect.answers, clock_quality(), effect.assistance, attaching);
    for (SpokenMemo& memo : attaching.memos) wipe(memo.opus);
    return receipt;
}

Result<std::vector<SpokenMemo>> Performer::memos_of(const Memos& memos) const {
    std::vector<SpokenMemo> out;
    for (const auto& [field, length] : memos) {
        auto bytes = shelf_.find(field);
        if (!bytes) return Error{ErrorCode::NotFound, "the memo of " + field + " is not on the shelf", {}};
        out.push_back({field, length, std::move(*bytes)});
    }
    return out;
}

Performer::Events Performer::run(const effect::CheckPaper& effect) { return {event::PaperChecked{effect.number, papers_.hold(effect.number)}}; }

void Performer::keep_paper(const std::optional<AssistanceNote>& assistance) {
    if (!assistance || assistance->paper_number.empty()) return;
    if (auto kept = papers_.add(assistance->paper_number); !kept) log(Priority::Warning, "the number of a paper form was not kept", kept.error());
}

} // namespace lianxin
