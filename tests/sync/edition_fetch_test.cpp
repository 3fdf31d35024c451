// Fetching editions: over cut connections, once each, never a refused one again.
#include "sync/edition_fetch.h"

#include "records/pack/refusal.h"
#include "records/wire/edition_delta.h"
#include "tests/sync/fake_transport.h"
#include "tests/sync/hall.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace lianxin;

namespace {

/// A county with one edition, and a shelf that takes it as told.
class Shelf {
  public:
    Shelf() {
        content.resize(10'000);
        hall.random.fill(content);
        transport.doors["/v1/edition"] = [this](const OutgoingRequest& request) { return reply(request); };
        transport.doors["/v1/edition-head"] = [this](const OutgoingRequest& request) -> FakeTransport::Reply {
            if (number_in(request) >= offered) return {204, {}, "", {}, {}};
            const std::string tag = quoted(std::to_string(called.value_or(offered)));
            if (field_of(request, "If-None-Match") == tag) return {304, {}, tag, {}, {}};
            heads_sent += 1;
            return {200, copy_of(bytes_of(head)), tag, {}, {}};
        };
    }
    Result<void> run() {
        CountyLink link(transport, hall.enrolment, hall.key, hall.clock);
        EditionFetch fetch(hall.folder / "editions", {[] { return std::vector{Layer::County}; }, [this](Layer) { return installed; },
                                                      [this](const Path& file) { return install(file); },
                                                      [this](const Path& file) { return look(file); }, [this](Layer) { return to_mend(); }, room ? [this] { return *room; } : std::function<std::uint64_t()>()});
        return fetch.run(link);
    }
    std::size_t files() const {
        std::size_t count = 0;
        for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(hall.folder / "editions")) ++count;
        return count;
    }

    Hall hall;
    FakeTransport transport;
    Bytes content;
    std::uint64_t offered = 17;
    std::uint64_t installed = 3;
    std::optional<std::size_t> cut_after;
    std::optional<Error> refuses;
    std::uint64_t early = 0; ///< the edition that is valid only later
    std::size_t bytes_sent = 0;
    std::size_t installs = 0;
    /// A county that knows deltas: then `content` is what they hold for the bits that are wanted.
    void offer_deltas(Bytes bits) {
        wanted = std::move(bits);
        transport.doors["/v1/blobs"] = [this](const OutgoingRequest& request) -> FakeTransport::Reply {
            CHECK(equal(request.body, wanted));
            if (number_in(request) != offered) return {404, {}, "", {}, {}};
            return part_of(request, quoted(delta_tag(offered, wanted)));
        };
    }
    Bytes wanted;
    std::string head = "the head";
    std::optional<Error> head_refused;
    std::optional<std::uint64_t> called; ///< what the server calls the edition, when that is not what its head says
    std::size_t heads_sent = 0;
    std::uint64_t signed_size = 10'000, unpacked = 20'000; ///< bytes, as the head says
    std::optional<std::uint64_t> room;                      ///< bytes
    std::uint64_t part_size() const {
        std::error_code missing;
        const auto size = std::filesystem::file_size(hall.folder / "editions/edition-17.part", missing);
        return missing ? 0 : size;
    }
    bool damaged = false;

  private:
    static std::uint64_t number_in(const OutgoingRequest& request) { return std::stoull(request.query.substr(request.query.find('=') + 1)); }
    static std::string quoted(const std::string& tag) { return "\"" + tag + "\""; }
    Result<EditionLook> look(const Path& file) const {
        if (damaged) return EditionLook{installed, Layer::County, wanted, signed_size, unpacked};
        CHECK(text_of(read_file(file, 100).value()) == head);
        if (head_refused) return *head_refused;
        return EditionLook{offered, Layer::County, wanted, signed_size, unpacked};
    }
    std::optional<Path> to_mend() const { return damaged ? std::optional<Path>("kept head") : std::nullopt; }
    FakeTransport::Reply reply(const OutgoingRequest& request) {
        if (number_in(request) >= offered) return {204, {}, "", {}, {}};
        return part_of(request, quoted(std::to_string(offered)));
    }
    FakeTransport::Reply part_of(const OutgoingRequest& request, const std::string& tag) {
        const std::string range = field_of(request, "Range");
        const bool goes_on = !range.empty() && field_of(request, "If-Range") == tag;
        const std::size_t from = goes_on ? std::stoull(range.substr(6)) : 0;
        if (from >= content.size()) return {416, {}, "", {}, {}};
        const Bytes rest(content.begin() + static_cast<std::ptrdiff_t>(from), content.end());
        bytes_sent += std::min(rest.size(), cut_after.value_or(rest.size()));
        return {goes_on ? 206 : 200, rest, tag, {}, cut_after};
    }
    Result<void> install(const Path& file) {
        ++installs;
        if (refuses) return *refuses;
        if (early != 0 && file.filename().string() == "edition-" + std::to_string(early) + ".lxe") return refused(Refusal::TooEarly, ErrorCode::Unavailable, "");
        CHECK(equal(*read_file(file, 1 << 20), content));
        installed = offered;
        damaged = false;
        return {};
    }
};

} // namespace

