// The plug is pulled, the disk is full, the disk fails: what was receipted is there, once, and nothing is receipted
// that is not.
#include "tests/records/store/hall.h"

#include <catch2/catch_test_macros.hpp>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <map>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace lianxin;
using namespace lianxin::hall;

namespace {

std::string writer() {
    return std::string(LIANXIN_BIN_DIR) + "/store_writer";
}

/// A started store_writer and the numbers it said were taken.
class Writing {
  public:
    explicit Writing(std::vector<std::string> words, rlim_t largest_file = RLIM_INFINITY) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        child_ = ::fork();
        REQUIRE(child_ >= 0);
        if (child_ == 0) run(std::move(words), ends[1], largest_file);
        ::close(ends[1]);
        out_ = ends[0];
    }
    ~Writing() { ::close(out_); }
    Writing(const Writing&) = delete;
    Writing& operator=(const Writing&) = delete;

    /// Kills it some time after it has told of so many records.
    void kill_after(std::uint64_t records, std::chrono::microseconds time) {
        char sign = 0;
        while (records > 0 && ::read(out_, &sign, 1) == 1) {
            text_ += sign;
            if (sign == '\n') --records;
        }
        std::this_thread::sleep_for(time);
        ::kill(child_, SIGKILL);
    }
    /// Waits for the end; the numbers that were told whole.
    std::vector<std::uint64_t> taken() {
        std::string text = text_;
        char block[4096];
        for (ssize_t got = 0; (got = ::read(out_, block, sizeof block)) > 0;)
            text.append(block, static_cast<std::size_t>(got));
        ::waitpid(child_, &status_, 0);
        std::vector<std::uint64_t> numbers;
        for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1)
            numbers.push_back(std::strtoull(text.substr(at, end - at).c_str(), nullptr, 10));
        return numbers;
    }
    bool ended_well() const { return WIFEXITED(status_) && WEXITSTATUS(status_) == 0; }

  private:
    [[noreturn]] static void run(std::vector<std::string> words, int out, rlim_t largest_file) {
        ::dup2(out, STDOUT_FILENO);
        if (std::freopen("/dev/null", "w", stderr) == nullptr) ::_exit(126);
        if (largest_file != RLIM_INFINITY) {
            const rlimit limit{largest_file, largest_file};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            ::signal(SIGXFSZ, SIG_IGN); // writing fails with EFBIG instead
        }
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }

    pid_t child_ = -1;
    int out_ = -1;
    int status_ = 0;
    std::string text_; ///< read so far
};

std::vector<std::string> writing(const Path& folder, std::uint64_t first, std::uint64_t count, std::size_t size = 900) {
    return {writer(), folder.string(), std::to_string(first), std::to_string(count), std::to_string(size)};
}

/// Every number taken stands in the ledger exactly once, with its body; opening finds nothing lost.
void check_all_there(const Path& folder, const std::vector<std::uint64_t>& taken, std::size_t size = 900) {
    const auto key = kiosk_key();
    const auto clock = clock_of_2026();
    {
        auto outbox = Outbox::open(options_in(folder), key, clock);
        if (!outbox) FAIL(outbox.error().text());
        REQUIRE(outbox->recovery().lost == 0);
        REQUIRE_FALSE(outbox->recovery().rebuilt);
        REQUIRE(outbox->recovery().replayed <= 1);
        REQUIRE(outbox->epoch() == 1);
    }
    std::map<ByteArray<16>, int> standing;
    for (const auto& entry : checked_ledger(folder).entries) ++standing[entry.record.bytes];
    for (const auto& [record, times] : standing) REQUIRE(times == 1);
    for (const auto number : taken) REQUIRE(standing.count(record_numbered(number, size).record.bytes) == 1);
}

std::uint64_t kills_wanted() {
    const char* wanted = std::getenv("LIANXIN_KILLS");
    return wanted == nullptr ? 120 : std::strtoull(wanted, nullptr, 10);
}

} // namespace

