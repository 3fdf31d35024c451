// Starts, feeds and ends child programs.
#include "kiosk/device/child_program.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace lianxin {
namespace {

using Steady = std::chrono::steady_clock;
constexpr std::size_t most_output = 64 * 1024;
constexpr Milliseconds look_up{100}; ///< how soon a cancelled run is noticed

Error unavailable(std::string why) { return {ErrorCode::Unavailable, std::move(why), {}}; }

/// With one socket as its input and output, and no other file of ours.
Result<pid_t> start(const std::vector<std::string>& command, int end) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, end, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, end, STDOUT_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    std::vector<char*> words;
    for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    pid_t pid = -1;
    const int problem = ::posix_spawn(&pid, words[0], &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (problem != 0) return Error{ErrorCode::NotFound, "cannot start " + command.front(), {}};
    return pid;
}

bool has_ended(pid_t pid, Steady::time_point until) {
    for (;;) {
        if (::waitpid(pid, nullptr, WNOHANG) != 0) return true;
        if (Steady::now() >= until) return false;
        std::this_thread::sleep_for(Milliseconds{10});
    }
}

/// Talks until the program closes its side.
Result<std::string> talk(int end, std::string_view input, Steady::time_point until, const std::atomic<bool>& cancelled) {
    std::string heard;
    std::array<char, 4096> buffer{};
    while (!cancelled && Steady::now() < until) {
        pollfd source{end, static_cast<short>(input.empty() ? POLLIN : POLLIN | POLLOUT), 0};
        if (::poll(&source, 1, static_cast<int>(look_up.count())) <= 0) continue;
        if (!input.empty() && (source.revents & POLLOUT) != 0) {
            const auto sent = ::send(end, input.data(), input.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            input.remove_prefix(sent > 0 ? static_cast<std::size_t>(sent) : 0);
            if (sent < 0 && errno != EAGAIN) input = {}; // it does not listen; what it says is still heard
            if (input.empty()) ::shutdown(end, SHUT_WR);
        }
        if ((source.revents & (POLLIN | POLLHUP)) == 0) continue;
        const auto got = ::recv(end, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) return heard;
        heard.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (heard.size() > most_output) return unavailable("it wrote too much");
    }
    return unavailable(cancelled ? "cancelled" : "it took too long");
}

} // namespace

Path program_beside(std::string_view name) {
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / name;
}

Result<std::string> run_child(const std::vector<std::string>& command, std::string_view input, Milliseconds limit, const std::atomic<bool>& cancelled) {
    const auto until = Steady::now() + limit;
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return storage_error("socketpair");
    const File ours(ends[0]);
    auto pid = [&] {
        const File theirs(ends[1]);
        return start(command, theirs.descriptor());
    }();
    if (!pid) return std::move(pid).error();
    if (input.empty()) ::shutdown(ours.descriptor(), SHUT_WR);
    auto heard = talk(ours.descriptor(), input, until, cancelled);
    if (!heard || !has_ended(*pid, until)) {
        ::kill(*pid, SIGKILL);
        // One that hangs in the kernel stays behind; nobody waits for it.
        if (!has_ended(*pid, Steady::now() + std::chrono::seconds(1))) return unavailable("it cannot be ended");
    }
    return heard;
}

} // namespace lianxin
