// Keeping drafts.
#include "kiosk/draft_file.h"

#include "kiosk/device/memory_folder.h"
#include "records/base/cbor.h"
#include "records/base/log.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t largest = 256 * 1024;

Value to_value(const AssistedForm& form) {
    if (!form.kind) return {};
    return Value::Map{{"kind", static_cast<int>(*form.kind)},
                      {"paper", form.paper_number},
                      {"day", form.paper_day ? iso_day(*form.paper_day) : ""},
                      {"page", static_cast<std::int64_t>(form.page)}};
}

AssistedForm assisted_from(const Value* value) {
    AssistedForm form;
    if (!value || !value->map()) return form;
    const auto kind = value->integer_or("kind", 0);
    form.kind = kind == 1 ? Assistance::Oral : kind == 2 ? Assistance::Paper : Assistance::FillIn;
    form.paper_number = value->text_or("paper", "");
    if (const auto day = parse_iso_day(value->text_or("day", ""))) form.paper_day = *day;
    form.page = static_cast<std::size_t>(std::max<std::int64_t>(0, value->integer_or("page", 0)));
    return form;
}

Value to_value(const Draft& draft, TimePoint now) {
    Value::Map answers;
    for (const auto& [name, answer] : draft.form.answers) answers.emplace_back(name, answer);
    Value::Map memos;
    for (const auto& [name, length] : draft.form.memos) memos.emplace_back(name, static_cast<std::int64_t>(length.count()));
    return Value::Map{{"service", draft.form.service},
                      {"answers", std::move(answers)},
                      {"memos", std::move(memos)},
                      {"field", draft.form.field},
                      {"to_confirm", draft.form.to_confirm},
                      {"township", draft.form.township},
                      {"confirm", draft.screen != Screen::Form},
                      {"assisted", to_value(draft.assisted)},
                      {"theme", static_cast<int>(draft.theme)},
                      {"at", static_cast<std::int64_t>(now.time_since_epoch().count())}};
}

Draft draft_from(const Value& value) {
    Draft draft;
    draft.form.service = value.text_or("service", "");
    draft.form.field = value.text_or("field", "");
    draft.form.township = value.text_or("township", "");
    draft.form.to_confirm = value.flag_or("to_confirm", false);
    draft.screen = value.flag_or("confirm", false) ? Screen::Confirm : Screen::Form;
    const auto theme = value.integer_or("theme", 0);
    draft.theme = theme == 1 ? ThemeName::Elder : theme == 2 ? ThemeName::Contrast : ThemeName::Normal;
    draft.assisted = assisted_from(value.find("assisted"));
    const Value* answers = value.find("answers");
    if (answers && answers->map())
        for (const auto& [name, answer] : *answers->map())
            if (answer.text()) draft.form.answers[name] = *answer.text();
    const Value* memos = value.find("memos");
    if (memos && memos->map())
        for (const auto& [name, length] : *memos->map())
            if (length.integer()) draft.form.memos[name] = Milliseconds(*length.integer());
    return draft;
}

} // namespace

DraftFile::DraftFile(Path folder) : path_(folder / "draft") {
    if (auto made = make_folder(folder, Access::OwnerOnly); !made)
        log(Priority::Error, "drafts cannot be kept", made.error());
    else if (!is_memory_backed(folder)) log(Priority::Warning, "the folder \"volatile\" is not memory-backed: drafts would reach the disk; set it below /run");
}

Result<void> DraftFile::keep(const Draft& draft, TimePoint now) { return write_file(path_, to_cbor(to_value(draft, now)), Access::OwnerOnly); }

std::optional<Draft> DraftFile::find(TimePoint now, Milliseconds longest) {
    auto bytes = read_file(path_, largest);
    if (!bytes) return std::nullopt;
    auto value = parse_cbor(*bytes);
    wipe(*bytes);
    const TimePoint at{Milliseconds(value ? value->integer_or("at", 0) : 0)};
    if (!value || std::chrono::abs(now - at) > longest) {
        drop();
        return std::nullopt;
    }
    return draft_from(*value);
}

void DraftFile::drop() { remove_overwritten(path_); }

} // namespace lianxin
