// Carriage files: what is written is read, and nothing that is not whole is read at all.
#include "records/wire/carriage_file.h"

#include "tests/folder.h"
#include "tests/records/wire/samples.h"

#include <catch2/catch_test_macros.hpp>
#include <sys/stat.h>
#include <unistd.h>

using namespace lianxin;

namespace {

const CarriageHead head{Way::Up, "411325", "K-0001", samples::noon};

CarriedRequest request() {
    const RequestTarget target{"GET", "/v1/changes", "after=5"};
    return {target, sign_request(target, sha256({}), samples::kiosk, samples::noon, samples::kiosk_key()), {}};
}

CarriedAnswer answer() { return {"/v1/batches", 3, 8, copy_of(bytes_of("signed"))}; }

Bytes written(const Path& path) {
    auto writer = CarriageWriter::create(path, head);
    REQUIRE(writer);
    REQUIRE(writer->add(request()));
    REQUIRE(writer->add(answer()));
    REQUIRE(writer->finish());
    return *read_file(path, 1 << 20);
}

} // namespace

TEST_CASE("a carriage file comes out as it went in", "[wire]") {
    const Folder folder;
    written(folder.path / "file.lxc");
    auto reader = CarriageReader::open(folder.path / "file.lxc");
    REQUIRE(reader);
    CHECK(reader->head() == head);
    CHECK(*read_carriage_head(folder.path / "file.lxc") == head);
    CHECK(reader->parts() == 2);
    const auto first = reader->next();
    REQUIRE((first && *first));
    const auto& asked = std::get<CarriedRequest>(**first);
    CHECK(asked.target.query == "after=5");
    CHECK(asked.fields.signature == request().fields.signature);
    CHECK(verify_request(asked.target, sha256(asked.body), asked.fields, samples::kiosk_key().public_key()));
    const auto second = reader->next();
    REQUIRE((second && *second));
    CHECK(std::get<CarriedAnswer>(**second).last == 8);
    CHECK(text_of(std::get<CarriedAnswer>(**second).body) == "signed");
    const auto third = reader->next();
    REQUIRE(third);
    CHECK_FALSE(third->has_value());
}

TEST_CASE("a carriage file that is cut, longer or changed is refused", "[wire][wire.carriage]") {
    const Folder folder;
    const Path path = folder.path / "file.lxc";
    const Bytes whole = written(path);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        REQUIRE(write_file(path, ByteView(whole).first(at)));
        CHECK_FALSE(CarriageReader::open(path));
        Bytes changed = whole;
        changed[at] ^= 0x20;
        REQUIRE(write_file(path, changed));
        CHECK_FALSE(CarriageReader::open(path));
    }
    Bytes longer = whole;
    longer.push_back(0);
    REQUIRE(write_file(path, longer));
    CHECK_FALSE(CarriageReader::open(path));
}

TEST_CASE("an unfinished carriage file leaves the one that was there", "[wire][wire.carriage]") {
    const Folder folder;
    const Path path = folder.path / "file.lxc";
    const Bytes whole = written(path);
    {
        auto writer = CarriageWriter::create(path, head);
        REQUIRE(writer);
        REQUIRE(writer->add(answer()));
    }
    CHECK(*read_file(path, 1 << 20) == whole);
    CHECK_FALSE(std::filesystem::exists(path.string() + ".part"));
}

TEST_CASE("what is put in the place of a carriage file is neither followed nor waited for", "[wire][wire.carriage]") {
    const Folder folder;
    const Path whole = folder.path / "whole.lxc", other = folder.path / "other.lxc";
    written(whole);
    std::filesystem::create_symlink(whole, other);
    CHECK_FALSE(CarriageReader::open(other));
    std::filesystem::remove(other);
    std::filesystem::create_directory(other);
    CHECK_FALSE(CarriageReader::open(other));
    std::filesystem::remove(other);
    REQUIRE(mkfifo(other.c_str(), 0644) == 0);
    CHECK_FALSE(CarriageReader::open(other));
    CHECK_FALSE(read_carriage_head(other));
    CHECK_FALSE(CarriageReader::open("/dev/zero"));
}
