// Asks the allocator and the kernel.
#include "records/base/memory_guard.h"

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace lianxin {

void guard_memory() {
    constexpr int overwritten_with = 0x5a;
    ::mallopt(M_PERTURB, overwritten_with);
    ::mallopt(M_ARENA_MAX, 1); // what a thread frees can go back to the system only from the first
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

} // namespace lianxin
