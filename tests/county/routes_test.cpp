// The doors: who may ask, and what each request is answered with.
#include "tests/county/county_fixture.h"

#include "records/pack/edition_file.h"
#include "records/seal/checkpoint.h"
#include "records/seal/hash.h"
#include "records/wire/edition_delta.h"
#include "records/wire/health_report.h"
#include "records/wire/routes.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

TEST_CASE("only signed requests of enrolled kiosks are served", "[signed-requests]") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1), stranger("hall-9", "990021101000", 9);
    county.enrol(kiosk);
    const std::string batches(routes::batches);
    const auto records = std::vector{kiosk.make(bytes_of("sealed"))};
    const Bytes batch = kiosk.batch(records);

    HttpRequest unsigned_request = kiosk.request("POST", batches, "", batch);
    unsigned_request.headers.clear();
    CHECK(county.respond(unsigned_request).status == 401);
    CHECK(county.respond(stranger.request("POST", batches, "", batch)).status == 401);

    HttpRequest changed = kiosk.request("POST", batches, "", batch);
    changed.body.back() ^= 1;
    CHECK(county.respond(changed).status == 401);
    HttpRequest moved = kiosk.request("GET", "/v1/changes", "after=1", {});
    moved.query = "after=2";
    CHECK(county.respond(moved).status == 401);

    CHECK(county.reader()->log_size().value() == 1);
    const HttpResponse taken = county.respond(kiosk.request("POST", batches, "", batch));
    CHECK(taken.status == 200);
    CHECK(parse_answer(taken.body, county.answers.public_key())->verdicts.size() == 1);

    REQUIRE(county.writer->perform([&](Book& book) { return book.store.revoke("hall-1", county.clock.wall()); }));
    const HttpResponse refused = county.respond(kiosk.request("POST", batches, "", batch));
    CHECK(refused.status == 403);
    CHECK(text_of(refused.body) == "this kiosk has been revoked\n");
}

TEST_CASE("each door answers as it should, and other doors are not there") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    const auto enrolled = county.enrol(kiosk);
    struct Row {
        std::string method, path, query;
        std::string body;
        unsigned status;
    };
    HealthReport report;
    report.program = "1";
    report.wall = county.clock.wall();
    const std::vector<Row> rows = {
        {"GET", "/v1/checkpoint", "", "", 200},
        {"GET", "/v1/consistency", "from=0&to=1", "", 200},
        {"GET", "/v1/consistency", "from=1&to=1", "", 200},
        {"GET", "/v1/consistency", "from=2&to=1", "", 400},
        {"GET", "/v1/consistency", "from=0&to=999", "", 400},
        {"GET", "/v1/consistency", "from=0&to=x", "", 400},
        {"GET", "/v1/changes", "after=0", "", 200},
        {"GET", "/v1/changes", "", "", 200},
        {"GET", "/v1/changes", "after=x", "", 400},
        {"GET", "/v1/edition", "have=0", "", 204},
        {"GET", "/v1/edition", "have=0&layer=township", "", 204},
        {"GET", "/v1/edition", "have=0&layer=village", "", 400},
        {"GET", "/v1/edition-head", "have=0", "", 204},
        {"POST", "/v1/blobs", "number=1", "x", 404},
        {"POST", "/v1/blobs", "number=1", std::string(513, 'x'), 413},
        {"POST", "/v1/health", "", text_of(encode_health(report)), 204},
        {"POST", "/v1/health", "", "not health", 400},
        {"POST", "/v1/health", "", std::string(5000, 'x'), 413},
        {"POST", "/v1/batches", "", "not a batch", 400},
        {"GET", "/v1/batches", "", "", 404},
        {"DELETE", "/v1/changes", "", "", 404},
        {"GET", "/", "", "", 404},
    };
    for (const Row& row : rows) {
        INFO(row.method << " " << row.path << " " << row.query);
        CHECK(county.respond(kiosk.request(row.method, row.path, row.query, copy_of(bytes_of(row.body)))).status == row.status);
    }
    const auto contact = county.reader()->contact(enrolled.key).value();
    REQUIRE(contact);
    CHECK(parse_health(contact->report)->program == "1");
}

