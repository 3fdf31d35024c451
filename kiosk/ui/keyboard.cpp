// Lays out the pads and draws their keys.
#include "kiosk/ui/keyboard.h"

#include "kiosk/ui/ink_pad.h"
#include "kiosk/ui/widgets.h"

#include <cmath>
#include <tuple>

namespace lianxin {

namespace {

using Kind = Keystroke::Kind;

constexpr std::size_t sign_pages = 3;
constexpr std::string_view widest_group = "WXYZ";
constexpr std::size_t identity_digits = 17; ///< before the check character, which may be an X

/// One key: its id behind "key." or "ink.", what stands on it and what it does.
struct Key {
    std::string id;
    std::string label;
    Keystroke stroke;
    std::string_view icon = {};
    float width = 1; ///< in columns
    Emphasis emphasis = Emphasis::Secondary;
    std::string_view family = "key.";
    bool enabled = true;
    bool selected = false;
    std::string_view corner = {}; ///< small, in the corner: the digit of a key with letters
};

struct Pads {
    Ui& ui;
    const Composer& composer;
    const InkState& ink;
    const KeyboardOptions& options;
    std::optional<Keystroke> stroke;

    std::string word(std::string_view key) const { return std::string(ui.words(key)); }

    void draw_key(Rect rect, const Key& key) {
        const Theme& theme = ui.theme();
        const std::string id = std::string(key.family) + key.id;
        const bool pressed = ui.touch.is_pressed(id);
        const bool primary = key.emphasis == Emphasis::Primary;
        const Color fill = primary ? (pressed ? theme.accent_pressed : theme.accent)
                           : pressed ? theme.accent_soft
                           : key.emphasis == Emphasis::Quiet ? theme.sunken : theme.surface;
        const Color text = !key.enabled ? theme.ink_faint : primary ? theme.on_accent : theme.ink;
        ui.paint.round(rect, theme.radius_small, pressed || primary ? theme.accent : theme.border_strong);
        ui.paint.round(rect.inset(theme.hairline), theme.radius_small - theme.hairline, fill);
        const Type& type = label_type(key, rect.width - theme.px(8));
        if (!key.icon.empty()) ui.paint.icon(rect.centred(theme.px(52), theme.px(52)), key.icon, text);
        else ui.paint.line(rect, key.label, type, text, Align::Centre);
        if (!key.corner.empty() && ui.paint.width(type, widest_group) + corner_room(key) <= rect.width)
            ui.paint.line({rect.x + theme.px(10), rect.y + theme.px(2), rect.width, theme.small.line}, key.corner, theme.small, theme.ink_soft);
        const std::string spoken = key.corner.empty() ? key.label : std::string(key.corner) + " " + key.label;
        Target target{id, spoken, rect, Role::Key, "", key.enabled, key.selected};
        if (ui.touch.target(std::move(target))) stroke = key.stroke;
    }

    const Type& label_type(const Key& key, float room) const {
        const Theme& theme = ui.theme();
        const bool is_sign = (key.stroke.kind == Kind::Letter || key.stroke.kind == Kind::Put) && key.id != "space";
        // Groups of letters are all set in one size, with room for their digits where there is any.
        if (!key.corner.empty()) return ui.paint.fitting({&theme.strong, &theme.small}, widest_group, room - corner_room(key));
        return ui.paint.fitting({is_sign ? &theme.title : &theme.strong, &theme.strong, &theme.small}, key.label, room);
    }

    /// Left of the letters for their digit, and as much right of them.
    float corner_room(const Key& key) const { return 2 * (ui.paint.width(ui.theme().small, key.corner) + ui.theme().px(14)); }

    /// Keys of one row, `columns` wide altogether, centred.
    void draw_row(Rect row, const std::vector<Key>& keys, float columns) {
        const float gap = ui.theme().px(10);
        const float pitch = (row.width + gap) / columns;
        float used = 0;
        for (const Key& key : keys) used += key.width;
        float x = row.x + (columns - used) * pitch / 2;
        for (const Key& key : keys) {
            draw_key({std::round(x), row.y, std::round(key.width * pitch - gap), row.height}, key);
            x += key.width * pitch;
        }
    }

