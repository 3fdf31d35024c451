// Measures the delivery of sealed requests on loopback: the real daemon and the real county, bytes counted between them.
#include "tests/bench/child.h"
#include "tests/bench/relay.h"
#include "tests/bench/report.h"
#include "tests/bench/requests.h"
#include "tests/bench/workspace.h"
#include "tests/programs/process.h"

#include <algorithm>

using namespace lianxin;
using namespace lianxin::bench;

namespace {

constexpr double odk_rate = 25.5; ///< records a second of ODK Central on loopback, bar.md

/// The port that county.toml names.
std::uint16_t county_port(const Path& demo) {
    const auto text = read_text(demo / "county.toml", 1 << 20);
    if (!text) give_up(text.error().text());
    const auto at = text->find("\nport = ");
    if (at == std::string::npos) give_up("county.toml names no port");
    return static_cast<std::uint16_t>(std::stoi(text->substr(at + 8)));
}

/// The same key file with another value for one key.
void set_key(const Path& file, const std::string& key, const std::string& value) {
    run({"sed", "-i", "-E", "s|^#?" + key + " *=.*|" + key + " = " + value + "|", file.string()});
}

std::size_t cases_at_county(const Path& demo) {
    const auto listed = test::run({program("lianxin-county"), "--config", (demo / "county.toml").string(), "cases", "--json"});
    std::size_t count = 0;
    for (auto at = listed.out.find("\"record\""); at != std::string::npos; at = listed.out.find("\"record\"", at + 1)) ++count;
    return count;
}

} // namespace

int main(int count, char** arguments) {
    const std::size_t records = count > 1 ? std::stoul(arguments[1]) : 1000;
    const auto per_record = [records](double whole) { return whole / static_cast<double>(records); };
    const Workspace work;
    const Path demo = work.demo();
    hand_in(demo / "enrolment", demo / "kiosk/outbox", records);

    const std::uint16_t port = county_port(demo);
    Child county({program("lianxin-county"), "--config", (demo / "county.toml").string(), "serve"}, demo / "county.log");
    if (!wait_for(std::chrono::seconds(20), [&] { return is_listening(port); })) give_up("the county does not listen");
    const Relay relay(port);
    set_key(demo / "sync.toml", "url", "\"https://127.0.0.1:" + std::to_string(relay.port()) + "\"");

    const double county_before = county.cpu();
    Child sync({program("lianxin-sync"), "--config", (demo / "sync.toml").string(), "--once"}, demo / "sync.log");
    int code = 0;
    const double wall = timed([&] { code = sync.wait(); });
    const double county_cpu = county.cpu() - county_before;
    const double up = static_cast<double>(relay.up()), down = static_cast<double>(relay.down());
    const double resident = county.largest_resident();

    // The county opens and registers cases at its own pace, and answers each with a first update.
    std::size_t cases = 0;
    const double registered = timed([&] { (void)wait_for(std::chrono::seconds(90), [&] { return (cases = cases_at_county(demo)) >= records; }); });
    const auto round = [&] {
        const std::uint64_t before = relay.up() + relay.down();
        (void)Child({program("lianxin-sync"), "--config", (demo / "sync.toml").string(), "--once"}, demo / "sync.log").wait();
        return static_cast<double>(relay.up() + relay.down() - before);
    };
    const double updates = round(), idle = round();

    row("delivery of " + std::to_string(records) + " records, loopback, first to last", milliseconds(wall));
    row("records a second, durable at both ends", number(static_cast<double>(records) / wall * 1000, 0, "/s"), ">= " + number(100 * odk_rate, 0, "/s (100 x ODK)"));
    row("bytes up per record, TLS and all", number(per_record(up), 0, "bytes"), "<= 950");
    row("bytes down per record, TLS and all", number(per_record(down), 0, "bytes"), "<= 60");
    row("first updates of all cases, bytes both ways per record", number(per_record(updates), 0, "bytes"));
    row("an idle round, TLS and all, both ways", number(idle, 0, "bytes"));
    row("all cases opened and registered after", milliseconds(registered));
    row("daemon: CPU per 10,000 records", number(per_record(sync.cpu_used()) * 10, 2, "s"), "<= 1.0 s");
    row("county: CPU per 10,000 records", number(per_record(county_cpu) * 10, 2, "s"));
    row("daemon: largest resident set", number(sync.resident_used(), 1, "MB"), "<= 20 MB");
    row("county: largest resident set", number(resident, 1, "MB"));
    row("cases at the county / handed in", std::to_string(cases) + " / " + std::to_string(records), "equal: 0 lost, 0 doubled");
    if (code != 0) note("lianxin-sync ended with " + std::to_string(code) + ": something is still waiting");
    (void)county.stop();
    return 0;
}
