// Measures a county that is away for 90 days: what the kiosk's memory, its hand-ins and its start are like with everything waiting, and
// whether the real daemon then carries it all to the real county without growing.
#include "records/store/outbox.h"
#include "records/wire/enrolment.h"
#include "tests/bench/child.h"
#include "tests/bench/report.h"
#include "tests/bench/workspace.h"
#include "tests/programs/process.h"

#include <fstream>
#include <malloc.h>
#include <unistd.h>

using namespace lianxin;
using namespace lianxin::bench;

namespace {

constexpr std::uint64_t reserve = 16u << 20;
constexpr std::size_t window = 1000; ///< hand-ins of one figure

/// Megabytes that this process has in memory now.
double resident() {
    malloc_trim(0);
    std::ifstream in("/proc/self/statm"); // its size says 0
    double whole = 0, pages = 0;
    if (!(in >> whole >> pages)) give_up("/proc is not there");
    return pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

std::string times(std::vector<double> values) {
    return milliseconds(percentile(values, 0.5)) + " / " + milliseconds(percentile(values, 0.99));
}

/// Ninety days of requests in their order. What one hand-in took, in milliseconds.
std::vector<double> hand_in(Outbox& outbox, ManualClock& clock, std::size_t count, std::size_t all) {
    SystemRandom random;
    std::vector<double> took;
    for (std::size_t i = 0; i < count; ++i) {
        clock.advance(Milliseconds(90LL * 24 * 3'600'000 / static_cast<std::int64_t>(all)));
        NewRecord record;
        record.record = make_uuid(clock.wall(), random);
        record.sealed.resize(900 + random.below(300));
        random.fill(record.sealed);
        took.push_back(timed([&] {
            if (auto entry = outbox.append(record); !entry) give_up(entry.error().text());
        }));
    }
    return took;
}

Outbox opened(const OutboxOptions& options, const SigningKey& key, const Clock& clock) {
    auto outbox = Outbox::open(options, key, clock);
    if (!outbox) give_up(outbox.error().text());
    return std::move(*outbox);
}

void wait_alone(const OutboxOptions& options, const SigningKey& key, std::size_t records) {
    ManualClock clock(SystemClock().wall() - std::chrono::hours(90 * 24));
    std::optional<Outbox> outbox(opened(options, key, clock));
    const auto first = hand_in(*outbox, clock, window, records);
    const double small = resident();
    (void)hand_in(*outbox, clock, records - 2 * window, records);
    const auto last = hand_in(*outbox, clock, window, records);
    const double large = resident();
    row("store one record, p50 / p99, the first " + std::to_string(window), times(first));
    row("the same with " + std::to_string(records) + " waiting", times(last), "the same");
    row("memory that the waiting ones take", number(large - small, 1, "MB"), "<= 4 MB");
    outbox.reset();
    const double before = resident();
    const double opening = timed([&] { outbox.emplace(opened(options, key, clock)); });
    row("start of the outbox, all checked", milliseconds(opening), "<= 2,000 ms");
    row("memory after it", number(resident() - before, 1, "MB"), "<= 4 MB");
    if (outbox->recovery().lost > 0 || outbox->last_sequence() != records) give_up("records are missing");
}

} // namespace

int main(int count, char** arguments) {
    const std::size_t records = count > 1 ? std::max<std::size_t>(3 * window, std::stoul(arguments[1])) : 50'000;
    const Workspace work;
    const Path demo = work.demo();
    const auto enrolment = read_enrolment(demo / "enrolment");
    auto key = read_kiosk_key(demo / "enrolment");
    if (!enrolment || !key) give_up("the enrolment is not whole");
    wait_alone({demo / "kiosk/outbox", enrolment->kiosk, enrolment->township, reserve}, *key, records);

    Child county({program("lianxin-county"), "--config", (demo / "county.toml").string(), "serve"}, demo / "county.log");
    if (!wait_for(std::chrono::seconds(20), [&] { return std::filesystem::exists(demo / "county/address"); })) give_up("the county does not listen");
    Child sync({program("lianxin-sync"), "--config", (demo / "sync.toml").string(), "--once"}, demo / "sync.log");
    int code = 0;
    const double wall = timed([&] { code = sync.wait(); });
    row("the county is back: all carried after", milliseconds(wall), "one round");
    row("daemon: largest resident set", number(sync.resident_used(), 1, "MB"), "<= 20 MB");
    row("daemon: CPU per 10,000 records", number(sync.cpu_used() / static_cast<double>(records) * 10, 2, "s"), "<= 1.0 s");
    (void)county.stop();
    const auto checked = test::run({program("lianxin-county"), "--config", (demo / "county.toml").string(), "check"});
    row("what the county's audit says", checked.out.substr(0, checked.out.find(" bodies")) + (checked.code == 0 ? " bodies, good" : " bodies, FAULTY"),
        std::to_string(records) + " records");
    return code == 0 && checked.code == 0 ? 0 : 1;
}