    static Key letter(char sign) {
        const std::string text(1, sign);
        return {text, text, {Kind::Letter, text, 0, 0, Pad::Pinyin}};
    }
    static Key sign(std::string id, std::string text) {
        Keystroke put{Kind::Put, text, 0, 0, Pad::Pinyin};
        return {std::move(id), std::move(text), std::move(put)};
    }
    Key backspace(float width = 1) const {
        return {"backspace", word("keyboard.backspace"), {Kind::Backspace, "", 0, 0, Pad::Pinyin}, "backspace", width, Emphasis::Quiet};
    }
    Key pad_switch(std::string id, std::string_view wording, Pad pad, float width) const {
        return {std::move(id), word(wording), {Kind::SwitchPad, "", 0, 0, pad}, {}, width, Emphasis::Quiet};
    }
    /// Back to the pad that words are written on.
    Key words(float width) const {
        const Pad pad = composer.writing_pad();
        return pad_switch("words", pad == Pad::Ink ? "keyboard.to_ink" : pad == Pad::NineKey ? "keyboard.to_nine" : "keyboard.to_pinyin", pad, width);
    }
    Key undo(float width) const {
        Key key{"undo", word("keyboard.undo"), {Kind::Undo, "", 0, 0, Pad::Pinyin}, {}, width, Emphasis::Quiet};
        key.enabled = composer.can_undo();
        return key;
    }
    Key done(float width) const {
        const bool picks = composer.composing() && !composer.candidates().empty();
        const Keystroke deed = picks ? Keystroke{Kind::Pick, "", composer.first_candidate(), 0, Pad::Pinyin} : Keystroke{Kind::Done, "", 0, 0, Pad::Pinyin};
        return {"done", picks ? word("keyboard.choose") : std::string(options.done), deed, {}, width, Emphasis::Primary};
    }
    Key space(float width) const {
        const bool picks = composer.composing() && !composer.candidates().empty();
        const Keystroke deed = picks ? Keystroke{Kind::Pick, "", composer.first_candidate(), 0, Pad::Pinyin} : Keystroke{Kind::Put, " ", 0, 0, Pad::Pinyin};
        return {"space", word("keyboard.space"), deed, {}, width};
    }

    static std::vector<Key> letters(std::string_view row) {
        std::vector<Key> keys;
        for (const char each : row) keys.push_back(letter(each));
        return keys;
    }

    void letter_rows(Rect area) {
        const bool latin = composer.pad() == Pad::Latin;
        const float gap = ui.theme().px(12);
        draw_row(area.row(0, 4, gap), letters("qwertyuiop"), 10);
        draw_row(area.row(1, 4, gap), letters("asdfghjkl"), 10);
        auto third = letters("zxcvbnm");
        third.insert(third.begin(), pad_switch("symbols", "keyboard.symbols", Pad::Symbols, 1.5F));
        third.push_back(backspace(1.5F));
        draw_row(area.row(2, 4, gap), third, 10);
        const Key language = latin ? words(1.5F) : pad_switch("latin", "keyboard.to_latin", Pad::Latin, 1.5F);
        const auto mark = [&](std::string id, std::string_view chinese, std::string_view plain) { return sign(std::move(id), latin ? std::string(plain) : word(chinese)); };
        draw_row(area.row(3, 4, gap),
                 {pad_switch("digits", "keyboard.digits", Pad::Digits, 1.5F), language, mark("comma", "keyboard.comma", ","), space(2.5F),
                  mark("stop", "keyboard.stop", "."), done(2.5F)}, 10);
    }

    Key more_signs(int page, float width) const {
        const std::string which = std::to_string(page + 1) + "/" + std::to_string(sign_pages);
        return {"more", ui.words.fill("keyboard.more_signs", {{"page", which}}), {Kind::TurnPage, "", 0, 1, Pad::Symbols}, {}, width, Emphasis::Quiet};
    }

