// Starting programs and reading /proc.
#include "tests/bench/child.h"

#include "tests/bench/report.h"

#include <arpa/inet.h>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace lianxin::bench {
namespace {

Path proc(pid_t pid) { return "/proc/" + std::to_string(pid); }

/// The number behind `key` in a file of lines "Key:  123 kB"; 0 when it is not there.
double kilobytes(const Path& file, std::string_view key) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);)
        if (line.substr(0, key.size()) == key) return std::stod(line.substr(key.size()));
    return 0;
}

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

} // namespace

Child::Child(const std::vector<std::string>& command, const Path& log) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    std::vector<char*> words;
    for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    const int problem = ::posix_spawnp(&pid_, words[0], &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (problem != 0) give_up("cannot start " + command[0]);
}

Child::~Child() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    (void)wait();
}

std::vector<pid_t> Child::family() const {
    std::vector<pid_t> all = {pid_};
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::ifstream children(proc(all[i]) / "task" / std::to_string(all[i]) / "children");
        for (pid_t child = 0; children >> child;) all.push_back(child);
    }
    return all;
}

double Child::cpu() const {
    double nanoseconds = 0;
    std::error_code gone;
    for (const pid_t pid : family())
        for (const auto& task : std::filesystem::directory_iterator(proc(pid) / "task", gone)) {
            double ran = 0;
            std::ifstream(task.path() / "schedstat") >> ran;
            nanoseconds += ran;
        }
    return nanoseconds / 1e6;
}

double Child::proportional_memory() const {
    double sum = 0;
    for (const pid_t pid : family()) sum += kilobytes(proc(pid) / "smaps_rollup", "Pss:");
    return sum / 1024;
}

double Child::largest_resident() const { return kilobytes(proc(pid_) / "status", "VmHWM:") / 1024; }

void Child::ended(int status) {
    code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    pid_ = -1;
}

bool Child::is_running() {
    int status = 0;
    if (pid_ >= 0 && ::waitpid(pid_, &status, WNOHANG) == pid_) ended(status);
    return pid_ >= 0;
}

int Child::wait() {
    int status = 0;
    rusage usage{};
    if (pid_ < 0 || ::wait4(pid_, &status, 0, &usage) != pid_) return code_;
    cpu_used_ = 1000 * (seconds(usage.ru_utime) + seconds(usage.ru_stime));
    resident_used_ = static_cast<double>(usage.ru_maxrss) / 1024;
    ended(status);
    return code_;
}

int Child::stop() {
    if (pid_ >= 0) ::kill(pid_, SIGTERM);
    return wait();
}

bool wait_for(std::chrono::milliseconds limit, const std::function<bool()>& holds) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

bool is_listening(std::uint16_t port) {
    const File socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(socket.descriptor(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

} // namespace lianxin::bench
