// Entry of libFuzzer: the target named by LIANXIN_FUZZ_TARGET, aborting where a law is broken.
#include "tests/fuzz/target.h"

#include "records/base/log.h"

#include <cstdio>
#include <cstdlib>

namespace {

lianxin::fuzz::Target chosen() {
    const char* name = std::getenv("LIANXIN_FUZZ_TARGET");
    const auto target = lianxin::fuzz::target_named(name ? name : "");
    if (target) return *target;
    std::fprintf(stderr, "lianxin-fuzz: %s\n", target.error().text().c_str());
    std::exit(2);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const lianxin::fuzz::Target target = chosen();
    if (!target.holds({data, size})) std::abort();
    return 0;
}
