// Running the simulated kiosk.
#include "tests/simulation/kiosk.h"

#include "records/base/date.h"
#include "records/base/log.h"
#include "records/seal/hash.h"
#include "records/wire/health_report.h"
#include "tests/simulation/must.h"

namespace lianxin {
namespace {

const TimePoint opened = parse_iso_time("2026-11-22T03:00:00Z").value();
constexpr std::uint64_t small_reserve = 4096;

SigningKey same_key(const SigningKey& key) { return must(SigningKey::from_seed(key.seed())); }

} // namespace

SimulatedKiosk::SimulatedKiosk(Path folder, std::string name, Random& chance)
    : clock(opened), folder_(std::move(folder)), name_(std::move(name)), chance_(chance), key_(SigningKey::make(chance)),
      enrolment_{name_, std::string(township), "990021", "https://127.0.0.1:1", ""}, disk_(folder_) {
    std::filesystem::create_directories(folder_);
    open();
}

SimulatedKiosk::SimulatedKiosk(Path folder, const SimulatedKiosk& original)
    : clock(original.clock.wall()), folder_(std::move(folder)), name_(original.name_), chance_(original.chance_), key_(same_key(original.key_)),
      enrolment_(original.enrolment_), disk_(folder_) {
    std::filesystem::create_directories(folder_);
    Disk::Moment copied;
    for (auto& [file, content] : original.disk_.moment().now) {
        const Path mine = folder_ / std::filesystem::relative(file, original.folder_);
        std::filesystem::create_directories(mine.parent_path());
        copied.now[mine] = std::move(content);
    }
    disk_.become(copied); // whoever copies a disk waits until the copy is on the other one
    open();
}

SimulatedKiosk::~SimulatedKiosk() { close(); }

void SimulatedKiosk::open() {
    outbox_ = must(Outbox::open({folder_ / "outbox", name_, std::string(township), small_reserve}, key_, clock));
    inbox_ = must(Inbox::open(folder_ / "inbox"));
    inbox_reader_ = must(InboxReader::open(folder_ / "inbox"));
}

void SimulatedKiosk::close() {
    inbox_reader_.reset();
    inbox_.reset();
    outbox_.reset();
}

std::optional<Receipted> SimulatedKiosk::hand_in() {
    NewRecord record;
    record.record = make_uuid(clock.wall(), chance_);
    record.sealed.resize(200 + chance_.below(400));
    chance_.fill(record.sealed);
    const auto entry = outbox_->append(record);
    if (!entry) throw Stuck(entry.error().text());
    return Receipted{record.record, sha256(record.sealed)};
}

void SimulatedKiosk::carry(Transport& road, const CountyKeys& county) {
    const SendingSettings settings{6, 1};
    const Chain chain{name_, folder_ / "outbox", *inbox_, *inbox_reader_};
    CountyLink link(road, enrolment_, key_, clock);
    EditionFetch editions(folder_ / "editions", no_editions());
    const RoundReport report = Round(settings, chain, county, link, editions, pace_, clock).run();
    if (report.problem) log(Priority::Warning, "the round of " + name_ + " failed", *report.problem);
}

StickCarriage SimulatedKiosk::stick(const CountyKeys& county) {
    StickCarriage carriage(enrolment_, key_, county, {{name_, folder_ / "outbox", *inbox_, *inbox_reader_}}, clock);
    carriage.set_limits({2000, 6, 1 << 20, 1});
    return carriage;
}

void SimulatedKiosk::carry_out(const Path& file, const CountyKeys& county) {
    if (const auto out = stick(county).out(file, 0, encode_health({})); !out) log(Priority::Warning, "nothing was carried out", out.error());
}

void SimulatedKiosk::carry_in(const Path& file, const CountyKeys& county) {
    if (const auto in = stick(county).in(file); !in) log(Priority::Warning, "carrying in stopped", in.error());
}

void SimulatedKiosk::settle() { must(lianxin::settle(*outbox_, *inbox_reader_, clock.wall())); }

std::uint64_t SimulatedKiosk::waiting() const { return outbox_->last_sequence() - std::min(outbox_->last_sequence(), delivery().delivered_through); }

void SimulatedKiosk::kill() { roll_back(disk_.moment()); }

void SimulatedKiosk::cut_power() {
    const Disk::Moment at = disk_.moment();
    close();
    disk_.cut_power(at, chance_);
    open();
}

void SimulatedKiosk::roll_back(const Disk::Moment& then) {
    close();
    disk_.become(then);
    open();
}

void SimulatedKiosk::lose_inbox() {
    close();
    std::filesystem::remove_all(folder_ / "inbox");
    open();
}

} // namespace lianxin
