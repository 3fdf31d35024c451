// The doors: who may ask, and what each request is answered with.
#include "tests/county/county_fixture.h"

#include "records/seal/checkpoint.h"
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
