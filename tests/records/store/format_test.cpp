// The vectors of records/store/FORMAT.md.
#include "records/base/text.h"
#include "records/store/frame.h"
#include "tests/records/store/hall.h"

#include <catch2/catch_test_macros.hpp>

#include <fcntl.h>
#include <regex>

using namespace lianxin;
using namespace lianxin::hall;

namespace {

std::string document(const char* path) {
    return *read_text(Path(LIANXIN_SOURCE_DIR) / path, 1u << 20);
}

/// The header that records/model/FORMAT.md shows.
Bytes header_vector() {
    const std::string text = document("records/model/FORMAT.md");
    std::smatch found;
    REQUIRE(std::regex_search(text, found, std::regex("```\n(ae[0-9a-f\n]+)```")));
    return *from_hex(replaced(found[1], "\n", ""));
}

} // namespace

TEST_CASE("a frame of the log is as the document says") {
    Signature signature;
    signature.fill(0xcc);
    const auto entry = make_entry(header_vector(), signature);
    REQUIRE(entry);
    const Bytes frame = encode_frame(*entry, bytes_of("hallo"));
    const std::string text = document("records/store/FORMAT.md");
    CHECK(frame.size() == 307);
    CHECK(text.find("`" + to_hex(ByteView(frame).first(40)) + "`") != std::string::npos);
    CHECK(text.find("`" + to_hex(entry->leaf) + "`") != std::string::npos);
    CHECK(text.find("`" + to_hex(entry->head) + "`") != std::string::npos);
}

TEST_CASE("a frame written by the document's words is read") {
    Folder folder;
    Signature signature;
    signature.fill(0xcc);
    const auto entry = make_entry(header_vector(), signature);
    Bytes log = encode_frame(*entry, bytes_of("hallo"));
    append(log, bytes_of("LXF1 noise"));
    append(log, encode_settled_frame(*entry));
    REQUIRE(write_file(folder.path / "log", log));
    std::vector<Frame> frames;
    const auto scan = scan_frames(*File::open(folder.path / "log", O_RDONLY), [&](Frame frame) -> Result<void> {
        frames.push_back(std::move(frame));
        return {};
    });
    REQUIRE(scan);
    REQUIRE(frames.size() == 2);
    CHECK(frames[0].envelope.sealed == copy_of(bytes_of("hallo")));
    CHECK(frames[1].kind == FrameKind::Settled);
    CHECK(frames[1].envelope.sealed.empty());
    REQUIRE(scan->damaged.size() == 1);
    CHECK(scan->damaged[0].length == 10);
    CHECK(scan->tail.length == 0);
}
