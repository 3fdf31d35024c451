// Starting the helper within its limits, and waiting for its word.
#include "records/pack/load_check.h"

#include "records/pack/refusal.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define LIANXIN_ADDRESSES_ARE_COUNTED 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define LIANXIN_ADDRESSES_ARE_COUNTED 0
#endif
#endif
#ifndef LIANXIN_ADDRESSES_ARE_COUNTED
#define LIANXIN_ADDRESSES_ARE_COUNTED 1
#endif

namespace lianxin {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t longest_word = 2048; ///< bytes of output that are read
constexpr int cannot_check = 3;            ///< the helper itself lacks something: a typeface
constexpr int cannot_run = 127;            ///< as a shell ends

std::string_view word_for(LoadCheckItem::What what) {
    switch (what) {
    case LoadCheckItem::What::Page: return "page";
    case LoadCheckItem::What::Picture: return "picture";
    case LoadCheckItem::What::Beside: return "beside";
    }
    return "page";
}

/// The list as a file that is in memory only.
Result<File> list_of(const std::vector<LoadCheckItem>& items) {
    File file(::memfd_create("load-check", MFD_CLOEXEC));
    if (file.descriptor() < 0) return storage_error("listing what is to be checked");
    std::string text;
    for (const auto& item : items) {
        text += word_for(item.what);
        text += '\t' + item.path + '\t' + item.file.string() + '\n';
    }
    if (auto written = file.write_all(bytes_of(text)); !written) return std::move(written).error();
    if (::lseek(file.descriptor(), 0, SEEK_SET) != 0) return storage_error("listing what is to be checked");
    return file;
}

void limit(int what, std::uint64_t most, std::uint64_t grace = 0) {
    const rlimit bound{most, most + grace};
    (void)::setrlimit(static_cast<__rlimit_resource_t>(what), &bound);
}

/// In the child, between fork and exec: calls of the kernel only.
[[noreturn]] void become(const char* program, int in, int out, const LoadCheckLimits& limits) {
    // AddressSanitizer reserves terabytes of addresses and uses few of them.
    if (LIANXIN_ADDRESSES_ARE_COUNTED) limit(RLIMIT_AS, limits.memory);
    // Past the first bound SIGXCPU tells why it ends; past the second it would be SIGKILL.
    limit(RLIMIT_CPU, static_cast<std::uint64_t>(limits.processor.count()), 5);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    (void)::dup2(in, STDIN_FILENO);
    (void)::dup2(out, STDOUT_FILENO);
    ::execl(program, program, static_cast<char*>(nullptr));
    ::_exit(cannot_run);
}

/// The helper; killed when it leaves scope, unless it has ended.
class Helper {
  public:
    explicit Helper(pid_t id) : id_(id) {}
    ~Helper() {
        if (id_ <= 0) return;
        ::kill(id_, SIGKILL);
        (void)::waitpid(id_, nullptr, 0);
    }
    Helper(const Helper&) = delete;
    Helper& operator=(const Helper&) = delete;
    /// How it ended; nothing while it runs.
    std::optional<int> status() {
        int status = 0;
        if (::waitpid(id_, &status, WNOHANG) != id_) return std::nullopt;
        id_ = -1;
        return status;
    }

  private:
    pid_t id_;
};

/// The first line of what was said.
std::string first_line(const std::string& said) {
    return said.empty() ? "it did not say why" : said.substr(0, said.find('\n'));
}

Result<void> judge(int status, const std::string& said) {
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    if (WIFEXITED(status) && WEXITSTATUS(status) == 1)
        return refused(Refusal::UnreadableItem, ErrorCode::Invalid, first_line(said));
    if (WIFEXITED(status) && WEXITSTATUS(status) == cannot_run)
        return Error{ErrorCode::NotFound, "the program of the load check cannot be run", {}};
    if (WIFEXITED(status) && WEXITSTATUS(status) == cannot_check)
        return Error{ErrorCode::NotFound, "the load check lacks something: " + first_line(said), {}};
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        return refused(Refusal::CheckTooSlow, ErrorCode::Invalid, "the load check took too much of the processor");
    const std::string how = WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                                                : "exit status " + std::to_string(WEXITSTATUS(status));
    return refused(Refusal::CheckCrashed, ErrorCode::Invalid, "the load check died of the new content (" + how + ")");
}

/// Reads what the helper says until it ends or its time is over.
Result<void> watch(Helper& helper, const File& words, std::chrono::seconds wall) {
    const auto until = Clock::now() + wall;
    std::string said;
    for (bool open = true; Clock::now() < until;) {
        pollfd ready{open ? words.descriptor() : -1, POLLIN, 0};
        constexpr int glance =
            20; // milliseconds; the end of the helper also closes its output, which is noticed at once
        (void)::poll(&ready, 1, open ? 1000 : glance);
        if (ready.revents != 0) {
            std::array<char, 512> piece{};
            const auto count = ::read(words.descriptor(), piece.data(), piece.size());
            if (count > 0 && said.size() < longest_word) said.append(piece.data(), static_cast<std::size_t>(count));
            open = count > 0 || (count < 0 && errno == EINTR);
        }
        if (open) continue;
        if (const auto status = helper.status()) return judge(*status, said);
    }
    return refused(Refusal::CheckTooSlow, ErrorCode::Invalid,
                   "the load check did not end within " + std::to_string(wall.count()) + " s");
}

LoadCheckLimits for_items(LoadCheckLimits limits, const std::vector<LoadCheckItem>& items) {
    constexpr std::ptrdiff_t items_a_second = 5;
    const auto fresh = std::count_if(
        items.begin(), items.end(), [](const LoadCheckItem& item) { return item.what != LoadCheckItem::What::Beside; });
    limits.processor += std::chrono::seconds(fresh / items_a_second);
    limits.wall += std::chrono::seconds(fresh / items_a_second);
    return limits;
}

} // namespace

Result<void> run_load_check(const Path& program, const std::vector<LoadCheckItem>& items,
                            const LoadCheckLimits& small) {
    if (items.empty()) return {};
    const LoadCheckLimits limits = for_items(small, items);
    const auto list = list_of(items);
    if (!list) return list.error();
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return storage_error("starting the load check");
    const File words(ends[0]);
    File out(ends[1]);
    const pid_t id = ::fork();
    if (id < 0) return storage_error("starting the load check");
    if (id == 0) become(program.c_str(), list->descriptor(), out.descriptor(), limits);
    Helper helper(id);
    out = File();
    return watch(helper, words, limits.wall);
}

} // namespace lianxin
