// The status in the text format of Prometheus 0.0.4. What is not known is left out.
#include "sync/health.h"

#include <cstdio>
#include <functional>

namespace lianxin {
namespace {

std::optional<double> seconds_of(const std::optional<TimePoint>& moment) {
    if (!moment) return {};
    return static_cast<double>(moment->time_since_epoch().count()) / 1000.0;
}

class Metrics {
  public:
    void add(const char* name, const char* help, double value, const char* type = "gauge") {
        head(name, help, type);
        line(name, "", value);
    }
    void add(const char* name, const char* help, const std::optional<TimePoint>& moment) {
        if (const auto seconds = seconds_of(moment)) add(name, help, *seconds);
    }
    void head(const char* name, const char* help, const char* type) {
        text += "# HELP " + std::string(name) + " " + help + "\n# TYPE " + name + " " + type + "\n";
    }
    void line(const char* name, const std::string& labels, double value) {
        char number[64];
        std::snprintf(number, sizeof number, "%.15g", value);
        text += name + labels + " " + number + "\n";
    }
    std::string text;
};

/// A figure of both chains, told apart by a label.
void add_chains(Metrics& metrics, const Health& health, const char* name, const char* help, const std::function<std::optional<double>(const ChainState&)>& figure) {
    metrics.head(name, help, "gauge");
    for (const auto& [label, chain] : {std::pair{"{chain=\"requests\"}", &health.requests}, std::pair{"{chain=\"attachments\"}", &health.attachments}})
        if (const auto value = figure(*chain)) metrics.line(name, label, *value);
}

void add_waiting(Metrics& metrics, const Health& health) {
    add_chains(metrics, health, "lianxin_waiting_records", "Records handed in and not yet proved to be at the county.",
               [](const ChainState& chain) { return static_cast<double>(chain.waiting.count); });
    add_chains(metrics, health, "lianxin_waiting_bytes", "Bytes of their sealed bodies.", [](const ChainState& chain) { return static_cast<double>(chain.waiting.bytes); });
    add_chains(metrics, health, "lianxin_oldest_waiting_timestamp_seconds", "When the first of them was handed in; left out when none waits.",
               [](const ChainState& chain) { return seconds_of(chain.waiting.oldest); });
    add_chains(metrics, health, "lianxin_quarantined_records", "Records the county would not take; a technician is needed.",
               [](const ChainState& chain) { return static_cast<double>(chain.refused); });
}

void add_road(Metrics& metrics, const Health& health) {
    metrics.add("lianxin_last_contact_timestamp_seconds", "The county's signed time of the last contact.", health.last_contact);
    metrics.add("lianxin_link_round_trip_seconds", "Of a small exchange, smoothed; 0 while unknown.", static_cast<double>(health.link.round_trip().count()) / 1000.0);
    metrics.add("lianxin_link_bytes_per_second", "Of about the last minute of carrying; 0 while unknown.", static_cast<double>(health.link.rate()));
    if (const auto answered = health.link.answered_percent())
        metrics.add("lianxin_link_answered_ratio", "Share of the last exchanges, about sixteen, that were answered.", *answered / 100.0);
    metrics.add("lianxin_link_exchanges_total", "Exchanges with the county since the program started.", static_cast<double>(health.link.exchanges()), "counter");
    metrics.add("lianxin_link_failures", "Exchanges that failed since the county heard a report.", static_cast<double>(health.link.failures()));
    metrics.add("lianxin_round_failed", "1 when the last round failed.", health.round.problem ? 1 : 0);
    metrics.add("lianxin_quiet_until_timestamp_seconds", "When the quiet hours end; left out while none hold.", health.quiet_until);
    metrics.add("lianxin_written_timestamp_seconds", "When this was written.", std::optional(health.at));
}

void add_machine(Metrics& metrics, const Health& health) {
    metrics.head("lianxin_clock_source", "1 for what the trusted time rests on.", "gauge");
    for (const TimeSource source : {TimeSource::Floor, TimeSource::Machine, TimeSource::County})
        metrics.line("lianxin_clock_source", "{source=\"" + std::string(name_of(source)) + "\"}", source == health.clock ? 1 : 0);
    metrics.add("lianxin_clock_floor_timestamp_seconds", "A moment that has certainly passed.", std::optional(health.floor));
    metrics.add("lianxin_clock_machine_offset_seconds", "By how much the machine's own clock is ahead.", static_cast<double>(health.machine_offset.count()));
    metrics.add("lianxin_edition_number", "The installed content edition; 0 for none.", health.edition ? static_cast<double>(health.edition->number) : 0);
    if (health.edition) metrics.add("lianxin_edition_made_timestamp_seconds", "When the installed edition was made.", std::optional(health.edition->made));
    metrics.add("lianxin_free_space_bytes", "On the disk of the records.", static_cast<double>(health.free_space));
}

} // namespace

std::string to_metrics(const Health& health) {
    Metrics metrics;
    add_waiting(metrics, health);
    add_road(metrics, health);
    add_machine(metrics, health);
    metrics.head("lianxin_alarm", "1 while somebody must look: a chain of this kiosk at the county differs, or its log contradicts what was kept.", "gauge");
    metrics.line("lianxin_alarm", "{alarm=\"divergence\",chain=\"requests\"}", health.requests.diverged ? 1 : 0);
    metrics.line("lianxin_alarm", "{alarm=\"divergence\",chain=\"attachments\"}", health.attachments.diverged ? 1 : 0);
    metrics.line("lianxin_alarm", "{alarm=\"witness\"}", health.contradicts_witness() ? 1 : 0);
    return metrics.text;
}

} // namespace lianxin
