// Obeying commands.
#include "tests/drive/driver.h"

#include "kiosk/input/nine_key.h"
#include "records/base/text.h"

#include <charconv>
#include <cmath>
#include <thread>

namespace lianxin {
namespace {

constexpr Milliseconds frame_time{16};
constexpr int most_turns = 2000;

Error wrong(std::string why) { return {ErrorCode::Invalid, std::move(why), {}}; }

/// The first word of a line, taken off its front.
std::string_view take_word(std::string_view& line) {
    line = trimmed(line);
    const auto end = line.find(' ');
    const auto word = line.substr(0, end);
    line = end == std::string_view::npos ? std::string_view() : trimmed(line.substr(end));
    return word;
}

Result<std::vector<float>> numbers(std::string_view words, std::size_t count) {
    std::vector<float> out;
    while (!words.empty()) {
        const auto word = take_word(words);
        float number = 0;
        const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (problem != std::errc() || end != word.data() + word.size()) return wrong("not a number: " + std::string(word));
        out.push_back(number);
    }
    if (out.size() != count) return wrong(std::to_string(count) + " numbers are needed");
    return out;
}

std::string_view name_of(Dialog dialog) {
    switch (dialog) {
    case Dialog::None: return "";
    case Dialog::Help: return "help";
    case Dialog::Timeout: return "timeout";
    case Dialog::Leave: return "leave";
    case Dialog::Finish: return "finish";
    case Dialog::Failed: return "failed";
    case Dialog::ResidentOnly: return "alone";
    case Dialog::Personal: return "personal";
    case Dialog::Unplugged: return "unplugged";
    }
    return "";
}

Value to_value(const Target& target) {
    const auto whole = [](float number) { return static_cast<std::int64_t>(std::lround(number)); };
    const Rect& rect = target.visible.is_empty() ? target.rect : target.visible;
    return Value::Map{{"id", target.id},
                      {"spoken", target.spoken},
                      {"rect", Value::Array{whole(rect.x), whole(rect.y), whole(rect.width), whole(rect.height)}},
                      {"role", lianxin::name_of(target.role)},
                      {"value", target.value},
                      {"enabled", target.enabled && !target.covered},
                      {"selected", target.selected}};
}

} // namespace

Driver::Driver(App& app, Canvas& canvas, ManualClock& clock, Ear& ear) : app_(app), canvas_(canvas), clock_(clock), ear_(ear) { settle(); }

void Driver::settle() {
    for (int turn = 0; turn < most_turns; ++turn) {
        ear_.listen();
        app_.finish_work();
        const bool again = app_.turn();
        app_.finish_work();
        const bool is_packing = app_.session().memo.phase == MemoPhase::Ending; // the microphone has a thread of its own
        if (!again && !app_.has_news() && !is_packing) return;
        if (is_packing) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        clock_.advance(frame_time);
    }
}

Value Driver::state() const {
    return Value::Map{{"ok", true}, {"screen", name_of(app_.session().screen)}, {"dialog", name_of(app_.session().dialog)}};
}

/// A PIN is told by its length alone.
std::string Driver::typed() const {
    const std::string& text = app_.session().composer.text();
    return is_masked(app_.session()) ? std::string(text.size(), '*') : text;
}

Result<Value> Driver::dump() {
    settle();
    Value out = state();
    Value::Array targets;
    for (const auto& target : app_.ui().touch.targets()) targets.push_back(to_value(target));
    out.set("field", app_.session().form.field);
    out.set("text", typed());
    out.set("targets", std::move(targets));
    return out;
}

void Driver::touch_at(PointerPhase phase, float x, float y) {
    PointerEvent event;
    event.phase = phase;
    event.x = x;
    event.y = y;
    event.at = clock_.monotonic();
    app_.report(event);
}

Result<Value> Driver::tap(std::string_view id) {
    settle();
    if (app_.ui().touch.reveal(id)) {
        // A scrolled list is seen with the next frame, and a sleeping kiosk draws none unless somebody touches it.
        app_.wish(intent::Touched{});
        settle();
    }
    const Target* target = app_.ui().touch.find(id);
    if (!target) return Error{ErrorCode::NotFound, "no target " + std::string(id) + " on screen " + std::string(name_of(app_.session().screen)), {}};
    if (target->covered) return Error{ErrorCode::Unavailable, "a dialog lies over " + std::string(id), {}};
    if (!target->enabled) return Error{ErrorCode::Unavailable, std::string(id) + " is not enabled", {}};
    if (target->visible.is_empty()) return Error{ErrorCode::Unavailable, std::string(id) + " cannot be seen", {}};
    const Point centre = target->visible.centre();
    touch_at(PointerPhase::Down, centre.x, centre.y);
    (void)app_.turn();
    clock_.advance(frame_time * 4);
    touch_at(PointerPhase::Up, centre.x, centre.y);
    settle();
    return state();
}

Result<Value> Driver::press(std::string_view words) {
    auto at = numbers(words, 2);
    if (!at) return std::move(at).error();
    settle();
    touch_at(PointerPhase::Down, (*at)[0], (*at)[1]);
    (void)app_.turn();
    clock_.advance(frame_time * 4);
    touch_at(PointerPhase::Up, (*at)[0], (*at)[1]);
    settle();
    return state();
}

Result<Value> Driver::drag(std::string_view words) {
    auto way = numbers(words, 5);
    if (!way) return std::move(way).error();
    settle();
    const float steps = std::max(1.0F, (*way)[4] / static_cast<float>(frame_time.count()));
    touch_at(PointerPhase::Down, (*way)[0], (*way)[1]);
    for (float step = 1; step <= steps; ++step) {
        (void)app_.turn();
        clock_.advance(frame_time);
        const float part = std::min(1.0F, step / steps);
        touch_at(PointerPhase::Move, (*way)[0] + part * ((*way)[2] - (*way)[0]), (*way)[1] + part * ((*way)[3] - (*way)[1]));
    }
    touch_at(PointerPhase::Up, (*way)[2], (*way)[3]);
    settle();
    return state();
}

/// What is written on the pad and what it may mean.
Value Driver::ink_state() const {
    Value out = state();
    const InkState& ink = app_.session().ink;
    out.set("strokes", ink.strokes.size());
    out.set("candidates", Value::Array(ink.candidates.begin(), ink.candidates.end()));
    out.set("text", app_.session().composer.text());
    return out;
}

Result<Value> Driver::stroke(std::string_view words) {
    std::vector<Point> line;
    while (!words.empty()) {
        const auto parts = split(take_word(words), ',');
        auto x = numbers(parts.front(), 1), y = numbers(parts.back(), 1);
        if (parts.size() != 2 || !x || !y) return wrong("stroke X,Y X,Y ...");
        line.push_back({x->front(), y->front()});
    }
    if (line.empty()) return wrong("stroke X,Y X,Y ...");
    settle();
    touch_at(PointerPhase::Down, line.front().x, line.front().y);
    for (std::size_t i = 1; i < line.size(); ++i) {
        (void)app_.turn();
        clock_.advance(frame_time);
        touch_at(PointerPhase::Move, line[i].x, line[i].y);
    }
    (void)app_.turn();
    touch_at(PointerPhase::Up, line.back().x, line.back().y);
    settle();
    return ink_state();
}

Result<Value> Driver::hold(std::string_view words) {
    auto how = numbers(words, 3);
    if (!how) return std::move(how).error();
    settle();
    touch_at(PointerPhase::Down, (*how)[0], (*how)[1]);
    (void)app_.turn();
    pass(Milliseconds(static_cast<std::int64_t>((*how)[2])));
    touch_at(PointerPhase::Up, (*how)[0], (*how)[1]);
    settle();
    return state();
}

Result<Value> Driver::headphones(std::string_view how) {
    if (how != "in" && how != "out") return wrong("headphones in, or headphones out");
    ear_.plug(how == "in");
    settle();
    return state();
}

Result<Value> Driver::pinyin(std::string_view letters) {
    settle();
    const Pad pad = app_.session().composer.pad();
    if (pad != Pad::Pinyin && pad != Pad::NineKey) return Error{ErrorCode::Unavailable, "nothing is typed by pinyin here", {}};
    for (char letter : letters) {
        if (letter < 'a' || letter > 'z') return wrong("pinyin is written with the letters a to z");
        app_.wish(intent::Letter{pad == Pad::NineKey ? key_of(letter) : letter});
        settle();
    }
    Value out = state();
    Value::Array candidates;
    for (const auto& candidate : app_.session().composer.candidates()) candidates.emplace_back(candidate);
    out.set("preedit", app_.session().composer.preedit());
    out.set("candidates", std::move(candidates));
    return out;
}

Result<Value> Driver::pick(std::string_view number) {
    auto index = numbers(number, 1);
    if (!index) return std::move(index).error();
    settle();
    const bool writes = app_.session().composer.pad() == Pad::Ink;
    const auto& candidates = writes ? app_.session().ink.candidates : app_.session().composer.candidates();
    const auto at = static_cast<std::size_t>(std::max(0.0F, (*index)[0]));
    if (at < 1 || at > candidates.size()) return wrong("there are " + std::to_string(candidates.size()) + " candidates, counted from 1");
    if (writes) app_.wish(intent::PickInk{at - 1});
    else app_.wish(intent::Pick{at - 1});
    settle();
    Value out = state();
    out.set("text", typed());
    out.set("preedit", app_.session().composer.preedit());
    return out;
}

Result<Value> Driver::type(std::string_view text) {
    settle();
    if (app_.session().composer.pad() == Pad::None) return Error{ErrorCode::Unavailable, "nothing is typed here", {}};
    app_.wish(intent::Put{std::string(text)});
    settle();
    Value out = state();
    out.set("text", typed());
    return out;
}

Result<Value> Driver::fill(std::string_view words) {
    const auto name = take_word(words);
    settle();
    const Screen screen = app_.session().screen;
    if ((screen == Screen::Progress && name == "code") || (screen == Screen::Search && name == "words")) {
        app_.wish(intent::Clear{});
        return type(words);
    }
    const Service* service = app_.catalogue().service(app_.session().form.service);
    const Field* field = service ? service->field(name) : nullptr;
    if (!field) return wrong("no field " + std::string(name) + " on screen " + std::string(name_of(screen)));
    std::string value(words);
    if (field->type == FieldType::Division)
        for (const auto& division : app_.catalogue().divisions)
            if (division.name == value) value = division.code;
    app_.wish(intent::SetAnswer{field->name, value});
    settle();
    return state();
}

Result<Value> Driver::scan(std::string_view text) {
    settle();
    app_.scan(std::string(text) + "\n");
    settle();
    return state();
}

/// Real time passes until the memo being recorded is that long: the microphone is a real one, or a file in its place.
Result<Value> Driver::speak(std::string_view milliseconds) {
    auto time = numbers(milliseconds, 1);
    if (!time) return wrong("speak MS");
    const Milliseconds wanted(static_cast<std::int64_t>((*time)[0]));
    for (int i = 0; i < 6000; ++i) {
        settle();
        const MemoState& memo = app_.session().memo;
        const bool is_long_enough = memo.phase != MemoPhase::Recording || memo.length >= wanted;
        if (is_long_enough && memo.length.count() > 0) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return memo_state();
}

Value Driver::memo_state() const {
    Value out = state();
    const MemoState& memo = app_.session().memo;
    out.set("memo", std::string(name_of(memo.phase)));
    out.set("milliseconds", static_cast<std::int64_t>(memo.length.count()));
    out.set("failure", memo.failure);
    return out;
}

Result<Value> Driver::wait(std::string_view milliseconds) {
    auto time = numbers(milliseconds, 1);
    if (!time || (*time)[0] < 0) return wrong("wait MS");
    settle();
    pass(Milliseconds(static_cast<std::int64_t>((*time)[0])));
    settle();
    return state();
}

/// In steps, so that each deadline and each end of something said is met in its turn.
void Driver::pass(Milliseconds time) {
    constexpr Milliseconds longest{500}, shortest{1};
    const Milliseconds until = clock_.monotonic() + time;
    while (clock_.monotonic() < until) {
        Milliseconds next = std::min(until, clock_.monotonic() + longest);
        if (const auto ends = ear_.ends()) next = std::clamp(*ends, clock_.monotonic() + shortest, next);
        clock_.advance(next - clock_.monotonic());
        ear_.listen();
        (void)app_.turn();
    }
}

Result<Value> Driver::until(std::string_view screen) {
    // Real time passes here, because other programs may have to do their part first.
    for (int i = 0; i < 600; ++i) {
        settle();
        if (name_of(app_.session().screen) == screen) return state();
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        clock_.advance(Milliseconds{1});
    }
    return Error{ErrorCode::Unavailable, "the screen is still " + std::string(name_of(app_.session().screen)), {}};
}

Result<Value> Driver::shot(std::string_view file) {
    settle();
    if (auto saved = canvas_.save_png(Path(std::string(file))); !saved) return std::move(saved).error();
    return state();
}

Result<Value> Driver::spoken() {
    settle();
    Value out = state();
    Value::Array said;
    for (auto& text : ear_.take()) said.emplace_back(std::move(text));
    out.set("spoken", std::move(said));
    return out;
}

Result<Value> Driver::obey(std::string_view line) {
    const auto command = take_word(line);
    if (command == "dump") return dump();
    if (command == "tap") return tap(line);
    if (command == "press") return press(line);
    if (command == "drag") return drag(line);
    if (command == "stroke") return stroke(line);
    if (command == "hold") return hold(line);
    if (command == "headphones") return headphones(line);
    if (command == "pinyin") return pinyin(line);
    if (command == "pick") return pick(line);
    if (command == "type") return type(line);
    if (command == "fill") return fill(line);
    if (command == "scan") return scan(line);
    if (command == "speak") return speak(line);
    if (command == "wait") return wait(line);
    if (command == "until") return until(line);
    if (command == "shot") return shot(line);
    if (command == "spoken") return spoken();
    return wrong("unknown command: " + std::string(command));
}

} // namespace lianxin
