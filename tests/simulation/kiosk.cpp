// Running the simulated kiosk.
#include "tests/simulation/kiosk.h"

#include "records/base/date.h"
#include "records/base/log.h"
#include "records/seal/hash.h"
#include "records/store/database.h"
#include "records/store/schema.h"
#include "records/wire/health_report.h"
#include "tests/simulation/must.h"

#include <algorithm>

namespace lianxin {
namespace {

const TimePoint opened = parse_iso_time("2026-11-22T03:00:00Z").value();
constexpr std::uint64_t small_reserve = 4096, small_segment = 4096;

SigningKey same_key(const SigningKey& key) { return must(SigningKey::from_seed(key.seed())); }

/// Segments that hold bodies.
std::vector<Path> log_files(const Path& folder) {
    std::vector<Path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().filename().string().starts_with("outbox") && entry.path().extension() == ".log") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

Receipted receipt_for(const NewRecord& record) { return {record.record, sha256(record.sealed)}; }

} // namespace

SimulatedKiosk::SimulatedKiosk(Path folder, std::string name, Random& chance, Memos memos)
    : clock(opened), folder_(std::move(folder)), name_(std::move(name)), chance_(chance), key_(SigningKey::make(chance)),
      enrolment_{name_, std::string(township), "990021", "https://127.0.0.1:1", ""}, memos_(memos), disk_(folder_) {
    std::filesystem::create_directories(folder_);
    open();
}

SimulatedKiosk::SimulatedKiosk(Path folder, const SimulatedKiosk& original)
    : clock(original.clock.wall()), folder_(std::move(folder)), name_(original.name_), chance_(original.chance_), key_(same_key(original.key_)),
      enrolment_(original.enrolment_), memos_(original.memos_), disk_(folder_) {
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

std::string SimulatedKiosk::chain(Carried which) const { return which == Carried::Requests ? name_ : attachment_chain(name_); }
Path SimulatedKiosk::outbox_folder(Carried which) const { return folder_ / (which == Carried::Requests ? "outbox" : "outbox/attachments"); }
Path SimulatedKiosk::inbox_folder(Carried which) const { return folder_ / (which == Carried::Requests ? "inbox" : "inbox/attachments"); }

void SimulatedKiosk::open(Stores& stores, Carried which, std::uint64_t reserve) {
    stores.outbox = must(Outbox::open({outbox_folder(which), chain(which), std::string(township), reserve, small_segment}, key_, clock));
    stores.inbox = must(Inbox::open(inbox_folder(which)));
    stores.kept = must(InboxReader::open(inbox_folder(which)));
}

void SimulatedKiosk::open() {
    open(requests_, Carried::Requests, small_reserve);
    if (memos_ == Memos::Yes) open(attachments_, Carried::Attachments, 0);
    damaged_ = false;
}

void SimulatedKiosk::close() {
    requests_ = {};
    attachments_ = {};
}

void SimulatedKiosk::start() {
    if (chance_.below(4) == 0) disk_.cut_before_sync(1 + chance_.below(6));
    open();
    if (const auto again = disk_.taken_cut()) {
        close();
        disk_.cut_power(*again, chance_);
        open();
    }
}

bool SimulatedKiosk::lost_power() {
    const auto cut = disk_.taken_cut();
    if (!cut) return false;
    close();
    disk_.cut_power(*cut, chance_);
    start();
    return true;
}

NewRecord SimulatedKiosk::made() {
    NewRecord record;
    record.record = make_uuid(clock.wall(), chance_);
    record.sealed.resize(200 + chance_.below(400));
    chance_.fill(record.sealed);
    return record;
}

HandedIn SimulatedKiosk::hand_in(unsigned parts, unsigned power_fails_at) {
    std::vector<NewRecord> memo;
    while (memo.size() < parts) memo.push_back(made());
    const NewRecord request = made();
    disk_.cut_before_sync(power_fails_at);
    if (!memo.empty()) must(attachments_.outbox->append_all(memo));
    must(requests_.outbox->append(request));
    HandedIn handed;
    for (const NewRecord& part : memo) handed.parts.push_back(receipt_for(part));
    handed.request = receipt_for(request);
    handed.receipted = !lost_power();
    return handed;
}

Chain SimulatedKiosk::chain_of(Carried which, Again again) {
    Stores& stores = which == Carried::Requests ? requests_ : attachments_;
    return {chain(which), outbox_folder(which), *stores.inbox, *stores.kept, again};
}

void SimulatedKiosk::carry(Transport& road, const CountyKeys& county, Again again) {
    const SendingSettings settings{6, 1};
    const Chain requests = chain_of(Carried::Requests, again);
    std::optional<Chain> attachments;
    CountyLink link(road, enrolment_, key_, clock);
    EditionFetch editions(folder_ / "editions", no_editions());
    Round round(settings, requests, county, link, editions, pace_, clock);
    if (memos_ == Memos::Yes) round.carry_attachments(attachments.emplace(chain_of(Carried::Attachments, again)));
    const RoundReport report = round.run();
    if (report.problem) log(Priority::Warning, "the round of " + name_ + " failed", *report.problem);
}

StickCarriage SimulatedKiosk::stick(const CountyKeys& county) {
    std::vector<Chain> chains{chain_of(Carried::Requests)};
    if (memos_ == Memos::Yes) chains.push_back(chain_of(Carried::Attachments));
    StickCarriage carriage(enrolment_, key_, county, std::move(chains), clock);
    carriage.set_limits({2000, 6, 1 << 20, 1});
    return carriage;
}

void SimulatedKiosk::carry_out(const Path& file, const CountyKeys& county) {
    if (const auto out = stick(county).out(file, 0, encode_health({})); !out) log(Priority::Warning, "nothing was carried out", out.error());
}

void SimulatedKiosk::carry_in(const Path& file, const CountyKeys& county) {
    if (const auto in = stick(county).in(file); !in) log(Priority::Warning, "carrying in stopped", in.error());
}

void SimulatedKiosk::settle(unsigned power_fails_at) {
    disk_.cut_before_sync(power_fails_at);
    settle(requests_, Carried::Requests, small_reserve);
    if (memos_ == Memos::Yes) settle(attachments_, Carried::Attachments, 0);
    (void)lost_power();
}

/// What went bad on the disk may stop it; then the kiosk opens its outbox anew and settles that.
void SimulatedKiosk::settle(Stores& stores, Carried which, std::uint64_t reserve) {
    const auto settled = lianxin::settle(*stores.outbox, *stores.kept, clock.wall());
    if (settled) return;
    if (!damaged_ || settled.error().code != ErrorCode::Corrupt) must(settled);
    stores = {};
    open(stores, which, reserve);
    must(lianxin::settle(*stores.outbox, *stores.kept, clock.wall()));
}

std::uint64_t SimulatedKiosk::waiting() const {
    std::uint64_t records = 0;
    for (const Carried which : {Carried::Requests, Carried::Attachments}) {
        if (!stores(which).outbox) continue;
        const std::uint64_t last = stores(which).outbox->last_sequence();
        records += last - std::min(last, delivery(which).delivered_through);
    }
    return records;
}

Delivery SimulatedKiosk::delivery(Carried which) const {
    const Stores& chain = stores(which);
    return chain.kept ? chain.kept->delivery(chain.outbox->epoch()) : Delivery();
}

std::vector<Uuid> SimulatedKiosk::refused(Carried which) const {
    std::vector<Uuid> records;
    if (stores(which).kept)
        for (const RefusedRecord& refused : must(stores(which).kept->refused())) records.push_back(refused.record);
    return records;
}

bool SimulatedKiosk::holds(Carried which, const Uuid& record) const {
    const auto reader = must(OutboxReader::open(outbox_folder(which)));
    return must(reader.body(record)).has_value();
}

void SimulatedKiosk::kill() { roll_back(disk_.moment()); }

void SimulatedKiosk::restart() {
    close();
    open();
}

void SimulatedKiosk::cut_power() {
    const Disk::Moment at = disk_.moment();
    close();
    disk_.cut_power(at, chance_);
    start();
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

bool SimulatedKiosk::damage(Copy copy, Part part, const Uuid& record) {
    if (damaged_) return false;
    restart(); // whatever stands in the write-ahead log alone goes into the database
    for (const Carried which : {Carried::Requests, Carried::Attachments}) {
        if (!stores(which).outbox) continue;
        const auto reader = must(OutboxReader::open(outbox_folder(which)));
        const auto body = must(reader.body(record));
        if (!body) continue;
        const Bytes content = part == Part::Body ? *body : must(reader.newest(record)).value().header;
        const Path database = outbox_folder(which) / "outbox.db";
        const std::vector<Path> files = copy == Copy::Database ? std::vector<Path>{database} : log_files(outbox_folder(which));
        damaged_ = std::any_of(files.begin(), files.end(), [&](const Path& file) { return disk_.damage(file, content, chance_); });
        // A write by somebody else: SQLite then forgets what it kept of the file in memory, and sees the disk.
        if (damaged_) must(must(Database::open_writer(database, outbox_schema)).run("UPDATE fact SET value = value"));
    }
    return damaged_;
}

} // namespace lianxin
