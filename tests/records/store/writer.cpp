// A process that hands records in one after another and says on standard output which were taken: to be killed, starved
// or given a failing disk by the tests. Usage: store_writer FOLDER FIRST COUNT SIZE
#include "tests/records/store/writer.h"

#include "records/seal/signature.h"

#include <cstdio>
#include <cstdlib>

using namespace lianxin;

int main(int count, char** words) {
    if (count != 5) return 2;
    const auto key = SigningKey::from_seed(Bytes(32, 7));
    ManualClock clock(TimePoint(Milliseconds(1'795'000'000'000)));
    const OutboxOptions options{words[1], "QH-QX-01", "411325101000", hall::small_reserve};
    auto outbox = Outbox::open(options, *key, clock);
    if (!outbox) {
        std::fprintf(stderr, "%s\n", outbox.error().text().c_str());
        return 1;
    }
    const std::uint64_t first = std::strtoull(words[2], nullptr, 10);
    const std::uint64_t last = first + std::strtoull(words[3], nullptr, 10);
    for (std::uint64_t number = first; number < last; ++number) {
        const auto entry = outbox->append(hall::record_numbered(number, std::strtoull(words[4], nullptr, 10)));
        if (!entry) {
            std::fprintf(stderr, "%s\n", entry.error().text().c_str());
            return 1;
        }
        std::printf("%llu\n", static_cast<unsigned long long>(number));
        std::fflush(stdout);
    }
    return 0;
}
