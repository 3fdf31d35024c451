// Puts descriptions together from the words of the interface.
#include "kiosk/screens/spoken_words.h"

#include "kiosk/ui/phrases.h"
#include "records/base/digit.h"
#include "records/base/text.h"

#include <algorithm>

namespace lianxin {

namespace {

constexpr std::size_t least_figures = 4;
constexpr std::size_t explained_singly = 3; // longer words explain themselves

bool is_plain_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_separator(char c) { return c == ' ' || c == '-'; }

/// As people write them: mobile numbers, codes, identity numbers, and anything else by fours.
std::vector<std::size_t> usual_groups(std::size_t length) {
    if (length == 11) return {3, 4, 4};
    if (length == 18) return {6, 4, 4, 4};
    return std::vector<std::size_t>((length + 3) / 4, 4);
}

std::string one_by_one(std::string_view figures) {
    std::string out;
    for (const char c : figures) out = listed(out, std::string(1, c));
    return out;
}

std::vector<std::string> characters_of(std::string_view text) {
    std::vector<std::string> all;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = code_point_at(text, at).length;
        all.emplace_back(text.substr(at, length));
        at += length;
    }
    return all;
}

/// What a punctuation mark is called; empty for anything else.
std::string_view sign_name(std::string_view character, const Wording& words) {
    for (const auto& sign : split(words("spoken.signs"), ' '))
        if (!character.empty() && sign.starts_with(character)) return sign.substr(character.size());
    return {};
}

/// The known word that a character is told apart by; empty when there is none.
std::string known_by(std::string_view character, const Wording& words) {
    for (const auto& word : split(words("characters.words"), ' '))
        if (word.find(character) != std::string_view::npos) return words.fill("spoken.character", {{"word", word}, {"character", character}});
    return "";
}

/// What a key says. While nobody else may hear what is typed, only the middle of the digits is told apart, as by touch on a telephone.
std::string key_words(const Target& target, Secrecy secrecy, const Wording& words) {
    const bool types = std::all_of(target.spoken.begin(), target.spoken.end(), [](char c) { return is_digit(c) || is_plain_letter(c); });
    if (secrecy == Secrecy::Withheld && types) return std::string(words(target.spoken == "5" ? "spoken.key_middle" : "spoken.key"));
    const std::string_view sign = sign_name(target.spoken, words);
    return sign.empty() ? target.spoken : std::string(sign);
}

std::string field_content(const Target& target, Secrecy secrecy, const Wording& words) {
    if (target.value.empty()) return std::string(words("spoken.field_empty"));
    if (secrecy == Secrecy::Withheld) return words.fill("spoken.field_withheld", {{"count", std::to_string(count_characters(target.value))}});
    return words.fill("spoken.field_content", {{"text", is_figures(target.value) ? spelled(target.value) : target.value}});
}

/// The name before the first comma: "电话，138 …".
std::string_view name_of(const Target& target, const Wording& words) {
    const std::string_view comma = words("keyboard.comma");
    return std::string_view(target.spoken).substr(0, target.spoken.find(comma));
}

std::string text_words(const Target& target, Secrecy secrecy, const Wording& words) {
    if (secrecy == Secrecy::Withheld) return told(name_of(target, words), words("spoken.withheld"));
    if (is_figures(target.value)) return told(name_of(target, words), spelled(target.value));
    return target.spoken;
}

std::string candidate_words(const Target& target, Secrecy secrecy, const Wording& words) {
    return secrecy == Secrecy::Withheld ? std::string(words("spoken.key")) : explained(target.spoken, words);
}

std::string selection(const Target& target, const Wording& words) { return std::string(words(target.selected ? "spoken.selected" : "spoken.unselected")); }

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// What stands in the middle of `text` between what it begins and ends with like `other`.
std::string_view middle(std::string_view text, std::string_view other) {
    const std::size_t shorter = std::min(text.size(), other.size());
    std::size_t start = 0;
    while (start < shorter && text[start] == other[start]) ++start;
    while (start > 0 && start < text.size() && continues_character(text[start])) --start;
    std::size_t end = 0;
    while (end < shorter - start && text[text.size() - 1 - end] == other[other.size() - 1 - end]) ++end;
    while (end > 0 && continues_character(text[text.size() - end])) --end;
    return text.substr(start, text.size() - end - start);
}

std::string change_words(std::string_view changed, const Wording& words) {
    if (is_figures(changed)) return spelled(changed);
    const std::string_view sign = sign_name(changed, words);
    return std::string(sign.empty() ? changed : sign);
}

} // namespace