TEST_CASE("a newer edition is fetched and installed, and asked for no more", "[sync]") {
    Shelf shelf;
    CHECK(shelf.run());
    CHECK(shelf.installed == 17);
    CHECK(shelf.files() == 0);
    CHECK(shelf.run());
    CHECK(shelf.installs == 1);
}

TEST_CASE("a fetch that was cut goes on where it stopped", "[sync][sync.resume]") {
    Shelf shelf;
    shelf.cut_after = 3000;
    for (int count = 0; count < 3; ++count) CHECK(shelf.run().error().code == ErrorCode::Network);
    shelf.cut_after.reset();
    CHECK(shelf.run());
    CHECK(shelf.installed == 17);
    CHECK(shelf.bytes_sent == shelf.content.size());
}

TEST_CASE("when a newer edition comes out meanwhile, the half of the old one is forgotten", "[sync]") {
    Shelf shelf;
    shelf.cut_after = 3000;
    CHECK_FALSE(shelf.run());
    shelf.offered = 18;
    shelf.content.assign(5000, 9);
    shelf.cut_after.reset();
    CHECK(shelf.run());
    CHECK(shelf.installed == 18);
    CHECK(shelf.files() == 0);
}

TEST_CASE("a fetch that was cut after its last byte is installed", "[sync]") {
    Shelf shelf;
    shelf.cut_after = 10'000;
    CHECK_FALSE(shelf.run());
    CHECK(shelf.run());
    CHECK(shelf.installed == 17);
}

TEST_CASE("an edition that does not hold is refused once and not fetched again, the next one is", "[sync][sync.refused-edition]") {
    Shelf shelf;
    shelf.refuses = Error{ErrorCode::Untrusted, "not signed by a publisher", {}};
    CHECK(shelf.run().error().code == ErrorCode::Untrusted);
    CHECK(shelf.run());
    CHECK(shelf.installs == 1);
    CHECK(shelf.bytes_sent == shelf.content.size());
    shelf.offered = 18;
    shelf.refuses.reset();
    CHECK(shelf.run());
    CHECK(shelf.installed == 18);
    CHECK(shelf.files() == 0);
}

TEST_CASE("an unsigned number, however large, keeps no later edition away", "[sync][sync.refused-edition][attack.fast-forward]") {
    Shelf shelf;
    shelf.offered = UINT64_MAX;
    shelf.head = "not the county's";
    SECTION("the head is not signed") { shelf.head_refused = Error{ErrorCode::Untrusted, "not signed by a publisher", {}}; }
    SECTION("the head is torn") { shelf.head_refused = Error{ErrorCode::Corrupt, "ends too early", {}}; }
    SECTION("the server gives the number of the next one away") {
        shelf.head_refused = Error{ErrorCode::Untrusted, "not signed by a publisher", {}};
        shelf.offered = 18;
    }
    SECTION("a kiosk has such a mark of an older program") {
        std::filesystem::create_directories(shelf.hall.folder / "editions");
        REQUIRE(write_file(shelf.hall.folder / "editions/edition-18446744073709551615.refused", std::string_view()));
        shelf.offered = 3;
    }
    CHECK(bool(shelf.run()) != shelf.head_refused.has_value());
    CHECK(shelf.run()); // complains once
    CHECK(shelf.bytes_sent == 0);
    shelf.offered = 18;
    shelf.head = "the head";
    shelf.head_refused.reset();
    CHECK(shelf.run());
    CHECK(shelf.installed == 18);
    CHECK(shelf.files() == 0);
}

TEST_CASE("a genuine old head under another number is no new edition, and refuses none", "[sync][attack.fast-forward]") {
    Shelf shelf;
    shelf.called = 18;
    CHECK(shelf.run().error().code == ErrorCode::Untrusted);
    CHECK(shelf.run());
    CHECK(shelf.bytes_sent == 0);
    shelf.called.reset();
    shelf.offered = 18;
    shelf.head = "the head of 18";
    CHECK(shelf.run());
    CHECK(shelf.installed == 18);
}

