// Taking records in: log first, then the database, then the receipt.
#include "records/store/outbox.h"

#include "records/base/cbor.h"
#include "records/base/log.h"
#include "records/base/random.h"
#include "records/seal/hash.h"
#include "records/store/ledger_table.h"
#include "records/store/outbox_recovery.h"
#include "records/store/reserve.h"

#include <algorithm>
#include <fcntl.h>

namespace lianxin {
namespace {

constexpr std::uint64_t room_to_open = 4u << 20;    // for the write-ahead log and what is mended
constexpr std::uint64_t room_for_record = 1u << 20; // the frame, the row, and pages of the write-ahead log around them
constexpr std::size_t held_again_at_once = 64;      // records of one transaction when a new epoch begins

/// Names this run of the machine; empty where the system does not tell.
std::string present_boot() {
    auto file = File::open("/proc/sys/kernel/random/boot_id", O_RDONLY);
    if (!file) return {};
    auto bytes = file->read_at(0, 36);
    return bytes ? text_of(*bytes) : std::string();
}

Error open_anew() { return {ErrorCode::Storage, "an earlier write failed; the outbox must be opened anew", {}}; }

} // namespace

struct Outbox::State {
    OutboxOptions options;
    const SigningKey& key;
    const Clock& clock;
    FileLock lock;
    Reserve reserve;
    OutboxLog log;
    Database database;
    Recovery recovery;
    std::uint32_t epoch = 1;
    std::uint64_t sequence = 0;
    Hash head{};
    std::uint32_t boot = 1;
    bool failed = false; ///< a write or sync went wrong, or a row went bad: only opening anew tells what is on the disk