std::string describe(const Target& target, Secrecy secrecy, const Wording& words) {
    std::string text;
    switch (target.role) {
    case Role::Button:
    case Role::Tile: text = told(target.spoken, words("spoken.button")); break;
    case Role::Row: text = told(target.spoken, words("spoken.row")); break;
    case Role::Choice: text = told(target.spoken, told(words("spoken.choice"), selection(target, words))); break;
    case Role::Check: text = told(target.spoken, told(words("spoken.check"), selection(target, words))); break;
    case Role::Field: text = told(target.spoken, told(words("spoken.field"), field_content(target, secrecy, words))); break;
    case Role::Ink: text = told(target.spoken, words("spoken.ink")); break;
    case Role::Key: text = key_words(target, secrecy, words); break;
    case Role::Candidate: text = candidate_words(target, secrecy, words); break;
    case Role::Text:
    case Role::Image: text = text_words(target, secrecy, words); break;
    }
    return target.enabled ? text : told(text, words("spoken.disabled"));
}

std::string place_in_list(const Target& target, const std::vector<const Target*>& order, const Wording& words) {
    const bool is_member = target.role == Role::Choice || target.role == Role::Check || target.role == Role::Row || target.role == Role::Tile || target.role == Role::Candidate;
    if (!is_member) return "";
    std::size_t at = 0, count = 0;
    for (const Target* each : order) {
        if (each->role != target.role) continue;
        ++count;
        if (each->id == target.id) at = count;
    }
    if (count < 2) return "";
    return words.fill("spoken.place", {{"n", std::to_string(at)}, {"m", std::to_string(count)}});
}

bool is_figures(std::string_view text) {
    const auto figures = std::count_if(text.begin(), text.end(), is_digit);
    const bool nothing_else = std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_separator(c) || c == 'X'; });
    return nothing_else && figures >= static_cast<std::ptrdiff_t>(least_figures);
}

std::string spelled(std::string_view figures) {
    std::vector<std::string> groups{""};
    for (const char c : figures) {
        if (is_separator(c)) groups.emplace_back();
        else groups.back() += c;
    }
    std::string out;
    for (const std::string& group : groups) {
        std::string_view rest = group;
        for (const std::size_t size : usual_groups(group.size())) {
            out = told(out, one_by_one(rest.substr(0, size)));
            rest.remove_prefix(std::min(size, rest.size()));
        }
    }
    return out;
}

std::string explained(std::string_view characters, const Wording& words) {
    const auto all = characters_of(characters);
    if (const auto sign = sign_name(characters, words); !sign.empty()) return std::string(sign);
    std::string out(characters);
    if (all.size() > explained_singly) return out;
    for (const std::string& each : all) out = told(out, known_by(each, words));
    return out;
}

std::string told_change(std::string_view before, std::string_view after, Secrecy secrecy, const Wording& words) {
    if (before == after) return "";
    if (after.empty()) return std::string(words("spoken.cleared"));
    if (secrecy == Secrecy::Withheld) {
        const bool grew = after.size() > before.size();
        const std::string count = std::to_string(count_characters(after));
        return words.fill(grew ? "spoken.one_more" : "spoken.one_less", {{"count", count}});
    }
    const std::string_view added = middle(after, before), removed = middle(before, after);
    if (removed.empty()) return change_words(added, words);
    if (added.empty()) return words.fill("spoken.deleted", {{"text", change_words(removed, words)}});
    return words.fill("spoken.field_content", {{"text", after}});
}

std::string without_figures(std::string_view text) {
    std::string out(text);
    std::erase_if(out, is_digit);
    return out;
}

} // namespace lianxin