TEST_CASE("of an edition that was refused not even the head is sent again, and others are looked at under any number", "[sync][sync.refused-edition]") {
    Shelf shelf;
    shelf.refuses = Error{ErrorCode::Invalid, "meant for others", {}};
    for (shelf.offered = 17; shelf.offered < 40; ++shelf.offered) CHECK_FALSE(shelf.run());
    shelf.offered = 39;
    const std::size_t heads = shelf.heads_sent;
    for (int count = 0; count < 5; ++count) CHECK(shelf.run());
    CHECK(shelf.heads_sent == heads);
    CHECK(shelf.files() == 1); // what was refused, in one file
    CHECK(std::filesystem::file_size(shelf.hall.folder / "editions/edition-refused") <= 16 * 3);
    shelf.offered = 38; // the county took 39 back
    CHECK(shelf.run());
    shelf.refuses.reset();
    shelf.offered = 16; // and begins anew
    CHECK(shelf.run());
    CHECK(shelf.installed == 16);
    CHECK(shelf.files() == 0);
}

TEST_CASE("an edition that seemed to have expired goes in once the time is right", "[sync][sync.refused-edition]") {
    Shelf shelf;
    const Error expired = refused(Refusal::Expired, ErrorCode::Invalid, "expired yesterday");
    std::optional<Error>& where = GENERATE(false, true) ? shelf.head_refused : shelf.refuses;
    where = expired;
    CHECK_FALSE(shelf.run());
    where.reset();
    CHECK(shelf.run());
    CHECK(shelf.installed == 17);
}

TEST_CASE("an edition that comes before its first day is fetched once, waits without troubling a round, and goes in when the day comes", "[sync][sync.early]") {
    Shelf shelf;
    shelf.refuses = refused(Refusal::TooEarly, ErrorCode::Unavailable, "valid from tomorrow on");
    for (int count = 0; count < 3; ++count) CHECK(shelf.run());
    CHECK(shelf.installed == 3);
    CHECK(shelf.bytes_sent == shelf.content.size());
    SECTION("the day comes") {
        shelf.refuses.reset();
        CHECK(shelf.run());
        CHECK(shelf.installed == 17);
    }
    SECTION("a newer one comes first, which is valid already") {
        shelf.offered = 18;
        shelf.refuses.reset();
        shelf.early = 17;
        CHECK(shelf.run());
        CHECK(shelf.installed == 18);
    }
    CHECK(shelf.files() == 0);
}

TEST_CASE("an edition that found no room is kept and tried again without fetching", "[sync]") {
    Shelf shelf;
    shelf.refuses = Error{ErrorCode::NoSpace, "full", {}};
    CHECK(shelf.run().error().code == ErrorCode::NoSpace);
    shelf.refuses.reset();
    CHECK(shelf.run());
    CHECK(shelf.installed == 17);
    CHECK(shelf.bytes_sent == shelf.content.size());
}

TEST_CASE("endless data over the network fills no disk: no more is written than the signed head allows", "[sync][attack.endless]") {
    Shelf shelf;
    if (GENERATE(false, true)) shelf.offer_deltas(Bytes{0b101});
    const Bytes genuine = shelf.content;
    shelf.content.resize(1'000'000);
    CHECK(shelf.run().error().code == ErrorCode::Corrupt);
    CHECK(shelf.part_size() == 0);
    for (int count = 0; count < 3; ++count) CHECK(shelf.run());
    CHECK(shelf.bytes_sent == shelf.content.size()); // asked for once
    CHECK(shelf.installs == 0);
    shelf.offered = 18;
    shelf.content = genuine;
    CHECK(shelf.run());
    CHECK(shelf.installed == 18);
    CHECK(shelf.files() == 0);
}

TEST_CASE("a file that grows round by round ends where the signed head says and is begun anew", "[sync][attack.endless]") {
    Shelf shelf;
    const Bytes genuine = shelf.content;
    shelf.content.resize(1'000'000);
    shelf.cut_after = 3000;
    for (int count = 0; count < 10; ++count) {
        CHECK_FALSE(shelf.run());
        CHECK(shelf.part_size() <= shelf.signed_size);
    }
    shelf.content = genuine;
    shelf.cut_after.reset();
    for (int count = 0; count < 2 && shelf.installed != 17; ++count) static_cast<void>(shelf.run());
    CHECK(shelf.installed == 17);
}

