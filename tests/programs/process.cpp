// Starting programs.
#include "tests/programs/process.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace lianxin::test {
namespace {

using Pipe = std::array<int, 2>;

Pipe make_pipe() {
    Pipe ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe");
    return ends;
}

pid_t start(const std::vector<std::string>& command, int in, int out, int err) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (in >= 0) posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    if (out >= 0) posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    if (err >= 0) posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
    std::vector<char*> words;
    for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    pid_t pid = -1;
    const int problem = ::posix_spawnp(&pid, words[0], &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (problem != 0) throw std::runtime_error("cannot start " + command[0]);
    return pid;
}

int exit_code(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

Finished run(const std::vector<std::string>& command) {
    const Pipe out = make_pipe();
    const Pipe err = make_pipe();
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    const pid_t pid = start(command, nothing, out[1], err[1]);
    for (int end : {nothing, out[1], err[1]}) ::close(end);
    Finished finished;
    std::array<pollfd, 2> sources{{{out[0], POLLIN, 0}, {err[0], POLLIN, 0}}};
    std::array<std::string*, 2> texts{&finished.out, &finished.err};
    for (int open = 2; open > 0;) {
        ::poll(sources.data(), sources.size(), -1);
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (sources[i].fd < 0 || sources[i].revents == 0) continue;
            std::array<char, 4096> bytes{};
            const auto got = ::read(sources[i].fd, bytes.data(), bytes.size());
            if (got > 0) {
                texts[i]->append(bytes.data(), static_cast<std::size_t>(got));
            } else {
                ::close(sources[i].fd);
                sources[i].fd = -1;
                --open;
            }
        }
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    finished.code = exit_code(status);
    return finished;
}

Process::Process(const std::vector<std::string>& command) {
    const Pipe in = make_pipe();
    const Pipe out = make_pipe();
    pid_ = start(command, in[0], out[1], -1);
    ::close(in[0]);
    ::close(out[1]);
    in_ = in[1];
    out_ = out[0];
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), in_(std::exchange(other.in_, -1)), out_(std::exchange(other.out_, -1)),
      buffer_(std::move(other.buffer_)) {}

Process::~Process() {
    kill();
    if (in_ >= 0) ::close(in_);
    if (out_ >= 0) ::close(out_);
}

void Process::write_line(std::string_view line) {
    const std::string whole = std::string(line) + "\n";
    [[maybe_unused]] const auto written = ::write(in_, whole.data(), whole.size());
}

std::string Process::read_line() {
    for (;;) {
        if (const auto end = buffer_.find('\n'); end != std::string::npos) {
            std::string line = buffer_.substr(0, end);
            buffer_.erase(0, end + 1);
            return line;
        }
        std::array<char, 65536> bytes{};
        const auto got = ::read(out_, bytes.data(), bytes.size());
        if (got <= 0) return std::exchange(buffer_, {});
        buffer_.append(bytes.data(), static_cast<std::size_t>(got));
    }
}

int Process::wait_for_end(int options) {
    int status = 0;
    if (pid_ < 0 || ::waitpid(pid_, &status, options) != pid_) return -1;
    pid_ = -1;
    return exit_code(status);
}

void Process::kill() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    wait_for_end(0);
}

int Process::wait() {
    return wait_for_end(0);
}

int Process::stop() {
    if (pid_ < 0) return -1;
    ::kill(pid_, SIGTERM);
    return wait_for_end(0);
}

bool Process::is_running() {
    wait_for_end(WNOHANG);
    return pid_ >= 0;
}

} // namespace lianxin::test
