// A survey 调研: what the county asks residents, until when, and what they said in the end.
#pragma once

#include "records/base/date.h"
#include "records/base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace lianxin {

struct SurveyQuestion {
    enum class Kind { Choice, Many, Text };
    std::string name;
    std::string title;
    Kind kind = Kind::Choice;
    std::vector<std::string> options; ///< none for Text
};

struct Survey {
    std::string id;      ///< of the public item; not in the text
    std::string title;
    std::string summary; ///< why it is asked, and what will be done with the answers
    Day opens{};
    Day closes{};        ///< the last day
    std::vector<SurveyQuestion> questions;
    std::string results; ///< Markdown, once it is over; may be empty

    bool is_open(Day today) const { return opens <= today && today <= closes; }
};

/// TOML, one [[question]] for each question. Errors: Invalid, naming every wrong key.
Result<Survey> parse_survey(std::string_view toml);

} // namespace lianxin