    /// What the digits may spell, or marks while there are none; rolls when there is more.
    void reading_column(Rect column, float row_height, float gap) {
        std::vector<Key> keys;
        const auto readings = composer.readings();
        for (std::size_t i = 0; i < readings.size(); ++i) {
            Key key{"reading." + readings[i], readings[i], {Kind::Spell, "", i, 0, Pad::NineKey}};
            keys.push_back(std::move(key));
        }
        if (!composer.composing())
            for (const auto& [id, mark] : {std::pair{"comma", "keyboard.comma"}, {"stop", "keyboard.stop"}, {"question", "keyboard.question"}, {"pause", "keyboard.pause"}})
                keys.push_back(sign(id, word(mark)));
        ui.scroll("keyboard.readings", column, [&](Rect content) {
            for (std::size_t i = 0; i < keys.size(); ++i)
                draw_key({content.x, content.y + static_cast<float>(i) * (row_height + gap), content.width, row_height}, keys[i]);
            return static_cast<float>(keys.size()) * (row_height + gap) - gap;
        });
    }

    Key group(char digit, std::string_view corner, std::string_view letters) const {
        const std::string text(1, digit);
        Key key{text, std::string(letters), {Kind::Letter, text, 0, 0, Pad::NineKey}};
        key.corner = corner;
        return key;
    }

    void nine_rows(Rect area) {
        const float gap = ui.theme().px(12);
        const float row_height = area.row(0, 4, gap).height;
        const Rect left = area.cut_left(area.width * 0.17F);
        area.cut_left(gap);
        const Rect right = area.cut_right(area.width * 0.25F);
        area.cut_right(gap);
        const float thumb = ui.theme().px(14);
        reading_column({left.x, left.y, left.width - thumb, left.height}, row_height, gap);
        draw_row(area.row(0, 4, gap), {pad_switch("symbols", "keyboard.symbols", Pad::Symbols, 1), group('2', "2", "ABC"), group('3', "3", "DEF")}, 3);
        draw_row(area.row(1, 4, gap), {group('4', "4", "GHI"), group('5', "5", "JKL"), group('6', "6", "MNO")}, 3);
        draw_row(area.row(2, 4, gap), {group('7', "7", "PQRS"), group('8', "8", "TUV"), group('9', "9", "WXYZ")}, 3);
        draw_row(area.row(3, 4, gap), {pad_switch("digits", "keyboard.digits", Pad::Digits, 1), space(1), pad_switch("latin", "keyboard.to_latin", Pad::Latin, 1)}, 3);
        draw_row(right.row(0, 4, gap), {backspace()}, 1);
        draw_row(right.row(1, 4, gap), {undo(1)}, 1);
        const Rect top = right.row(2, 4, gap), bottom = right.row(3, 4, gap);
        draw_row({top.x, top.y, top.width, bottom.bottom() - top.y}, {done(1)}, 1);
    }

    /// The ways to write, side by side; the one in use is lit.
    void ways(Rect strip) {
        const Theme& theme = ui.theme();
        const std::string_view told = ui.words(hint_key());
        const float gap = theme.px(12), tab = std::min(strip.height, theme.button);
        if (strip.height >= tab + theme.small.line)
            ui.paint.line(strip.cut_top(strip.height - tab).inset(theme.px(12), 0), told, theme.small, theme.ink_soft, Align::Left, Fit::Shorten);
        else strip = strip.inset(0, (strip.height - tab) / 2);
        std::vector<Key> keys;
        for (const auto& [id, wording, pad] :
             {std::tuple{"pinyin", "keyboard.way_pinyin", Pad::Pinyin}, {"nine", "keyboard.way_nine", Pad::NineKey}, {"ink", "keyboard.way_ink", Pad::Ink}, {"memo", "keyboard.way_memo", Pad::Memo}}) {
            if (pad == Pad::Memo && !options.memo) continue;
            Key key = pad_switch(id, wording, pad, 1);
            key.selected = composer.pad() == pad;
            keys.push_back(std::move(key));
        }
        const int count = static_cast<int>(keys.size());
        for (int i = 0; i < count; ++i) draw_way(strip.column(i, count, gap), keys[static_cast<std::size_t>(i)]);
    }