    Result<void> resume(bool misnamed);
    Result<void> count_boot(std::uint32_t least);
    LedgerEntry sign(RecordHeader header);
    Result<void> store(std::span<const Envelope> envelopes);
    Result<void> write(std::span<const Envelope> envelopes);
    Result<std::optional<LedgerEntry>> known(const NewRecord& record);
    Result<LedgerEntry> take(const NewRecord& record);
    Result<std::vector<LedgerEntry>> take_all(std::span<const NewRecord> records);
    RecordHeader header_of(const NewRecord& record) const;
    Result<void> begin_epoch(std::string_view reason);
    Result<void> begin_checked_epoch(std::string_view reason);
    Result<void> chain_held_again();
    Result<RecordHeader> header_of_held(const Envelope& held);
    Result<std::vector<Envelope>> held_outside_epoch(std::size_t count);
    Result<std::vector<Uuid>> settled_bodies(std::uint64_t through, TimePoint before, std::span<const Uuid> kept);
    Result<void> drop(std::uint64_t through, std::span<const Uuid> records);
    Result<void> shrink_log();
};

Outbox::Outbox(std::unique_ptr<State> state) : state_(std::move(state)) {}
Outbox::Outbox(Outbox&&) noexcept = default;
Outbox& Outbox::operator=(Outbox&&) noexcept = default;
Outbox::~Outbox() = default;

Result<Outbox> Outbox::open(const OutboxOptions& options, const SigningKey& key, const Clock& clock) {
    if (!is_chain_name(options.kiosk))
        return Error{ErrorCode::Invalid, "'" + options.kiosk + "' cannot name a kiosk", {}};
    if (auto made = make_folder(options.folder); !made) return std::move(made).error();
    auto lock = FileLock::take(options.folder / "outbox.lock");
    if (!lock) return std::move(lock).error();
    auto reserve = Reserve::open(options.folder, options.reserve);
    if (!reserve) return std::move(reserve).error();
    if (auto room = reserve->make_room(room_to_open); !room)
        log(Priority::Warning, "opening the outbox with little space", room.error());
    auto mended = open_mended(options, key.public_key(), clock.wall());
    if (!mended) return std::move(mended).error().in("opening the outbox in " + options.folder.string());
    auto state = std::make_unique<State>(State{options,
                                               key,
                                               clock,
                                               std::move(*lock),
                                               std::move(*reserve),
                                               std::move(mended->log),
                                               std::move(mended->database),
                                               std::move(mended->recovery),
                                               1,
                                               0,
                                               {},
                                               1,
                                               false});
    if (auto resumed = state->resume(mended->misnamed); !resumed) return std::move(resumed).error();
    return Outbox(std::move(state));
}

/// `misnamed` as in MendedOutbox.
Result<void> Outbox::State::resume(bool misnamed) {
    auto last = last_entry(database);
    if (!last) return std::move(last).error();
    std::uint32_t least_boot = 0;
    if (*last) {
        auto header = parse_record_header((*last)->header);
        if (!header) return std::move(header).error();
        epoch = (*last)->epoch;
        sequence = (*last)->sequence;
        head = (*last)->head;
        least_boot = header->boot;
    }
    if (auto counted = count_boot(least_boot); !counted) return counted;
    if (recovery.lost > 0)
        return begin_epoch(std::to_string(recovery.lost) + " record(s) of epoch " + std::to_string(epoch) +
                           " were damaged in both copies");
    if (misnamed) return begin_epoch("a header of epoch " + std::to_string(epoch) + " named another body");
    return chain_held_again(); // a new epoch may have been cut while it began
}

Result<void> Outbox::State::count_boot(std::uint32_t least) {
    auto known_boot = fact(database, "boot_id");
    auto boots = fact(database, "boots");
    if (!known_boot) return std::move(known_boot).error();
    if (!boots) return std::move(boots).error();
    const auto before = std::max(least, static_cast<std::uint32_t>(std::strtoul(boots->c_str(), nullptr, 10)));
    const std::string now = present_boot();
    const bool same = before > 0 && !now.empty() && now == *known_boot;
    boot = same ? before : before + 1;
    if (same) return {};
    if (auto set = set_fact(database, "boots", std::to_string(boot)); !set) return set;
    return set_fact(database, "boot_id", now);
}

/// The next entry of the chain from a header whose place in the chain is filled in here.
LedgerEntry Outbox::State::sign(RecordHeader header) {
    header.epoch = epoch;
    header.sequence = ++sequence;
    header.previous_head = head;
    Bytes bytes = encode(header);
    const Signature signature = key.sign(bytes);
    auto entry = make_entry(std::move(bytes), signature);
    head = entry->head;
    return std::move(*entry);
}

/// Log, sync, one transaction. After an error this object takes nothing any more.
Result<void> Outbox::State::write(std::span<const Envelope> envelopes) {
    auto logged = log.append(envelopes);
    auto stored = logged ? store(envelopes) : logged;
    if (!stored) failed = true;
    return stored;
}

Result<void> Outbox::State::store(std::span<const Envelope> envelopes) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return std::move(transaction).error();
    for (const auto& envelope : envelopes) {
        if (auto inserted = insert_entry(database, envelope.entry); !inserted) return inserted;
        if (auto inserted = insert_body(database, envelope.entry, envelope.sealed); !inserted) return inserted;
    }
    return transaction->commit();
}

Result<std::optional<LedgerEntry>> Outbox::State::known(const NewRecord& record) {
    auto entry = find_record(database, record.record);
    if (!entry || !*entry) return entry;
    if (!check_body(**entry, record.sealed))
        return Error{ErrorCode::Conflict, to_text(record.record) + " is already there with other content", {}};
    return entry;
}

RecordHeader Outbox::State::header_of(const NewRecord& record) const {
    RecordHeader header;
    header.suite = record.suite;
    header.record = record.record;
    header.kiosk = options.kiosk;
    header.township = options.township;
    header.record_class = record.record_class;
    header.wall = clock.wall();
    header.clock_quality = record.clock_quality;
    header.boot = boot;
    header.monotonic = clock.monotonic();
    header.sealed_hash = sha256(record.sealed);
    return header;
}

Result<LedgerEntry> Outbox::State::take(const NewRecord& record) {
    auto entries = take_all({&record, 1});
    if (!entries) return std::move(entries).error();
    return std::move(entries->front());
}

