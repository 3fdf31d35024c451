// Figures of a delivery on loopback: wall, CPU and memory of the daemon, bytes each way for a record. Nothing is asserted.
#include "records/seal/record_seal.h"
#include "tests/bench/relay.h"
#include "tests/dictionary/request_maker.h"
#include "tests/sync/county_at_work.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

using namespace lianxin;

namespace {

struct Requests {
    std::vector<Bytes> sealed;
    std::size_t plain = 0; ///< bytes before packing and sealing, all together
};

/// Requests made of the shipped samples, sealed as a kiosk seals them: shipped dictionary, two recipients.
Requests make_requests(std::size_t count) {
    SystemRandom random;
    const Path assets = Path(LIANXIN_SOURCE_DIR) / "assets";
    const auto dictionary = to_dictionary(*read_file(assets / "dictionaries/requests.zdict", 1 << 20));
    const SealedTo to{{Identity::make(random).recipient(), Identity::make(random).recipient()}, {}};
    test::RequestMaker maker(*test::read_sample_requests(assets), *test::notice_sentences(assets), random);
    Requests requests;
    for (std::size_t made = 0; made < count; ++made) {
        const Bytes body = test::body_of(maker.varied());
        requests.plain += body.size();
        requests.sealed.push_back(*seal_record(Suite::AgeX25519, body, to, *dictionary, random));
    }
    return requests;
}

struct Used {
    double wall = 0;
    double processor = 0;
    double memory = 0; ///< MiB, the most it held
};

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

/// Runs one program to its end. What it says is left aside.
Used measure(std::vector<std::string> command) {
    std::vector<char*> words;
    for (std::string& word : command) words.push_back(word.data());
    words.push_back(nullptr);
    const auto start = std::chrono::steady_clock::now();
    pid_t child = -1;
    if (posix_spawn(&child, words[0], nullptr, nullptr, words.data(), environ) != 0) std::abort();
    int status = 0;
    rusage used{};
    if (wait4(child, &status, 0, &used) != child || status != 0) std::abort();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    return {wall.count(), seconds(used.ru_utime) + seconds(used.ru_stime), static_cast<double>(used.ru_maxrss) / 1024};
}

} // namespace

/// `delivery RECORDS` (1,000 when left out).
int main(int count, char** words) {
    const std::size_t records = count > 1 ? std::strtoull(words[1], nullptr, 10) : 1000;
    const Requests requests = make_requests(records);
    test::CountyAtWork work;
    work.serve();
    const bench::Relay relay(work.port());
    work.send_by(relay.port());
    for (const Bytes& sealed : requests.sealed) work.hand_in_sealed(sealed);
    const Used used = measure(work.sync_command({"--once"}));
    const auto each = static_cast<double>(records);
    std::printf("delivery of %zu requests of %.0f bytes: %.3f s wall, %.0f records/s, daemon CPU %.3f s, daemon RSS %.1f MiB\n", records,
                static_cast<double>(requests.plain) / each, used.wall, each / used.wall, used.processor, used.memory);
    std::printf("bytes per record on the wire, TLS included: %.0f up, %.0f down\n", static_cast<double>(relay.up()) / each,
                static_cast<double>(relay.down()) / each);
    return work.count_at_county("body") == records ? 0 : 1;
}