    /// The hint above the tabs is left out where the pad below needs its room.
    float ways_height(Rect inner) const {
        const Theme& theme = ui.theme();
        return inner.height > 6 * theme.button ? theme.button + theme.small.line + theme.px(8) : theme.button;
    }

    void draw_way(Rect rect, const Key& key) {
        const Theme& theme = ui.theme();
        const std::string id = "key." + key.id;
        const bool lit = key.selected || ui.touch.is_pressed(id);
        ui.paint.round(rect, theme.radius_small, lit ? theme.accent : theme.border_strong);
        ui.paint.round(rect.inset(theme.hairline), theme.radius_small - theme.hairline, lit ? theme.accent_soft : theme.sunken);
        ui.paint.line(rect, key.label, ui.paint.fitting({&theme.strong, &theme.small}, key.label, rect.width - theme.px(16)), lit ? theme.accent : theme.ink, Align::Centre);
        if (ui.touch.target({id, key.label, rect, Role::Key, "", true, key.selected})) stroke = key.stroke;
    }

    void symbol_rows(Rect area) {
        const float gap = ui.theme().px(12);
        const int page = static_cast<int>(composer.sign_page() % sign_pages);
        for (int i = 0; i < 3; ++i) {
            std::vector<Key> keys;
            const std::string_view row = ui.words("keyboard.signs_" + std::to_string(page + 1) + "_" + std::to_string(i + 1));
            for (std::size_t at = 0; at < row.size();) {
                const std::size_t next = std::min(row.find(' ', at), row.size());
                const std::string text(row.substr(at, next - at));
                Key key = sign(text, text);
                // …… and —— are one sign twice.
                if (text.size() == 6 && text.compare(0, 3, text, 3, 3) == 0) key.label.resize(3);
                keys.push_back(std::move(key));
                at = next + 1;
            }
            if (i == 2) keys.push_back(backspace(1.5F));
            draw_row(area.row(i, 4, gap), keys, 10);
        }
        draw_row(area.row(3, 4, gap),
                 {words(2), more_signs(page, 3), pad_switch("digits", "keyboard.digits", Pad::Digits, 1.5F), space(1.5F), done(2)}, 10);
    }

    void digit_rows(Rect area) {
        const float gap = ui.theme().px(12);
        const bool has_letters = options.home != Pad::Digits;
        Rect side = area.cut_right(area.width * 0.27F);
        area.cut_right(gap);
        const auto digit = [](char c) { return sign(std::string(1, c), std::string(1, c)); };
        for (int i = 0; i < 3; ++i) {
            const char first = static_cast<char>('1' + 3 * i);
            draw_row(area.row(i, 4, gap), {digit(first), digit(static_cast<char>(first + 1)), digit(static_cast<char>(first + 2))}, 3);
        }
        Key zero = digit('0');
        std::vector<Key> last{zero};
        if (has_letters) last = {sign("point", "."), zero, sign("hyphen", "-")};
        else if (options.with_x) {
            last = {sign("x", "X"), zero};
            last.front().enabled = composer.text().size() == identity_digits; // it stands in the last place only
        }
        else last.front().width = 3;
        if (last.size() == 2) last.back().width = 2;
        draw_row(area.row(3, 4, gap), last, 3);
        draw_row(side.row(0, 4, gap), {backspace()}, 1);
        if (has_letters) draw_row(side.row(1, 4, gap), {words(1)}, 1);
        else draw_row(side.row(1, 4, gap), {{"clear", word("keyboard.clear"), {Kind::Clear, "", 0, 0, Pad::Pinyin}, {}, 1, Emphasis::Quiet}}, 1);
        const Rect top = side.row(2, 4, gap), bottom = side.row(3, 4, gap);
        draw_row({top.x, top.y, top.width, bottom.bottom() - top.y}, {done(1)}, 1);
    }

