// The load check: a limited helper process lays out every new page and decodes every new picture before an edition goes
// in, so that what would crash or stall the kiosk does so there.
#pragma once

#include "records/base/file.h"

#include <chrono>
#include <functional>

namespace lianxin {

struct LoadCheckItem {
    enum class What {
        Page,    ///< to be laid out
        Picture, ///< to be decoded
        Beside,  ///< a picture that was checked before; pages may show it
    };
    What what = What::Page;
    std::string path; ///< in the edition
    Path file;        ///< where its content lies
};

/// Errors: those of run_load_check.
using LoadCheck = std::function<Result<void>(const std::vector<LoadCheckItem>& items)>;

/// Times are for a small edition; each item that is new adds a fifth of a second to both, many times what one takes.
struct LoadCheckLimits {
    std::uint64_t memory = 512ull << 20; ///< bytes of address space
    std::chrono::seconds processor{60};
    std::chrono::seconds wall{180};
};

/// Runs `program` with a line for each item on its standard input: "page", "picture" or "beside", the path and the
/// file, each after a tab. It must end with 0. Errors: Invalid, each with its Refusal: UnreadableItem (it ended with 1;
/// its first line of output tells item and reason), CheckCrashed, CheckTooSlow; Storage, NotFound (it cannot be run, or
/// ended with 3 because it lacks something itself).
Result<void> run_load_check(const Path& program, const std::vector<LoadCheckItem>& items,
                            const LoadCheckLimits& limits = {});

} // namespace lianxin
