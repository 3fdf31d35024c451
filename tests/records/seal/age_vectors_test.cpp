// Files sealed by others, with what must come of them; the layout is that of the public age test vectors.
#include "records/seal/age.h"
#include "records/seal/hash.h"

#include "records/base/file.h"
#include "records/base/text.h"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>

using namespace lianxin;

namespace {

/// Lines "key: value", an empty line, the sealed bytes.
struct Vector {
    std::string expected;
    std::string payload_hash;
    std::vector<Identity> identities;
    bool is_ours = true; ///< binary, X25519 identities only
    Bytes sealed;
};

void take_line(Vector& vector, std::string_view line) {
    const auto colon = line.find(": ");
    const auto key = line.substr(0, colon);
    const auto value = line.substr(colon + 2);
    if (key == "expect") vector.expected = value;
    if (key == "payload") vector.payload_hash = value;
    if (key == "armored" || key == "passphrase" || key == "compressed") vector.is_ours = false;
    if (key != "identity") return;
    auto identity = Identity::parse(value);
    if (identity)
        vector.identities.push_back(*std::move(identity));
    else
        vector.is_ours = false;
}

Vector read_vector(const Path& path) {
    auto content = read_file(path, 1 << 26);
    REQUIRE(content);
    Vector vector;
    const std::string text = text_of(*content);
    const auto gap = text.find("\n\n");
    REQUIRE(gap != std::string::npos);
    for (auto line : split(std::string_view(text).substr(0, gap), '\n')) take_line(vector, line);
    vector.sealed.assign(content->begin() + static_cast<std::ptrdiff_t>(gap) + 2, content->end());
    return vector;
}

ErrorCode expected_code(const std::string& expected) {
    return expected == "no match" ? ErrorCode::Untrusted : ErrorCode::Corrupt;
}

void check(const Vector& vector) {
    const auto opened = open(vector.sealed, vector.identities, 1 << 26);
    if (vector.expected == "success") {
        REQUIRE(opened);
        CHECK(to_hex(sha256(*opened)) == vector.payload_hash);
        return;
    }
    REQUIRE_FALSE(opened);
    if (opened.error().code != ErrorCode::Unsupported) CHECK(opened.error().code == expected_code(vector.expected));
}

int check_folder(const Path& folder) {
    int checked = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".md") continue;
        INFO(entry.path().string());
        const Vector vector = read_vector(entry.path());
        if (!vector.is_ours) continue;
        check(vector);
        ++checked;
    }
    return checked;
}

} // namespace

TEST_CASE("files sealed by the stock age long ago open as they did") {
    CHECK(check_folder(Path(LIANXIN_SOURCE_DIR) / "tests/records/seal/vectors") >= 6);
}

// For a copy of the public vectors, which are not part of this tree.
TEST_CASE("further vectors hold, where LIANXIN_AGE_VECTORS names a folder of them", "[.vectors]") {
    const char* folder = std::getenv("LIANXIN_AGE_VECTORS");
    REQUIRE(folder != nullptr);
    CHECK(check_folder(folder) > 0);
}
