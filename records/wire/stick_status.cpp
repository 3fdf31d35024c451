// Wish and status as JSON.
#include "records/wire/stick_status.h"

#include "records/base/json.h"
#include "records/wire/strict.h"

#include <array>
#include <fcntl.h>
#include <unistd.h>

namespace lianxin {
namespace {

constexpr std::array<std::string_view, 3> deeds{"look", "carry", "install"};
constexpr std::array<std::string_view, 5> phases{"absent", "found", "working", "done", "failed"};
constexpr std::size_t longest_text = 400;

template <class Enum, std::size_t N> Enum named(Strict& strict, const Value* value, const std::array<std::string_view, N>& names) {
    const std::string name = strict.text(value, longest_text);
    for (std::size_t at = 0; at < N; ++at)
        if (names.at(at) == name) return static_cast<Enum>(at);
    strict.expect(false);
    return {};
}

Error unreadable() { return {ErrorCode::Invalid, "not what kiosk and daemon write about a stick", {}}; }

Value to_value(const StickEdition& edition) {
    return Value::Map{{"number", edition.number}, {"title", edition.title},     {"publisher", edition.publisher},     {"made", to_milliseconds(edition.made)},
                      {"items", edition.items},   {"changed", edition.changed}, {"chosen_from", edition.chosen_from},
                      {"township_waits", edition.township_waits}};
}

StickEdition read_edition(Strict& strict, const Value& map) {
    StickEdition edition;
    edition.number = strict.number(map.find("number"));
    edition.title = strict.text(map.find("title"), longest_text);
    edition.publisher = strict.text(map.find("publisher"), longest_text);
    edition.made = strict.time(map.find("made"));
    edition.items = strict.number(map.find("items"));
    edition.changed = strict.number(map.find("changed"));
    edition.chosen_from = strict.number(map.find("chosen_from"));
    edition.township_waits = strict.flag(map.find("township_waits"));
    return edition;
}

} // namespace

std::string_view name_of(StickDeed deed) { return deeds.at(static_cast<std::size_t>(deed)); }

std::string to_text(const StickWish& wish) {
    return to_json(Value(Value::Map{{"number", wish.number}, {"deed", name_of(wish.deed)}}), Layout::Indented) + "\n";
}

Result<StickWish> parse_stick_wish(std::string_view text) {
    const auto map = parse_json(text);
    if (!map) return unreadable();
    Strict strict;
    const StickWish wish{strict.number(map->find("number")), named<StickDeed>(strict, map->find("deed"), deeds)};
    if (!strict.finish("wish")) return unreadable();
    return wish;
}

std::string to_text(const StickStatus& status) {
    Value::Array refusals;
    for (const StickRefusal& one : status.refusals) {
        refusals.push_back(Value::Map{{"name", one.name}, {"reason", one.reason}});
        if (one.valid_from) refusals.back().set("valid_from", to_milliseconds(*one.valid_from));
    }
    Value map(Value::Map{{"number", status.number},
                         {"phase", phases.at(static_cast<std::size_t>(status.phase))},
                         {"deed", name_of(status.deed)},
                         {"answers", status.answers},
                         {"waiting", status.waiting},
                         {"waiting_parts", status.waiting_parts},
                         {"refusals", std::move(refusals)},
                         {"for_others", status.for_others},
                         {"too_many", status.too_many},
                         {"done", status.done},
                         {"all", status.all},
                         {"carried", status.carried},
                         {"left", status.left},
                         {"carried_parts", status.carried_parts},
                         {"left_parts", status.left_parts},
                         {"delivered", status.delivered},
                         {"refused", status.refused},
                         {"updates", status.updates},
                         {"problem", status.problem},
                         {"problem_in", status.problem_in}});
    if (status.edition) map.set("edition", to_value(*status.edition));
    return to_json(map, Layout::Indented) + "\n";
}

Result<StickStatus> parse_stick_status(std::string_view text) {
    const auto map = parse_json(text);
    if (!map) return unreadable();
    Strict strict;
    const auto number = [&](std::string_view key) { return strict.number(map->find(key)); };
    StickStatus status;
    status.number = number("number");
    status.phase = named<StickPhase>(strict, map->find("phase"), phases);
    status.deed = named<StickDeed>(strict, map->find("deed"), deeds);
    if (const Value* edition = map->find("edition")) status.edition = read_edition(strict, *edition);
    status.answers = strict.flag(map->find("answers"));
    status.waiting = number("waiting");
    status.waiting_parts = number("waiting_parts");
    for (const Value& one : strict.array(map->find("refusals"), StickStatus::most_refusals)) {
        status.refusals.push_back({strict.text(one.find("name"), longest_text), strict.text(one.find("reason"), longest_text)});
        if (const Value* from = one.find("valid_from")) status.refusals.back().valid_from = strict.time(from);
    }
    status.for_others = number("for_others");
    status.too_many = strict.flag(map->find("too_many"));
    status.done = number("done");
    status.all = number("all");
    status.carried = number("carried");
    status.left = number("left");
    status.carried_parts = number("carried_parts");
    status.left_parts = number("left_parts");
    status.delivered = number("delivered");
    status.refused = number("refused");
    status.updates = number("updates");
    status.problem = strict.text(map->find("problem"), longest_text);
    status.problem_in = strict.text(map->find("problem_in"), longest_text);
    if (!strict.finish("status")) return unreadable();
    return status;
}

Result<void> write_passing(const Path& file, std::string_view text) {
    const Path temporary = file.string() + ".new";
    {
        auto open = File::open(temporary, O_WRONLY | O_CREAT | O_TRUNC);
        if (!open) return std::move(open).error();
        if (auto written = open->write_all(bytes_of(text)); !written) return written;
    }
    if (::rename(temporary.c_str(), file.c_str()) != 0) return storage_error("naming " + file.string());
    return {};
}

} // namespace lianxin
