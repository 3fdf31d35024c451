// Draws the kinds of answers.
#include "kiosk/screens/form_field.h"

#include "kiosk/form.h"
#include "kiosk/screens/typing.h"
#include "kiosk/ui/memo_pad.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/widgets.h"
#include "records/base/text.h"

#include <algorithm>

namespace lianxin {

namespace {

constexpr std::string_view agreed = "yes"; // the value of a Statement that was agreed to

std::string answer_of(const Session& session, const Field& field) {
    const auto found = session.form.answers.find(field.name);
    return found == session.form.answers.end() ? "" : found->second;
}

std::string field_id(const Field& field) { return "form.field." + field.name; }

/// The list of values that a Many holds.
bool holds(std::string_view values, std::string_view value) {
    const auto all = split(values, ',');
    return std::find(all.begin(), all.end(), value) != all.end();
}

std::string toggled(const Field& field, std::string_view values, std::string_view value) {
    std::string out;
    for (const Choice& option : field.options) {
        const bool wanted = holds(values, option.value) != (option.value == value);
        if (wanted) out += (out.empty() ? "" : ",") + option.value;
    }
    return out;
}

/// The group itself, so that a reader of the screen finds the field and its value under one name.
void add_group(Ui& ui, const Field& field, Rect where, float high, std::string value) {
    ui.touch.target({field_id(field), field.label, {where.x, where.y, where.width, high}, Role::Text, std::move(value)});
}

std::pair<std::string, std::string> option_words(const Wording& words, const Field& field, const Choice& option) {
    if (field.type != FieldType::Identity) return {option.label, ""};
    return {std::string(words("form.identity_" + option.value)), std::string(words("form.identity_" + option.value + "_detail"))};
}

float draw_options(const Session& session, const Field& field, Ui& ui, Intents& intents, Rect where) {
    const Theme& theme = ui.theme();
    const std::string value = answer_of(session, field);
    const bool many = field.type == FieldType::Many;
    const float top = where.y, gap = theme.px(16);
    const Rect whole = where;
    if (many && field.hint.empty()) where.cut_top(ui.paint.paragraph(where, ui.words("form.many"), theme.small, theme.ink_soft) + theme.px(8));
    // Short lists of short words stand in two columns where there is room.
    const bool has_room = field.type != FieldType::Identity && where.width > theme.px(700) && field.options.size() > 4;
    const int columns = has_room ? std::min(theme.columns, 2) : 1;
    for (std::size_t i = 0; i < field.options.size(); i += static_cast<std::size_t>(columns)) {
        std::vector<ChoiceRow> rows;
        std::vector<std::pair<std::string, std::string>> texts;
        for (std::size_t k = i; k < std::min(field.options.size(), i + static_cast<std::size_t>(columns)); ++k)
            texts.push_back(option_words(ui.words, field, field.options[k]));
        float high = 0;
        for (std::size_t k = 0; k < texts.size(); ++k) {
            const Choice& option = field.options[i + k];
            rows.push_back({field_id(field) + "." + option.value, texts[k].first, texts[k].second, many ? Role::Check : Role::Choice,
                            many ? holds(value, option.value) : value == option.value});
            high = std::max(high, choice_height(ui, where.column(0, columns, gap).width, rows.back()));
        }
        const Rect line = where.cut_top(high);
        for (std::size_t k = 0; k < rows.size(); ++k)
            if (choice(ui, line.column(static_cast<int>(k), columns, gap), rows[k]))
                intents.push_back(intent::SetAnswer{field.name, many ? toggled(field, value, field.options[i + k].value) : field.options[i + k].value});
        where.cut_top(gap);
    }
    add_group(ui, field, whole, where.y - top, value);
    return where.y - top;
}

float draw_places(const std::vector<const Division*>& places, std::string_view value, const Field& field, Ui& ui, Intents& intents, Rect where,
                  bool final_level) {
    const Theme& theme = ui.theme();
    const float gap = theme.px(16), top = where.y;
    const int columns = std::max(1, static_cast<int>((where.width + gap) / ((theme.body.em * 7.5F) + theme.px(110))));
    for (std::size_t i = 0; i < places.size(); i += static_cast<std::size_t>(columns)) {
        const Rect line = where.cut_top(theme.button);
        for (std::size_t k = i; k < std::min(places.size(), i + static_cast<std::size_t>(columns)); ++k) {
            const Rect cell = line.column(static_cast<int>(k - i), columns, gap);
            const std::string id = field_id(field) + "." + places[k]->code;
            if (!final_level) {
                if (button(ui, cell, {id, places[k]->name, Emphasis::Secondary})) intents.push_back(intent::ChooseTownship{places[k]->code});
            } else if (choice(ui, cell, {id, places[k]->name, "", Role::Choice, places[k]->code == value})) {
                intents.push_back(intent::SetAnswer{field.name, places[k]->code});
            }
        }
        where.cut_top(gap);
    }
    return where.y - top;
}

float draw_division(const View& view, const Session& session, const Field& field, Ui& ui, Intents& intents, Rect where) {
    const Theme& theme = ui.theme();
    const std::string value = answer_of(session, field);
    const Rect whole = where;
    const bool wants_village = field.level == "village";
    const std::string& township = session.form.township;
    const Division* chosen = view.catalogue.division(township);
    const bool lists_villages = wants_village && chosen != nullptr;
    if (lists_villages) {
        Rect line = where.cut_top(theme.button);
        const Button other{"form.township", ui.words("form.other_township"), Emphasis::Quiet, "left"};
        if (button(ui, line.cut_right(button_width(ui, other)), other)) intents.push_back(intent::ChooseTownship{""});
        line.cut_right(theme.px(16));
        ui.paint.line(line, beside(chosen->name, ui.words("form.choose_village")), theme.strong, theme.ink, Align::Left, Fit::Shorten);
    } else {
        ui.paint.line(where.cut_top(theme.strong.line), ui.words("form.choose_township"), theme.strong, theme.ink);
    }
    where.cut_top(theme.px(16));
    std::string parent = township;
    if (!lists_villages)
        for (const Division& division : view.catalogue.divisions)
            if (division.parent.empty()) parent = division.code;
    where.cut_top(draw_places(view.catalogue.children(parent), value, field, ui, intents, where, lists_villages || !wants_village));
    add_group(ui, field, whole, where.y - whole.y, value);
    return where.y - whole.y;
}

float draw_statement(const Session& session, const Field& field, Ui& ui, Intents& intents, Rect where) {
    const bool is_agreed = answer_of(session, field) == agreed;
    const ChoiceRow row{field_id(field) + ".agree", ui.words("form.agree"), "", Role::Check, is_agreed};
    const float high = choice_height(ui, where.width, row);
    if (choice(ui, {where.x, where.y, where.width, high}, row)) intents.push_back(intent::SetAnswer{field.name, is_agreed ? "" : std::string(agreed)});
    add_group(ui, field, where, high, answer_of(session, field));
    return high;
}

std::string_view figure_hint(const Field& field) {
    switch (field.type) {
    case FieldType::Phone: return "form.typed_phone";
    case FieldType::IdNumber: return "form.typed_id";
    case FieldType::Date: return "form.typed_date";
    default: return "form.typed_number";
    }
}

std::string figures(const Field& field, std::string_view text) {
    if (field.type == FieldType::Phone && text.size() > 3 && text.front() == '1') return grouped(text, {3, 4, 4});
    if (field.type == FieldType::IdNumber) return grouped(text, {6, 8, 4});
    if (field.type == FieldType::Date && text.find('-') == text.npos) return grouped(text, {4, 2, 2});
    if (field.type == FieldType::Number && !text.empty()) return std::string(text) + " " + field.unit;
    return std::string(text);
}

float draw_figures(const Session& session, const Field& field, Ui& ui, Rect where, Mood mood) {
    const Theme& theme = ui.theme();
    const float high = theme.button * 1.15F;
    const std::string& text = session.composer.text();
    figure_field(ui, where.cut_top(high), field_id(field), field.label, figures(field, text), text, ui.words(figure_hint(field)), mood);
    return high;
}

std::string count_text(const Wording& words, const Field& field, std::size_t written) {
    if (written < field.min_length) return words.fill("form.characters_least", {{"count", std::to_string(written)}, {"least", std::to_string(field.min_length)}});
    return words.fill("form.characters", {{"count", std::to_string(written)}, {"most", std::to_string(field.max_length)}});
}

/// 撤销, 清空 and, of a long text, how much is written.
void draw_text_tools(const Session& session, const Field& field, Ui& ui, Intents& intents, Rect line) {
    const Theme& theme = ui.theme();
    const Composer& composer = session.composer;
    Button undo{"form.undo", ui.words("form.undo")};
    undo.enabled = composer.can_undo();
    Button clear{"form.clear", ui.words("form.clear")};
    clear.enabled = !composer.text().empty();
    if (button(ui, line.cut_left(button_width(ui, undo)), undo)) intents.push_back(intent::Undo{});
    line.cut_left(theme.px(12));
    if (button(ui, line.cut_left(button_width(ui, clear)), clear)) intents.push_back(intent::Clear{});
    line.cut_left(theme.px(12));
    if (field.type != FieldType::LongText) return;
    const std::size_t written = count_characters(composer.text());
    const std::string count = count_text(ui.words, field, written);
    const bool is_spoken = session.form.memos.contains(field.name); // then no least length counts
    const bool fits = !is_spoken && ui.paint.width(theme.small, count) <= line.width;
    ui.paint.line(line, fits ? count : ui.words.fill("form.characters_brief", {{"count", std::to_string(written)}}), theme.small, theme.ink_soft, Align::Right);
}

float draw_text(const Session& session, const Field& field, Ui& ui, Intents& intents, Rect where, Mood mood) {
    const Theme& theme = ui.theme();
    const Composer& composer = session.composer;
    const float least = theme.body.line + theme.px(40);
    const float tools = theme.target, gap = theme.px(12);
    const float most = field.type == FieldType::LongText ? 9 * theme.body.line + theme.px(40) : least;
    const float high = std::clamp(where.height - tools - gap, least, most);
    const float top = where.y;
    const bool is_dictated = session.assistance.form.kind == Assistance::Oral;
    const auto memo = session.form.memos.find(field.name);
    const std::string spoken = memo == session.form.memos.end() ? "" : ui.words.fill("memo.hint_given", {{"time", minutes_and_seconds(ui.words, memo->second)}});
    const std::string_view hint = !spoken.empty() ? std::string_view(spoken) : is_dictated ? ui.words("assist.oral_hint") : field.hint.empty() ? ui.words("form.typed_text") : std::string_view(field.hint);
    const TextField box{field_id(field), field.label, composer.text(), composer.caret(), composer.preedit(), hint, mood, composer.caret_side()};
    if (const auto place = text_field(ui, where.cut_top(high), box)) intents.push_back(intent::MoveCaret{place->offset, place->side});
    where.cut_top(gap);
    draw_text_tools(session, field, ui, intents, where.cut_top(tools));
    return where.y - top;
}

} // namespace

float draw_answer(const View& view, const Session& session, const Field& field, Ui& ui, Intents& intents, Rect where) {
    const Mood mood = session.form.problem ? Mood::Alarm : Mood::Calm;
    switch (field.type) {
    case FieldType::Choice:
    case FieldType::Many:
    case FieldType::Identity: return draw_options(session, field, ui, intents, where);
    case FieldType::Division: return draw_division(view, session, field, ui, intents, where);
    case FieldType::Statement: return draw_statement(session, field, ui, intents, where);
    case FieldType::Text:
    case FieldType::LongText: return draw_text(session, field, ui, intents, where, mood);
    case FieldType::Phone:
    case FieldType::IdNumber:
    case FieldType::Number:
    case FieldType::Date: return draw_figures(session, field, ui, where, mood);
    }
    return 0;
}

std::string answer_text(const View& view, const Wording& words, const Field& field, std::string_view value) {
    if (value.empty()) return std::string(words("confirm.empty"));
    switch (field.type) {
    case FieldType::Choice:
    case FieldType::Identity:
    case FieldType::Many: {
        std::string out;
        for (const Choice& option : field.options)
            if (holds(value, option.value)) out = listed(out, option_words(words, field, option).first);
        return out;
    }
    case FieldType::Division: return view.catalogue.place_name(value);
    case FieldType::Statement: return std::string(words("form.agree"));
    case FieldType::Date:
        if (const auto day = parse_iso_day(value)) return chinese_day(*day);
        return std::string(value);
    case FieldType::Number:
    case FieldType::Phone:
    case FieldType::IdNumber: return figures(field, value);
    case FieldType::Text:
    case FieldType::LongText: return std::string(value);
    }
    return std::string(value);
}

std::string given_text(const View& view, const Wording& words, const Field& field, const FormState& form) {
    const auto answer = form.answers.find(field.name);
    const std::string_view value = answer == form.answers.end() ? std::string_view() : std::string_view(answer->second);
    const auto memo = form.memos.find(field.name);
    if (memo == form.memos.end()) return answer_text(view, words, field, value);
    const std::string spoken = words.fill("memo.given", {{"time", minutes_and_seconds(words, memo->second)}});
    return value.empty() ? spoken : std::string(value) + "\n" + spoken;
}

std::string problem_text(const Wording& words, const Field& field, const FieldProblem& problem) {
    // The form's own sentence is for an answer of the wrong length; a wrong digit is told precisely.
    const bool is_length = problem.problem == Problem::TooShort || problem.problem == Problem::Missing || problem.problem == Problem::NotOffered;
    if (is_length && !field.message.empty()) return field.message;
    return words.fill("problem." + std::string(name_of(problem.problem)), {{"limit", problem.limit}});
}

} // namespace lianxin
