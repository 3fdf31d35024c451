// Reading entries of the board.
#include "records/model/board_entry.h"

#include "records/base/toml.h"
#include "records/model/division.h"
#include "records/model/strict_table.h"

namespace lianxin {

Result<BoardEntry> parse_board_entry(std::string_view toml) {
    const auto root = parse_toml(toml);
    if (!root) return root.error();
    Problems problems;
    StrictTable table(*root, "", problems);
    BoardEntry entry;
    entry.title = table.required_text("title");
    entry.question = table.required_text("question");
    entry.answer = table.text("answer");
    entry.outcome = table.text("outcome");
    entry.department = table.name("department");
    entry.place = table.text("place");
    entry.asked = table.required_day("asked");
    entry.answered = table.day("answered");
    entry.supporters = table.integer("supporters", 0, 0, 10'000'000);
    if (!entry.place.empty() && !level_of(entry.place)) table.complain("place", "must be a 12-digit division code");
    if (entry.answer.empty() != !entry.answered) table.complain("answered", "stands exactly when there is an answer");
    if (entry.answered && *entry.answered < entry.asked) table.complain("answered", "lies before it was asked");
    table.finish();
    if (auto fine = as_result(problems); !fine) return std::move(fine).error();
    return entry;
}

} // namespace lianxin
