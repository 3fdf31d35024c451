// An entry of the public board 大家问: what was asked, without names, what the county answered, and what came of it.
#pragma once

#include "records/base/date.h"
#include "records/base/result.h"

#include <optional>
#include <string>

namespace lianxin {

struct BoardEntry {
    std::string id;         ///< of the public item; not in the text
    std::string title;
    std::string question;   ///< Markdown; whoever publishes has taken out what names a person
    std::string answer;     ///< Markdown; empty while it is being worked on
    std::string outcome;    ///< Markdown: what was decided because of it; may be empty
    std::string department; ///< id of who answers
    std::string place;      ///< division code; empty for the whole county
    Day asked{};
    std::optional<Day> answered;
    std::int64_t supporters = 0; ///< residents who joined it (附议)
};

/// TOML. Errors: Invalid, naming every wrong key.
Result<BoardEntry> parse_board_entry(std::string_view toml);

} // namespace lianxin