TEST_CASE("an edition for which there is no room is not begun, says so, and comes when there is room", "[sync][sync.no-room]") {
    Shelf shelf;
    shelf.room = 29'999; // one byte less than download and library take
    const auto done = shelf.run();
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::NoSpace);
    CHECK(done.error().text().find("the new edition needs 1 MiB of the disk, 1 MiB may be used for it") != std::string::npos);
    CHECK(shelf.bytes_sent == 0);
    CHECK(shelf.files() == 0);
    SECTION("a smaller one follows") {
        shelf.offered = 18;
        shelf.unpacked = 5000;
    }
    SECTION("room is made") { shelf.room = 30'000; }
    CHECK(shelf.run());
    CHECK(shelf.installed == shelf.offered);
}

TEST_CASE("half an edition gives its room back when the rest does not fit any more", "[sync][sync.no-room]") {
    Shelf shelf;
    shelf.room = 30'000;
    shelf.cut_after = 4000;
    CHECK_FALSE(shelf.run());
    CHECK(shelf.part_size() == 4000);
    shelf.room = 26'000; // 4000 of it are here already
    CHECK(shelf.run().error().code == ErrorCode::Network);
    CHECK(shelf.part_size() == 8000);
    shelf.room = 20'000;
    CHECK(shelf.run().error().code == ErrorCode::NoSpace);
    CHECK(shelf.files() == 0);
}

TEST_CASE("a whole edition that found a full disk does not stay in the way of residents", "[sync][sync.no-room]") {
    Shelf shelf;
    shelf.room = 30'000;
    shelf.refuses = Error{ErrorCode::NoSpace, "full", {}};
    CHECK(shelf.run().error().code == ErrorCode::NoSpace);
    CHECK(shelf.files() == 2); // there is room for more
    shelf.room = 0;
    CHECK(shelf.run().error().code == ErrorCode::NoSpace);
    CHECK(shelf.files() == 0);
}

TEST_CASE("a portal's page instead of an edition leaves nothing behind", "[sync]") {
    Shelf shelf;
    for (const char* door : {"/v1/edition-head", "/v1/edition"})
        shelf.transport.doors[door] = [](const OutgoingRequest&) { return FakeTransport::Reply{200, Bytes(500, 'x'), "", {}, {}}; };
    CHECK(shelf.run().error().code == ErrorCode::Network);
    CHECK(shelf.files() == 0);
}

TEST_CASE("of a new edition only what is lacking is fetched, over cut connections too", "[sync][sync.delta]") {
    Shelf shelf;
    shelf.offer_deltas(Bytes{0b101});
    shelf.cut_after = 3000;
    for (int count = 0; count < 3; ++count) CHECK(shelf.run().error().code == ErrorCode::Network);
    shelf.cut_after.reset();
    CHECK(shelf.run());
    CHECK(shelf.installed == 17);
    CHECK(shelf.bytes_sent == shelf.content.size());
    CHECK(std::count(shelf.transport.asked.begin(), shelf.transport.asked.end(), "GET /v1/edition-head") == 1);
    CHECK(shelf.files() == 0);
    CHECK(shelf.run());
    CHECK(shelf.installs == 1);
}

TEST_CASE("when most is lacking the whole edition is fetched", "[sync][sync.delta]") {
    Shelf shelf;
    shelf.offer_deltas({});
    CHECK(shelf.run());
    CHECK(shelf.installed == 17);
    CHECK(shelf.transport.asked == std::vector<std::string>{"GET /v1/edition-head", "GET /v1/edition"});
}

TEST_CASE("an edition whose head does not hold is refused before any more of it is fetched", "[sync][sync.refused-edition]") {
    Shelf shelf;
    shelf.offer_deltas(Bytes{1});
    shelf.head_refused = Error{ErrorCode::Untrusted, "not signed by a publisher", {}};
    CHECK(shelf.run().error().code == ErrorCode::Untrusted);
    CHECK(shelf.run());
    CHECK(shelf.installs == 0);
    CHECK(shelf.bytes_sent == 0);
}

TEST_CASE("when a newer edition comes out during a delta, it is asked for anew", "[sync][sync.delta]") {
    Shelf shelf;
    shelf.offer_deltas(Bytes{1});
    shelf.cut_after = 3000;
    CHECK_FALSE(shelf.run());
    shelf.offered = 18;
    shelf.cut_after.reset();
    CHECK(shelf.run()); // what was under way is gone
    CHECK(shelf.files() == 0);
    CHECK(shelf.run());
    CHECK(shelf.installed == 18);
}

TEST_CASE("what the disk lost of the installed edition is fetched again", "[sync][sync.mended]") {
    Shelf shelf;
    shelf.offer_deltas(Bytes{0b10});
    CHECK(shelf.run());
    shelf.damaged = true;
    CHECK(shelf.run());
    CHECK(shelf.installs == 2);
    CHECK_FALSE(shelf.damaged);
    CHECK(shelf.run());
    CHECK(shelf.installs == 2);
}
