// Kiosks and counties for tests.
#include "tests/county/county_fixture.h"

#include "county/sqlite_store.h"
#include "records/seal/chain.h"
#include "records/seal/checkpoint.h"
#include "records/seal/hash.h"
#include "records/wire/log_event.h"
#include "records/wire/request_signature.h"
#include "records/wire/routes.h"

#include <catch2/catch_test_macros.hpp>

#include <unistd.h>

namespace lianxin {

namespace {
const TimePoint start = parse_iso_time("2026-11-22T02:00:00Z").value();

Path fresh_folder() {
    static int count = 0;
    const Path folder = std::filesystem::temp_directory_path() /
                        ("lianxin-county-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(folder / "editions");
    return folder;
}
} // namespace

const std::string& test_origin() {
    static const std::string origin = "lianxin/990021";
    return origin;
}

FakeKiosk::FakeKiosk(std::string called, std::string in, std::uint64_t seed)
    : name(std::move(called)), township(std::move(in)), random(seed), key(SigningKey::make(random)) {}

HeldRecord FakeKiosk::sign(RecordHeader header, ByteView sealed) const {
    HeldRecord out{std::move(header), {}, {}, copy_of(sealed)};
    out.encoded = encode(out.header);
    out.signature = key.sign(out.encoded);
    return out;
}

HeldRecord FakeKiosk::make(ByteView sealed) { return make(sealed, make_uuid(start, random)); }

HeldRecord FakeKiosk::make(ByteView sealed, const Uuid& record) {
    RecordHeader header;
    header.record = record;
    header.kiosk = name;
    header.epoch = epoch;
    header.sequence = ++sequence;
    header.township = township;
    header.wall = start;
    header.sealed_hash = sha256(sealed);
    header.previous_head = head;
    HeldRecord out = sign(header, sealed);
    head = next_head(head, sequence, record_leaf(out.encoded));
    return out;
}

HeldRecord FakeKiosk::make_again(const HeldRecord& record) {
    RecordHeader header = record.header;
    header.epoch = epoch;
    header.sequence = ++sequence;
    header.previous_head = head;
    HeldRecord out = sign(header, record.sealed);
    head = next_head(head, sequence, record_leaf(out.encoded));
    return out;
}

void FakeKiosk::begin_epoch() {
    ++epoch;
    sequence = 0;
}

Bytes FakeKiosk::batch(std::span<const HeldRecord> records, std::uint64_t checkpoint_size) const {
    std::vector<BatchItem> items;
    for (const HeldRecord& record : records) items.push_back({record.encoded, record.signature, record.sealed});
    return encode_batch({name, epoch, checkpoint_size}, items, 3);
}

HttpRequest FakeKiosk::request(std::string method, std::string path, std::string query, Bytes body) const {
    HttpRequest out{std::move(method), std::move(path), std::move(query), {}, std::move(body)};
    const SignedFields fields = sign_request({out.method, out.path, out.query}, sha256(out.body), name, start, key);
    out.headers = {{"content-digest", fields.content_digest},
                   {"signature-input", fields.signature_input},
                   {"signature", fields.signature}};
    return out;
}

TestCounty::TestCounty()
    : folder(fresh_folder()), clock(start), answers(SigningKey::make(random)), log_key(SigningKey::make(random)) {
    open();
    REQUIRE(writer->perform([](Book& book) -> Result<void> {
        const auto first = book.log.append_event(book.store, "key", {{"county", "990021"}});
        if (!first) return first.error();
        return {};
    }));
}

TestCounty::~TestCounty() {
    writer.reset();
    std::filesystem::remove_all(folder);
}

void TestCounty::open() {
    auto store = SqliteStore::open_writer(folder / "county.db");
    REQUIRE(store);
    auto log = CountyLog::open(**store, test_origin(), log_key);
    REQUIRE(log);
    writer.emplace(std::move(*store), std::move(*log));
    readers.emplace([file = folder / "county.db"] { return SqliteStore::open_reader(file); });
    intake.emplace(*writer, *readers, answers, clock);
    routes.emplace(Rooms{*writer, *readers, *intake, answers, clock, folder / "editions", {}});
}

void TestCounty::restart() {
    readers.reset();
    writer.reset();
    open();
}

void TestCounty::restart_from(const Path& backup) {
    readers.reset();
    writer.reset();
    for (const char* file : {"county.db-wal", "county.db-shm"}) std::filesystem::remove(folder / file);
    std::filesystem::copy_file(backup, folder / "county.db", std::filesystem::copy_options::overwrite_existing);
    open();
}

EnrolledKiosk TestCounty::enrol(const FakeKiosk& kiosk) {
    const EnrolledKiosk entry{{township_id_of(kiosk.township).value(), kiosk.name}, kiosk.township,
                              kiosk.key.public_key(), start, std::nullopt};
    REQUIRE(writer->perform([&](Book& book) { return book.store.add(entry); }));
    return entry;
}

Answer TestCounty::take(const EnrolledKiosk& kiosk, ByteView batch) {
    auto bytes = intake->take(kiosk, batch);
    if (!bytes) FAIL(bytes.error().text());
    auto answer = parse_answer(*bytes, answers.public_key());
    if (!answer) FAIL(answer.error().text());
    return std::move(*answer);
}

HttpResponse TestCounty::respond(const HttpRequest& request) { return routes->respond(request); }

std::unique_ptr<Store> TestCounty::reader() const {
    auto store = SqliteStore::open_reader(folder / "county.db");
    REQUIRE(store);
    return std::move(*store);
}

Checkpoint prove(const Answer& answer, std::span<const HeldRecord> records, const PublicKey& log_key,
                 const std::string& before) {
    const auto checkpoint = verify_checkpoint(answer.checkpoint, test_origin(), log_key);
    REQUIRE(checkpoint);
    if (!before.empty()) {
        const auto older = parse_checkpoint(before);
        CHECK(answer.consistent_from == older->size);
        CHECK(verify_consistency(older->size, older->root, checkpoint->size, checkpoint->root, answer.consistency));
    }
    std::map<std::uint64_t, const HeldRecord*> by_sequence;
    for (const HeldRecord& record : records) by_sequence[record.header.sequence] = &record;
    std::size_t proved = 0;
    for (const ProvenRange& range : answer.ranges) {
        std::vector<Hash> leaves;
        for (std::uint64_t at = range.first_sequence; at < range.first_sequence + range.count; ++at) {
            REQUIRE(by_sequence.count(at) == 1);
            const RecordHeader& header = by_sequence[at]->header;
            leaves.push_back(leaf_hash(log_entry({header.kiosk, header.epoch, header.sequence, header.record,
                                                  record_leaf(by_sequence[at]->encoded), range.taken})));
        }
        CHECK(verify_range(leaves, range.log_index, checkpoint->size, range.proof, checkpoint->root));
        proved += leaves.size();
    }
    CHECK(proved == by_sequence.size());
    return *checkpoint;
}

} // namespace lianxin