/// Nothing is written before every record was looked at.
Result<std::vector<LedgerEntry>> Outbox::State::take_all(std::span<const NewRecord> records) {
    if (failed) return open_anew();
    std::vector<std::optional<LedgerEntry>> present;
    for (const auto& record : records) {
        if (record.sealed.empty() || record.sealed.size() > largest_sealed)
            return Error{ErrorCode::Invalid, "a sealed body has 1 to " + std::to_string(largest_sealed) + " bytes", {}};
        auto found = known(record);
        if (!found) return std::move(found).error();
        present.push_back(std::move(*found));
    }
    if (auto room = reserve.make_room(records.size() * room_for_record); !room) return std::move(room).error();
    std::vector<LedgerEntry> entries;
    std::vector<Envelope> added;
    for (std::size_t at = 0; at < records.size(); ++at) {
        if (!present[at]) added.push_back({sign(header_of(records[at])), records[at].sealed});
        entries.push_back(present[at] ? std::move(*present[at]) : added.back().entry);
    }
    if (!added.empty())
        if (auto written = write(added); !written) return std::move(written).error();
    return entries;
}

Result<void> Outbox::State::begin_epoch(std::string_view reason) {
    const std::uint32_t old = epoch;
    const std::uint64_t end = sequence;
    Value event;
    event.set("event", "epoch");
    event.set("reason", reason);
    event.set("after_epoch", old);
    event.set("after_sequence", end);
    epoch = old + 1;
    sequence = 0;
    SystemRandom random;
    auto begun = take({make_uuid(clock.wall(), random), Suite::AgeX25519, RecordClass::LedgerEvent, to_cbor(event),
                       ClockQuality::Unset});
    auto done = begun ? chain_held_again() : Result<void>(std::move(begun).error());
    if (!done) failed = true; // opening anew finishes it
    return done;
}

/// What is signed anew is believed for ever, and the disk may have changed since the start looked at it.
Result<void> Outbox::State::begin_checked_epoch(std::string_view reason) {
    if (failed) return open_anew();
    auto checked = check_unsettled(database, key.public_key());
    if (!checked) failed = true; // opening anew mends it from the log
    return checked ? begin_epoch(reason) : checked;
}

/// The old epochs count as checked only when nothing of them is needed any more: until then a start looks at them, too.
Result<void> Outbox::State::chain_held_again() {
    for (;;) {
        auto held = held_outside_epoch(held_again_at_once);
        if (!held) return std::move(held).error();
        if (held->empty()) return close_epochs_before(database, epoch);
        for (auto& envelope : *held) {
            auto header = header_of_held(envelope);
            if (!header) return std::move(header).error();
            envelope.entry = sign(std::move(*header));
        }
        if (auto room = reserve.make_room(held->size() * room_for_record); !room) return room;
        if (auto written = write(*held); !written) return written;
    }
}

/// The newest header of the record that is as it was signed and names this body.
Result<RecordHeader> Outbox::State::header_of_held(const Envelope& held) {
    for (std::optional<LedgerEntry> entry = held.entry; entry;) {
        auto header = check_members(*entry);
        if (header && header->sealed_hash == sha256(held.sealed)) return header;
        auto before = find_record_before(database, entry->record, entry->epoch);
        if (!before) return std::move(before).error();
        entry = std::move(*before);
    }
    return Error{ErrorCode::Corrupt, place_of(held.entry.epoch, held.entry.sequence) + ": no header names the body that is held", {}};
}

/// Held records that do not stand in the present epoch, oldest first.
Result<std::vector<Envelope>> Outbox::State::held_outside_epoch(std::size_t count) {
    auto rows =
        database.prepare("SELECT l.epoch, l.sequence, l.record, l.header, l.signature, l.leaf, l.head, b.sealed FROM "
                         "body b JOIN ledger l "
                         "ON l.record = b.record AND l.epoch = (SELECT max(epoch) FROM ledger WHERE record = b.record) "
                         "WHERE l.epoch < ? ORDER BY l.epoch, l.sequence LIMIT ?");
    if (!rows) return std::move(rows).error();
    rows->with(epoch, static_cast<std::uint64_t>(count));
    std::vector<Envelope> held;
    for (;;) {
        auto row = rows->step();
        if (!row) return std::move(row).error();
        if (!*row) return held;
        auto entry = read_entry(*rows);
        if (!entry) return std::move(entry).error();
        held.push_back({std::move(*entry), copy_of(rows->bytes(7))});
    }
}