    /// The letters typed and up to one page of candidates in two rows.
    void candidates(Rect strip) {
        const Theme& theme = ui.theme();
        const auto& all = composer.candidates();
        const std::size_t first = composer.first_candidate();
        if (!composer.composing()) return ways(strip);
        Rect turn = strip.cut_right(theme.px(112));
        strip.cut_right(theme.px(12));
        const float gap = theme.px(12);
        float x = strip.x;
        int line = 0;
        for (std::size_t i = first; i < std::min(all.size(), first + Composer::page_size); ++i) {
            float wide = std::max(ui.paint.width(theme.title, all[i]) + theme.px(40), theme.px(112));
            if (x + wide > strip.right() && x > strip.x && line == 0) {
                line = 1;
                x = strip.x;
            }
            wide = std::min(wide, strip.right() - x);
            if (wide < theme.target * 0.8F) break;
            draw_candidate({x, strip.row(line, 2, gap).y, wide, strip.row(line, 2, gap).height}, i, i - first + 1);
            x += wide + gap;
        }
        const bool can_back = first > 0, can_on = first + Composer::page_size < all.size();
        turn_key(turn.row(0, 2, gap), "candidate.previous", "up", "keyboard.previous", -1, can_back);
        turn_key(turn.row(1, 2, gap), "candidate.next", "down", "keyboard.more", 1, can_on);
    }

    /// The square to write in, keys on both sides of it.
    void ink_rows(Rect area) {
        const float gap = ui.theme().px(12);
        const float side = std::min(area.height, ink_side(area.width));
        const Rect square = area.centred(side, side);
        const Rect left{area.x, area.y, square.x - gap - area.x, area.height};
        const Rect right{square.right() + gap, area.y, area.right() - gap - square.right(), area.height};
        const auto ink_key = [&](std::string id, std::string_view wording, Kind kind) {
            return Key{std::move(id), word(wording), {kind, "", 0, 0, Pad::Ink}, {}, 2, Emphasis::Secondary, "ink."};
        };
        draw_row(left.row(0, 4, gap), {ink_key("undo", "ink.undo", Kind::UndoStroke)}, 2);
        draw_row(left.row(1, 4, gap), {ink_key("clear", "ink.clear", Kind::ClearInk)}, 2);
        draw_row(left.row(2, 4, gap), {sign("comma", word("keyboard.comma")), sign("stop", word("keyboard.stop"))}, 2);
        draw_row(left.row(3, 4, gap), {pad_switch("symbols", "keyboard.symbols", Pad::Symbols, 2)}, 2);
        if (auto stroke_ended = ink_square(ui, square, ink)) stroke = Keystroke{Kind::Stroke, "", 0, 0, Pad::Ink, std::move(*stroke_ended)};
        draw_row(right.row(0, 4, gap), {backspace(2)}, 2);
        draw_row(right.row(1, 4, gap), {undo(2)}, 2);
        draw_row(right.row(2, 4, gap), {pad_switch("digits", "keyboard.digits", Pad::Digits, 2)}, 2);
        draw_row(right.row(3, 4, gap), {done(2)}, 2);
    }

    /// The square's side where height does not limit it: the keys beside it need their room.
    float ink_side(float width) const { return width - 2 * ui.theme().px(12) - 2 * ui.theme().px(150); }

    /// One row of candidates, or two where the square leaves room for them.
    float ink_strip_height(Rect inner) const {
        const Theme& theme = ui.theme();
        const float row = std::max(theme.headline.line * 1.2F, theme.target);
        return std::clamp(inner.height - theme.px(14) - ink_side(inner.width), row, 2 * row + theme.px(8));
    }

