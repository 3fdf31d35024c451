// TOML and what is written in it: clocks, channels and signage.
#include "tests/fuzz/target.h"

#include "records/base/toml.h"
#include "records/model/legal_clock.h"
#include "records/model/page.h"
#include "records/model/signage.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    const std::string text = text_of(input);
    (void)parse_toml(text);
    (void)parse_clock_rules(text);
    (void)parse_channels(text);
    (void)parse_signage(text);
    return true;
}

std::vector<Bytes> seeds() {
    auto all = sample_files("config", ".toml");
    for (auto& more : sample_files("assets/samples", ".toml", 12)) all.push_back(std::move(more));
    for (auto& more : texts({"a = 1979-05-27T07:32:00Z\n[b.c]\nd = [1, 2.5, 'x', {e = true}]\n[[f]]\ng = \"\\u8DEF\"\n"})) all.push_back(std::move(more));
    return all;
}

} // namespace

extern const Target toml_target{"toml", 600, holds, seeds};

} // namespace lianxin::fuzz