/// Records of the present epoch up to `through` whose bodies are held, were taken by then and are not among `kept`, which rise.
Result<std::vector<Uuid>> Outbox::State::settled_bodies(std::uint64_t through, TimePoint before, std::span<const Uuid> kept) {
    auto rows = database.prepare("SELECT l.record FROM ledger l JOIN body b USING (record) WHERE l.epoch = ?1 AND l.sequence <= ?2 AND b.taken <= ?3 "
                                 "AND l.sequence > coalesce((SELECT checked FROM settled WHERE epoch = ?1), 0)");
    if (!rows) return std::move(rows).error();
    rows->with(epoch, through, before);
    std::vector<Uuid> records;
    for (;;) {
        auto row = rows->step();
        if (!row) return std::move(row).error();
        if (!*row) return records;
        const auto record = to_uuid(rows->bytes(0));
        if (!record) return record.error();
        if (!std::binary_search(kept.begin(), kept.end(), *record)) records.push_back(*record);
    }
}

Result<void> Outbox::State::drop(std::uint64_t through, std::span<const Uuid> records) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return std::move(transaction).error();
    if (auto marked = mark_settled(database, epoch, through, 0); !marked) return marked;
    for (const Uuid& record : records)
        if (auto dropped = database.run("DELETE FROM body WHERE record = ?", record); !dropped) return dropped;
    if (auto advanced = advance_checked(database, epoch); !advanced) return advanced;
    return transaction->commit();
}

/// Log segments follow what the database dropped.
Result<void> Outbox::State::shrink_log() {
    auto held = database.prepare("SELECT 1 FROM body WHERE record = ?");
    if (!held) return std::move(held).error();
    // What cannot be asked counts as held: the segment stays.
    const auto is_held = [&](const Uuid& record) { return held->with(record).step().value_or(true); };
    auto shrunk = log.drop_bodies(is_held);
    if (!shrunk) failed = true;
    return shrunk;
}

Result<LedgerEntry> Outbox::append(const NewRecord& record) {
    return state_->take(record);
}

Result<std::vector<LedgerEntry>> Outbox::append_all(std::span<const NewRecord> records) {
    return state_->take_all(records);
}

Result<void> Outbox::begin_epoch(std::string_view reason) {
    return state_->begin_checked_epoch(reason);
}

Result<std::uint64_t> Outbox::settle(std::uint32_t epoch, std::uint64_t delivered_through,
                                     std::uint64_t durable_through, TimePoint now, Milliseconds keep, std::span<const Uuid> kept) {
    if (epoch != state_->epoch) return std::uint64_t{0};
    const std::uint64_t through = std::min({delivered_through, durable_through, state_->sequence});
    const auto marked = settled_through(state_->database, epoch);
    if (!marked) return marked.error();
    std::vector<Uuid> rising(kept.begin(), kept.end());
    std::sort(rising.begin(), rising.end());
    const auto records = state_->settled_bodies(std::max(through, *marked), now - keep, rising);
    if (!records) return records.error();
    // It is asked for often and must not cost a sync each time.
    if (records->empty() && through <= *marked) return std::uint64_t{0};
    if (auto dropped = state_->drop(through, *records); !dropped) return std::move(dropped).error();
    if (records->empty()) return std::uint64_t{0};
    if (auto shrunk = state_->shrink_log(); !shrunk) return std::move(shrunk).error();
    if (auto refilled = state_->reserve.refill(); !refilled) return std::move(refilled).error();
    return static_cast<std::uint64_t>(records->size());
}

Outbox::Room Outbox::room() const {
    const auto& reserve = state_->reserve;
    const std::uint64_t left = free_space(state_->options.folder).value_or(0) + reserve.held();
    if (state_->failed || left < reserve.margin()) return Room::Full;
    return left < state_->options.reserve + reserve.margin() ? Room::TextOnly : Room::Enough;
}

const Recovery& Outbox::recovery() const {
    return state_->recovery;
}
Hash Outbox::head() const {
    return state_->head;
}
std::uint32_t Outbox::epoch() const {
    return state_->epoch;
}
std::uint64_t Outbox::last_sequence() const {
    return state_->sequence;
}

std::optional<LedgerEntry> Outbox::entry(std::uint32_t epoch, std::uint64_t sequence) const {
    return find_entry(state_->database, epoch, sequence).value_or(std::nullopt);
}

} // namespace lianxin