TEST_CASE("a killed kiosk loses no receipted record and doubles none", "[store.kill]") {
    Folder folder;
    SeededRandom random(20261122);
    std::vector<std::uint64_t> taken;
    std::uint64_t next = 1;
    for (std::uint64_t kills = 0; kills < kills_wanted(); ++kills) {
        Writing child(writing(folder.path, next, 100'000));
        child.kill_after(random.below(12), std::chrono::microseconds(random.below(6000)));
        const auto told = child.taken();
        taken.insert(taken.end(), told.begin(), told.end());
        if (!told.empty()) next = told.back() + 1;
        ++next; // the one in hand may stand in the ledger without having been told
        if (kills % 30 == 0) check_all_there(folder.path, taken);
    }
    check_all_there(folder.path, taken);
    INFO(taken.size());
    CHECK(taken.size() > kills_wanted());
}

TEST_CASE("a full disk refuses records and keeps those before", "[store.full]") {
    Folder folder;
    const Path disk = folder.path / "disk";
    REQUIRE(make_folder(disk));
    const bool mounted = ::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=6m") == 0;
    {
        // Without the right to mount, a limit on the length of files stands in for the full disk.
        Writing child(writing(disk, 1, 100'000), mounted ? RLIM_INFINITY : rlim_t{2u << 20});
        const auto taken = child.taken();
        CHECK_FALSE(child.ended_well());
        CHECK(taken.size() > 300);
        if (mounted) REQUIRE(::mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, "size=40m") == 0);
        check_all_there(disk, taken);
        Writing again(writing(disk, 200'000, 10));
        CHECK(again.taken().size() == 10);
        CHECK(again.ended_well());
    }
    if (mounted) ::umount(disk.c_str());
}

TEST_CASE("a kiosk knows before a visit that its disk is nearly full, and keeps a reserve for text", "[store.full]") {
    Folder folder;
    const Path disk = folder.path / "disk";
    REQUIRE(make_folder(disk));
    if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=16m") != 0) SKIP("this user may not mount a small disk");
    {
        const auto key = kiosk_key();
        const auto clock = clock_of_2026();
        auto options = options_in(disk);
        options.reserve = 4u << 20;
        auto outbox = Outbox::open(options, key, clock);
        REQUIRE(outbox);
        CHECK(outbox->room() == Outbox::Room::Enough);
        const auto fill_up_to = [&](std::uint64_t left) {
            const std::uint64_t free = *free_space(disk);
            auto filler = File::open(disk / "filler", O_WRONLY | O_CREAT | O_APPEND);
            REQUIRE(filler->write_all(Bytes(free - left, 1)));
        };
        fill_up_to(512u << 10);
        CHECK(outbox->room() == Outbox::Room::TextOnly);
        std::uint64_t number = 1;
        while (outbox->room() == Outbox::Room::TextOnly && number < 10'000) {
            REQUIRE(outbox->append(record_numbered(number))); // out of the reserve
            ++number;
        }
        CHECK(outbox->room() == Outbox::Room::Full);
        CHECK(number > 500);
    }
    CHECK(checked_ledger(disk).held > 500);
    ::umount(disk.c_str());
}

TEST_CASE("a sync that fails gives no receipt, whichever it is", "[store.sync]") {
    REQUIRE(std::system("strace -o /dev/null true 2>/dev/null") == 0);
    for (const char* call : {"fdatasync", "fsync"})
        for (int when = 1; when <= 14; ++when) {
            Folder folder;
            Writing before(writing(folder.path, 1, 5));
            auto taken = before.taken();
            REQUIRE(taken.size() == 5);
            std::vector<std::string> words = {
                "strace",    "-f", "-o",
                "/dev/null", "-e", std::string("inject=") + call + ":error=EIO:when=" + std::to_string(when)};
            for (const auto& word : writing(folder.path, 100, 5)) words.push_back(word);
            Writing child(words);
            const auto told = child.taken();
            INFO(call << " " << when << ": " << told.size() << " taken");
            if (told.size() < 5) CHECK_FALSE(child.ended_well());
            taken.insert(taken.end(), told.begin(), told.end());
            check_all_there(folder.path, taken);
        }
}

TEST_CASE("each hand-in waits for two syncs before it is told", "[store.sync]") {
    REQUIRE(std::system("strace -o /dev/null true 2>/dev/null") == 0);
    Folder folder;
    REQUIRE(Writing(writing(folder.path, 1, 1)).taken().size() == 1);
    const Path trace = folder.path / "trace";
    std::vector<std::string> words = {"strace", "-o", trace.string(), "-e", "trace=fdatasync,fsync,write"};
    for (const auto& word : writing(folder.path, 100, 50)) words.push_back(word);
    REQUIRE(Writing(words).taken().size() == 50);
    std::size_t syncs = 0, told = 0;
    const std::string text = *read_text(trace, 1u << 24);
    for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
        const std::string line = text.substr(at, end - at);
        if (line.rfind("fdatasync(", 0) == 0 || line.rfind("fsync(", 0) == 0) ++syncs;
        if (line.rfind("write(1,", 0) != 0) continue;
        CHECK(syncs >= 2);
        syncs = 0;
        ++told;
    }
    CHECK(told == 50);
}