TEST_CASE("changes come in order, bounded, and only for the kiosk's own township", "[changes]") {
    TestCounty county;
    FakeKiosk here("hall-1", "990021101000", 1), there("hall-2", "990021102000", 2);
    const auto enrolled = county.enrol(here);
    county.enrol(there);
    const Uuid record = make_uuid(county.clock.wall(), here.random);
    REQUIRE(county.writer->perform([&](Book& book) -> Result<void> {
        for (std::uint64_t cursor = 1; cursor <= 1500; ++cursor) {
            UpdateChange update{cursor, {}, copy_of(bytes_of("sealed " + std::to_string(cursor))), {}};
            here.random.fill(update.tag);
            update.signature = sign_update(update.tag, update.sealed, county.answers);
            if (auto added = book.store.add(enrolled.key.township, record, 1, update); !added) return added;
        }
        return {};
    }));
    std::uint64_t cursor = 0, seen = 0;
    for (bool more = true; more;) {
        const auto response = county.respond(here.request("GET", "/v1/changes", "after=" + std::to_string(cursor), {}));
        const auto changes = parse_changes(response.body, county.answers.public_key());
        REQUIRE(changes);
        for (const UpdateChange& update : changes->updates) CHECK(update.cursor == ++seen);
        more = changes->more;
        cursor = changes->cursor;
    }
    CHECK(seen == 1500);
    const auto none = county.respond(there.request("GET", "/v1/changes", "after=0", {}));
    CHECK(parse_changes(none.body, county.answers.public_key())->updates.empty());
}

TEST_CASE("the newest edition is served to those who have an older one", "[edition-served]") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    county.enrol(kiosk);
    REQUIRE(write_file(county.folder / "editions/000017.lxe", std::string_view("the edition")));
    REQUIRE(county.writer->perform(
        [&](Book& book) { return book.store.add(PublishedEdition{17, "000017.lxe", {}, county.clock.wall()}); }));
    const auto fresh = county.respond(kiosk.request("GET", "/v1/edition", "have=16", {}));
    CHECK(fresh.status == 200);
    REQUIRE(fresh.file);
    CHECK(fresh.file->length == 11);
    CHECK(county.respond(kiosk.request("GET", "/v1/edition", "have=17", {})).status == 204);
}

TEST_CASE("anybody who kept a head of the log gets the proof that a later one continues it", "[log-proofs]") {
    TestCounty county;
    std::vector<Checkpoint> heads;
    for (int each = 0; each < 9; ++each) {
        REQUIRE(county.writer->perform([&](Book& book) -> Result<void> {
            const auto added = book.log.append_event(book.store, "test", {{"each", each}});
            if (!added) return added.error();
            return {};
        }));
        heads.push_back(*parse_checkpoint(*county.reader()->checkpoint()));
    }
    for (const Checkpoint& older : heads)
        for (const Checkpoint& newer : heads) {
            if (older.size > newer.size) continue;
            const std::string query = "from=" + std::to_string(older.size) + "&to=" + std::to_string(newer.size);
            const HttpResponse response = county.respond({"GET", "/v1/consistency", query, {}, {}});
            REQUIRE(response.status == 200);
            Proof proof;
            for (std::size_t at = 0; at < response.body.size(); at += sizeof(Hash)) proof.push_back(*to_array<32>(ByteView(response.body).subspan(at, sizeof(Hash))));
            CHECK(verify_consistency(older.size, older.root, newer.size, newer.root, proof));
        }
}