    void ink_strip(Rect strip) {
        if (ink.strokes.empty()) return ways(strip);
        if (const auto picked = ink_candidates(ui, strip, ink)) stroke = Keystroke{Kind::PickInk, "", *picked, 0, Pad::Ink};
    }

    std::string_view hint_key() const {
        switch (composer.pad()) {
        case Pad::Latin: return "keyboard.hint_latin";
        case Pad::Digits: return "keyboard.hint_digits";
        case Pad::Symbols: return "keyboard.hint_symbols";
        case Pad::NineKey: return "keyboard.hint_nine";
        case Pad::Ink: return "ink.hint";
        case Pad::Memo: return "memo.hint";
        default: return "keyboard.hint_pinyin";
        }
    }

    void draw_candidate(Rect rect, std::size_t index, std::size_t place) {
        const Theme& theme = ui.theme();
        const std::string id = "candidate." + std::to_string(place);
        const std::string& text = composer.candidates()[index];
        const bool lit = ui.touch.is_pressed(id);
        if (place == 1) ui.paint.round(rect, theme.radius_small, lit ? theme.accent_pressed : theme.accent);
        else ui.paint.round(rect, theme.radius_small, lit ? theme.accent_soft : theme.surface);
        ui.paint.line(rect.inset(theme.px(8), 0), text, theme.title, place == 1 ? theme.on_accent : theme.ink, Align::Centre, Fit::Shorten);
        if (ui.touch.target({id, text, rect, Role::Candidate, text})) stroke = Keystroke{Kind::Pick, "", index, 0, Pad::Pinyin};
    }

    void turn_key(Rect rect, std::string id, std::string_view icon, std::string_view wording, int pages, bool enabled) {
        const Theme& theme = ui.theme();
        ui.paint.round(rect, theme.radius_small, ui.touch.is_pressed(id) ? theme.accent_soft : theme.ground);
        ui.paint.icon(rect.centred(theme.px(44), theme.px(44)), icon, enabled ? theme.accent : theme.ink_faint);
        if (ui.touch.target({std::move(id), word(wording), rect, Role::Button, "", enabled})) stroke = Keystroke{Kind::TurnPage, "", 0, pages, Pad::Pinyin};
    }

    void draw(Rect rect) {
        const Theme& theme = ui.theme();
        const bool has_strip = options.home != Pad::Digits;
        ui.paint.round(rect, theme.radius, theme.sunken);
        Rect inner = rect.inset(theme.px(14));
        if (composer.pad() == Pad::Memo && options.memo) {
            ways(inner.cut_top(ways_height(inner)));
            inner.cut_top(theme.px(14));
            if (const auto deed = memo_pad(ui, inner, *options.memo, options.memo_means)) stroke = Keystroke{Kind::Memo, "", 0, 0, Pad::Memo, {}, *deed};
            return;
        }
        if (composer.pad() == Pad::Ink) {
            ink_strip(inner.cut_top(ink_strip_height(inner)));
            inner.cut_top(theme.px(14));
            return ink_rows(inner);
        }
        if (has_strip) {
            candidates(inner.cut_top(inner.height * 0.30F));
            inner.cut_top(theme.px(14));
        }
        if (composer.pad() == Pad::Digits) digit_rows(inner);
        else if (composer.pad() == Pad::Symbols) symbol_rows(inner);
        else if (composer.pad() == Pad::NineKey) nine_rows(inner);
        else letter_rows(inner);
    }
};

} // namespace

std::optional<Keystroke> keyboard(Ui& ui, Rect rect, const Composer& composer, const InkState& ink, const KeyboardOptions& options) {
    Pads pads{ui, composer, ink, options, std::nullopt};
    pads.draw(rect);
    return std::move(pads.stroke);
}

float keyboard_height(const Theme& theme, float width, Pad home) {
    const float by_width = width * (home == Pad::Digits ? 0.52F : 0.66F);
    const float most = theme.px(home == Pad::Digits ? 520 : 690), least = theme.px(home == Pad::Digits ? 420 : 560);
    return std::clamp(by_width, least, most);
}

} // namespace lianxin
