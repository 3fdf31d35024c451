// A small hall for tables of update: one service, a few places, a clock that stands still until moved.
#pragma once

#include "kiosk/update.h"

#include <string>
#include <string_view>
#include <type_traits>

namespace lianxin::test {

inline Field field(std::string name, FieldType type) {
    Field made;
    made.name = std::move(name);
    made.type = type;
    made.label = made.name;
    made.required = true;
    return made;
}

inline Service help_service() {
    Service service;
    service.id = "help";
    service.title = "求助";
    service.kind = ServiceKind::Help;
    service.clock = "help";
    Field matter = field("matter", FieldType::LongText);
    matter.min_length = 5;
    Field village = field("village", FieldType::Division);
    village.level = "village";
    Field identity = field("identity", FieldType::Identity);
    identity.options = {{"real", "实名"}, {"confidential", "保密"}, {"anonymous", "匿名"}};
    Field name = field("name", FieldType::Text);
    Field phone = field("phone", FieldType::Phone);
    name.when = phone.when = Condition{"identity", {"real", "confidential"}};
    service.fields = {matter, village, identity, name, phone};
    return service;
}

inline Catalogue small_catalogue() {
    Catalogue catalogue;
    catalogue.services = {help_service()};
    catalogue.divisions = {{"990021000000", "", "青禾县", "qing he xian"},
                           {"990021101000", "990021000000", "清溪镇", "qing xi zhen"},
                           {"990021101201", "990021101000", "石桥村", "shi qiao cun"}};
    catalogue.clock_rules = {{"help", "求助", 10, ClockUnit::WorkingDays, "第十条", "10个工作日内答复"}};
    return catalogue;
}

/// A session and what it stands on; `wish` and `happen` are one turn each.
struct World {
    HallState hall = [] {
        HallState state;
        state.hall = "清溪镇便民服务中心";
        state.clock_trusted = true;
        return state;
    }();
    Catalogue catalogue = small_catalogue();
    DeviceState devices;
    TimePoint now = parse_iso_time("2026-11-23T01:00:00Z").value();
    Milliseconds monotonic{1'000'000};
    Times times;
    Session session;

    Surroundings around() const { return {hall, catalogue, devices, now, monotonic, times}; }
    Effects wish(const Intent& intent) { return update(session, intent, around()); }
    Effects happen(const Event& event) { return update(session, event, around()); }
    void wait(Milliseconds time) {
        now += time;
        monotonic += time;
    }
    void type(std::string text) { (void)wish(intent::Put{std::move(text)}); }
    /// From idle to the first question of the help form.
    void open_help() {
        (void)wish(intent::Start{});
        (void)wish(intent::Go{Screen::Services});
        (void)wish(intent::ChooseService{"help"});
        (void)wish(intent::BeginForm{});
    }
    /// From the first question to the confirm page, with every answer right.
    void fill_help() {
        type("我们村里路坏了，下雨天没法走");
        (void)wish(intent::Next{});
        (void)wish(intent::SetAnswer{"village", "990021101201"});
        (void)wish(intent::Next{});
        (void)wish(intent::SetAnswer{"identity", "real"});
        (void)wish(intent::Next{});
        type("王小明");
        (void)wish(intent::Next{});
        type("13800000001");
        (void)wish(intent::Next{});
    }
};

template <class Kind>
const Kind* first(const Effects& effects) {
    for (const auto& effect : effects)
        if (const auto* found = std::get_if<Kind>(&effect)) return found;
    return nullptr;
}

} // namespace lianxin::test
