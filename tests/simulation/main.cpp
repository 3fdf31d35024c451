// lianxin-simulate: plays many seeds of the carriage, each held against the promises; for tests, never packaged.
#include "records/base/command_line.h"
#include "records/base/log.h"
#include "records/base/sabotage.h"
#include "tests/simulation/signatures.h"
#include "tests/simulation/world.h"

#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <map>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace lianxin;

namespace {

const Program program{
    "lianxin-simulate",
    "",
    "Plays stories of kiosks, roads and a county, each decided by its seed, and holds them against the promises: each receipted\n"
    "record at the county exactly once, none invented, in order. Exit 0 when every story ends well.",
    {{"seeds", "COUNT", "how many seeds, 1000 if not given"},
     {"from", "SEED", "the first, 1 if not given"},
     {"replay", "SEED", "tell the story of this seed"},
     {"real-signatures", "", "Ed25519 instead of hashes; a story ends the same, only later"},
     {"sabotage", "RULE", "break a rule: no-sync, mark-before-proof, trust-any-200, no-deduplication, no-previous-head, skip-signature, no-folder-sync, drop-refused"}}};

const std::map<std::string, Sabotage, std::less<>> rules = {
    {"no-sync", Sabotage::NoSync},
    {"mark-before-proof", Sabotage::MarkBeforeProof},
    {"trust-any-200", Sabotage::TrustAny200},
    {"no-deduplication", Sabotage::NoDeduplication},
    {"no-previous-head", Sabotage::NoPreviousHead},
    {"skip-signature", Sabotage::SkipSignature},
    {"no-folder-sync", Sabotage::NoFolderSync},
    {"drop-refused", Sabotage::DropRefused}};

std::uint64_t number(const Arguments& arguments, const std::string& name, std::uint64_t otherwise) {
    const std::string text = arguments.value(name);
    std::uint64_t value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::filesystem::path folder_for(std::uint64_t seed) {
    const std::filesystem::path memory = "/dev/shm";
    const auto base = std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
    return base / ("lianxin-simulate-" + std::to_string(getpid()) + "-" + std::to_string(seed));
}

int replay(std::uint64_t seed) {
    const Outcome outcome = play(seed, folder_for(seed));
    for (const std::string& line : outcome.story) std::printf("%s\n", line.c_str());
    for (const std::string& promise : outcome.broken) std::printf("BROKEN %s\n", promise.c_str());
    return outcome.broken.empty() ? Done : Failed;
}

/// Plays the seeds one after another; how many ended badly, at most 255. Ends at the first one unless many are to be seen.
int play_all(std::uint64_t first, std::uint64_t count, std::uint64_t step, const std::string& rule) {
    for (std::uint64_t seed = first; seed < first + count; seed += step) {
        const Outcome outcome = play(seed, folder_for(seed));
        if (outcome.broken.empty()) continue;
        std::printf("seed %llu: %s\n  lianxin-simulate --replay %llu%s%s\n", static_cast<unsigned long long>(seed), outcome.broken.front().c_str(),
                    static_cast<unsigned long long>(seed), rule.empty() ? "" : " --sabotage ", rule.c_str());
        std::fflush(stdout);
        return Failed;
    }
    return Done;
}

/// One process a core: the stores and the county's writer are not shared between stories.
int play_side_by_side(std::uint64_t first, std::uint64_t count, const std::string& rule) {
    const std::uint64_t lanes = std::max(1U, std::thread::hardware_concurrency());
    std::vector<pid_t> children;
    for (std::uint64_t lane = 0; lane < lanes; ++lane) {
        const pid_t child = ::fork();
        if (child == 0) std::_Exit(play_all(first + lane, count - std::min(count, lane), lanes, rule));
        children.push_back(child);
    }
    int worst = Done;
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != Done) worst = Failed;
    }
    return worst;
}

} // namespace

int main(int count, char** words) {
    const Arguments arguments = parse_or_exit(program, count, words);
    const std::string rule = arguments.value("sabotage");
    if (!rule.empty()) {
        const auto known = rules.find(rule);
        if (known == rules.end()) {
            std::fprintf(stderr, "lianxin-simulate: no such rule: %s\n", rule.c_str());
            return UsedWrongly;
        }
        sabotage_in_force = known->second;
    }
    if (arguments.has("real-signatures")) use(Signatures::Real);
    // What the programs log in thousands of stories helps nobody; in one story it does.
    if (!arguments.has("replay")) set_log_level(Priority{0});
    if (arguments.has("replay")) return replay(number(arguments, "replay", 1));
    const std::uint64_t seeds = number(arguments, "seeds", 1000);
    const auto start = std::chrono::steady_clock::now();
    const int end = play_side_by_side(number(arguments, "from", 1), seeds, rule);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    std::printf("%s, %llu seeds, %.1f s\n", end == Done ? "every story ended well" : "a promise was broken", static_cast<unsigned long long>(seeds), taken.count());
    return end;
}
