// Reading surveys.
#include "records/model/survey.h"

#include "records/base/toml.h"
#include "records/model/strict_table.h"

namespace lianxin {
namespace {

using Kind = SurveyQuestion::Kind;

constexpr std::size_t most_questions = 30;
constexpr std::size_t most_options = 30;

Kind kind_of(StrictTable& table) {
    const auto text = table.text("kind", "choice");
    if (text == "many") return Kind::Many;
    if (text == "text") return Kind::Text;
    if (text != "choice") table.complain("kind", "must be \"choice\", \"many\" or \"text\"");
    return Kind::Choice;
}

SurveyQuestion read_question(const Value& value, Problems& problems) {
    StrictTable table(value, "question \"" + value.text_or("name", "?") + "\": ", problems);
    SurveyQuestion question;
    question.name = table.required_name("name");
    question.title = table.required_text("title");
    question.kind = kind_of(table);
    question.options = table.texts("options");
    const std::size_t least = question.kind == Kind::Text ? 0 : 2;
    const std::size_t most = question.kind == Kind::Text ? 0 : most_options;
    if (question.options.size() < least || question.options.size() > most)
        table.complain("options", question.kind == Kind::Text ? "are not for text" : "must be 2 to 30");
    table.finish();
    return question;
}

} // namespace

Result<Survey> parse_survey(std::string_view toml) {
    const auto root = parse_toml(toml);
    if (!root) return root.error();
    Problems problems;
    StrictTable table(*root, "", problems);
    Survey survey;
    survey.title = table.required_text("title");
    survey.summary = table.required_text("summary");
    survey.opens = table.required_day("opens");
    survey.closes = table.required_day("closes");
    survey.results = table.text("results");
    if (survey.closes < survey.opens) table.complain("closes", "lies before opens");
    std::set<std::string> seen;
    for (const Value& value : table.tables("question")) {
        survey.questions.push_back(read_question(value, problems));
        if (!seen.insert(survey.questions.back().name).second) table.complain("question", "\"" + survey.questions.back().name + "\" stands twice");
    }
    if (survey.questions.empty() || survey.questions.size() > most_questions) table.complain("question", "must be given 1 to 30 times, as [[question]]");
    table.finish();
    if (auto fine = as_result(problems); !fine) return std::move(fine).error();
    return survey;
}

} // namespace lianxin
