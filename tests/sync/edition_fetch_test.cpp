// Fetching editions: over cut connections, once each, never a refused one again.
#include "sync/edition_fetch.h"

#include "tests/sync/fake_transport.h"
#include "tests/sync/hall.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

/// A county with one edition, and a shelf that takes it as told.
class Shelf {
  public:
    Shelf() {
        content.resize(10'000);
        hall.random.fill(content);
        transport.doors["/v1/edition"] = [this](const OutgoingRequest& request) { return reply(request); };
    }
    Result<void> run() {
        CountyLink link(transport, hall.enrolment, hall.key, hall.clock);
        EditionFetch fetch(hall.folder / "editions", {[this] { return installed; }, [this](const Path& file) { return install(file); }});
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
    std::size_t bytes_sent = 0;
    std::size_t installs = 0;

  private:
    FakeTransport::Reply reply(const OutgoingRequest& request) {
        if (std::stoull(request.query.substr(request.query.find('=') + 1)) >= offered) return {204, {}, "", {}, {}};
        const std::string tag = "\"" + std::to_string(offered) + "\"";
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
        CHECK(equal(*read_file(file, 1 << 20), content));
        installed = offered;
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

TEST_CASE("an edition that found no room is kept and tried again without fetching", "[sync]") {
    Shelf shelf;
    shelf.refuses = Error{ErrorCode::NoSpace, "full", {}};
    CHECK(shelf.run().error().code == ErrorCode::NoSpace);
    shelf.refuses.reset();
    CHECK(shelf.run());
    CHECK(shelf.installed == 17);
    CHECK(shelf.bytes_sent == shelf.content.size());
}

TEST_CASE("a portal's page instead of an edition leaves nothing behind", "[sync]") {
    Shelf shelf;
    shelf.transport.doors["/v1/edition"] = [](const OutgoingRequest&) { return FakeTransport::Reply{200, Bytes(500, 'x'), "", {}, {}}; };
    CHECK(shelf.run().error().code == ErrorCode::Network);
    CHECK(shelf.files() == 0);
}