namespace {

/// Publishes an edition of two items, 100 and 5,000 bytes; gives its file. Nobody checks its signature here.
Path publish(TestCounty& county, std::uint64_t number, const std::string& township) {
    Manifest manifest;
    manifest.info.number = number;
    manifest.info.county = "990021";
    manifest.info.county_name = manifest.info.title = manifest.info.publisher = "青禾县";
    manifest.info.expires = TimePoint(std::chrono::hours(24));
    manifest.audience = {"all"};
    EditionHead head;
    Bytes blobs;
    for (const std::size_t size : {std::size_t{100}, std::size_t{5000}}) {
        Bytes content(size, static_cast<std::uint8_t>(size % 251));
        ManifestItem item;
        item.path = "item-" + std::to_string(manifest.items.size());
        item.kind_name = "other";
        item.size = item.stored = size;
        item.hash = item.stored_hash = blake2b(content);
        manifest.items.push_back(item);
        append(blobs, content);
    }
    head.manifest = to_document(manifest);
    Bytes bytes = encode(head);
    append(bytes, blobs);
    const std::string name = township + std::to_string(number) + ".lxe";
    REQUIRE(write_file(county.folder / "editions" / name, bytes));
    REQUIRE(county.writer->perform([&](Book& book) { return book.store.add(PublishedEdition{number, name, {}, county.clock.wall(), township}); }));
    return county.folder / "editions" / name;
}

Bytes content_of(const HttpResponse& response) {
    REQUIRE(response.file);
    return response.file->file.read_at(response.file->offset, response.file->length).value();
}

std::string tag_of(const HttpResponse& response) {
    for (const auto& [name, value] : response.headers)
        if (name == "ETag") return value;
    return "";
}

} // namespace

TEST_CASE("a kiosk asks what an edition is, and gets only what it lacks of it", "[edition-delta]") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    county.enrol(kiosk);
    const Path whole = publish(county, 17, "");
    const auto head = county.respond(kiosk.request("GET", "/v1/edition-head", "have=16", {}));
    CHECK(head.status == 200);
    CHECK(tag_of(head) == "\"17\"");
    CHECK(content_of(head).size() < 1500);

    const Bytes wanted{0b01};
    const auto delta = county.respond(kiosk.request("POST", "/v1/blobs", "number=17", wanted));
    CHECK(delta.status == 200);
    CHECK(tag_of(delta) == "\"" + delta_tag(17, wanted) + "\"");
    const Bytes content = content_of(delta);
    CHECK(content.size() == content_of(head).size() + 100);
    auto again = kiosk.request("POST", "/v1/blobs", "number=17", wanted);
    again.headers["range"] = "bytes=200-";
    again.headers["if-range"] = tag_of(delta);
    const auto rest = county.respond(again);
    CHECK(rest.status == 206);
    CHECK(content_of(rest) == Bytes(content.begin() + 200, content.end()));

    CHECK(county.respond(kiosk.request("POST", "/v1/blobs", "number=17", Bytes{0b100})).status == 400);
    CHECK(county.respond(kiosk.request("POST", "/v1/blobs", "number=17", Bytes{1, 0})).status == 400);
    CHECK(county.respond(kiosk.request("POST", "/v1/blobs", "number=16", wanted)).status == 404);
    const auto all = county.respond(kiosk.request("POST", "/v1/blobs", "number=17", Bytes{0b11}));
    CHECK(content_of(all) == read_file(whole, 1 << 20).value());
}

TEST_CASE("however many deltas are asked for, few are kept", "[edition-delta]") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    county.enrol(kiosk);
    for (std::uint64_t number = 1; number <= 12; ++number) {
        publish(county, number, "");
        CHECK(county.respond(kiosk.request("GET", "/v1/edition-head", "have=0", {})).status == 200);
    }
    CHECK(std::distance(std::filesystem::directory_iterator(county.folder / "editions/deltas"), {}) == 8);
}

TEST_CASE("a township's own edition is served to its kiosks, beside the county's", "[edition-townships]") {
    TestCounty county;
    FakeKiosk here("hall-1", "990021101000", 1), there("hall-2", "990021102000", 2);
    county.enrol(here);
    county.enrol(there);
    publish(county, 17, "");
    const Path own = publish(county, 3, "990021101000");
    const auto served = county.respond(here.request("GET", "/v1/edition", "have=0&layer=township", {}));
    CHECK(served.status == 200);
    CHECK(content_of(served) == read_file(own, 1 << 20).value());
    CHECK(county.respond(here.request("GET", "/v1/edition", "have=3&layer=township", {})).status == 204);
    CHECK(tag_of(county.respond(here.request("GET", "/v1/edition-head", "have=0&layer=township", {}))) == "\"3\"");
    CHECK(county.respond(there.request("GET", "/v1/edition", "have=0&layer=township", {})).status == 204);
    CHECK(tag_of(county.respond(there.request("GET", "/v1/edition", "have=0", {}))) == "\"17\"");
}
