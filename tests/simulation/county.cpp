// Keeping the simulated county.
#include "tests/simulation/county.h"

#include "county/audit.h"
#include "county/quarantine.h"
#include "county/sqlite_store.h"
#include "records/base/log.h"
#include "records/pack/recovery_note.h"
#include "records/wire/log_event.h"
#include "tests/simulation/must.h"

#include <algorithm>
#include <set>

namespace lianxin {
namespace {

const TimePoint founded = parse_iso_time("2026-11-22T02:00:00Z").value();
constexpr const char* county_code = "990021";
constexpr std::uint64_t few_bodies_aside = 1; // so that a full quarantine takes part

} // namespace

SimulatedCounty::SimulatedCounty(Path folder, Random& random)
    : clock(founded), folder_(std::move(folder)), answers_(SigningKey::make(random)), log_key_(SigningKey::make(random)),
      root_(SigningKey::make(random)) {
    keys_.county = county_code;
    keys_.answers = answers_.public_key();
    keys_.log = log_key_.public_key();
    keys_.roots = {{key_id_of(root_.public_key()), root_.public_key()}};
    std::filesystem::create_directories(folder_);
    open();
    must(writer_->perform([](Book& book) -> Result<void> {
        const auto first = book.log.append_event(book.store, "key", {{"county", county_code}});
        if (!first) return first.error();
        return {};
    }));
}

SimulatedCounty::~SimulatedCounty() { close(); }

void SimulatedCounty::open() {
    auto store = must(SqliteStore::open_writer(database()));
    auto log = must(CountyLog::open(*store, log_origin(county_code), log_key_));
    writer_.emplace(std::move(store), std::move(log));
    readers_.emplace([file = database()] { return SqliteStore::open_reader(file); });
    intake_.emplace(*writer_, *readers_, answers_, clock, few_bodies_aside);
    routes_.emplace(Rooms{*writer_, *readers_, *intake_, answers_, clock, folder_, {}});
    carriage_.emplace(*routes_, *readers_, answers_, clock, CarriageDesk::Places{county_code, folder_ / "carriage", folder_});
}

void SimulatedCounty::close() {
    carriage_.reset();
    routes_.reset();
    intake_.reset();
    readers_.reset();
    writer_.reset();
}

void SimulatedCounty::enrol(const std::string& kiosk, const std::string& township, const PublicKey& key) {
    const EnrolledKiosk entry{{must(township_id_of(township)), kiosk}, township, key, clock.wall(), std::nullopt};
    must(writer_->perform([&](Book& book) { return book.store.add(entry); }));
    kiosks_.push_back(entry);
}

HttpResponse SimulatedCounty::respond(const HttpRequest& request) { return routes_->respond(request); }

void SimulatedCounty::take_stick(const Path& file) {
    if (const auto taken = carriage_->take(file); !taken) log(Priority::Warning, "the county does not take the stick", taken.error());
}

void SimulatedCounty::give_stick(const Path& folder, const std::string& kiosk) {
    if (const auto given = carriage_->give(folder, {kiosk}); !given) log(Priority::Warning, "the county gives nothing out", given.error());
}

void SimulatedCounty::crash() {
    close();
    open();
}

void SimulatedCounty::back_up() {
    std::filesystem::remove(backup());
    std::uint64_t size = 0;
    {
        const auto reader = must(readers_->borrow());
        must(reader->copy_to(backup()));
        const auto copy = must(SqliteStore::open_reader(backup()));
        size = must(copy->log_size());
    }
    must(writer_->perform([&](Book& book) { return book.store.note_backup(size, clock.wall()); }));
}

void SimulatedCounty::restore() {
    close();
    std::filesystem::copy_file(backup(), database(), std::filesystem::copy_options::overwrite_existing);
    open();
}

void SimulatedCounty::declare_recovery() {
    RecoveryNote note;
    RecoveryRow row;
    {
        const auto reader = must(readers_->borrow());
        const auto last = must(reader->newest_recovery());
        note = {next_recovery_number(last ? last->number : 0, clock.wall()), keys_.county, clock.wall(), "硬盘损坏", must(reader->checkpoint())};
    }
    SignedRecoveryNote signed_note{to_document(note), ""};
    must(add_root_signature(signed_note, keys_, root_));
    row = {note.number, signed_note.document, signed_note.signatures, must(parse_checkpoint(note.checkpoint)).size};
    must(writer_->perform([&](Book& book) { return book.store.add(row); }));
}

std::vector<SimulatedCounty::Held> SimulatedCounty::held() {
    std::set<TownshipId> townships;
    for (const EnrolledKiosk& kiosk : kiosks_) townships.insert(kiosk.key.township);
    const auto store = must(readers_->borrow());
    std::vector<std::pair<std::uint64_t, Held>> found;
    for (const TownshipId township : townships)
        for (std::uint64_t after = 0;;) {
            const auto some = must(store->bodies_after(township, after, 200));
            if (some.empty()) break;
            after = some.back().arrival;
            for (const BodyRow& row : some)
                if (row.record_class == RecordClass::Sealed) found.push_back({row.arrival, {row.kiosk, row.record, row.sealed_hash}});
        }
    std::stable_sort(found.begin(), found.end(), [](const auto& one, const auto& other) { return one.first < other.first; });
    std::vector<Held> held;
    for (auto& each : found) held.push_back(std::move(each.second));
    return held;
}

std::set<Uuid> SimulatedCounty::put_aside() {
    std::set<Uuid> records;
    const auto store = must(readers_->borrow());
    for (const PutAside& each : must(list_put_aside(*store)))
        if (each.header) records.insert(each.header->record);
    return records;
}

std::vector<std::string> SimulatedCounty::faults() const {
    const auto store = must(SqliteStore::open_reader(database()));
    return must(audit(*store, log_origin(county_code), log_key_.public_key())).faults;
}

} // namespace lianxin
