// Running espeak-ng and reading the WAV it writes.
#include "kiosk/device/espeak.h"

#include "records/base/file.h"
#include "records/base/text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace lianxin {
namespace {

using namespace std::chrono_literals;

/// Pinyin is read as pinyin by this voice in every version; "cmn" of 1.51 reads it as English.
constexpr const char* mandarin = "cmn-latn-pinyin";
constexpr std::array<const char*, 5> words_a_minute{"110", "140", "170", "210", "260"};
constexpr auto longest_synthesis = 10s;
constexpr std::size_t largest_sound = 16 << 20; ///< bytes; six minutes
constexpr std::size_t wav_header = 44;
constexpr int politeness = 5; ///< drawing and touch come first

Error unavailable(std::string why) { return {ErrorCode::Unavailable, std::move(why), {}}; }

/// The text as a file that is in memory only.
Result<File> in_memory(std::string_view text) {
    File file(::memfd_create("speech", MFD_CLOEXEC));
    if (file.descriptor() < 0) return storage_error("text for the voice");
    if (auto written = file.write_all(bytes_of(text)); !written) return std::move(written).error();
    if (::lseek(file.descriptor(), 0, SEEK_SET) != 0) return storage_error("text for the voice");
    return file;
}

/// A child process; killed when it leaves scope, unless it has ended.
class Child {
  public:
    Child(const std::string& program, const std::vector<const char*>& words, int in, int out) {
        posix_spawn_file_actions_t files;
        ::posix_spawn_file_actions_init(&files);
        ::posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
        ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        std::vector<char*> arguments;
        for (const char* word : words) arguments.push_back(const_cast<char*>(word));
        arguments.push_back(nullptr);
        if (::posix_spawnp(&pid_, program.c_str(), &files, nullptr, arguments.data(), environ) != 0) pid_ = -1;
        ::posix_spawn_file_actions_destroy(&files);
        if (pid_ > 0) (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(pid_), politeness);
    }
    ~Child() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGKILL);
        (void)::waitpid(pid_, nullptr, 0);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    bool has_begun() const { return pid_ > 0; }
    /// Waits for its end. True when it was content.
    bool finish() {
        int status = 0;
        const bool ended = ::waitpid(std::exchange(pid_, -1), &status, 0) > 0;
        return ended && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

  private:
    pid_t pid_ = -1;
};

/// Everything that comes out of `source` until its end.
Result<Bytes> read_all(int source, int bell) {
    Bytes all;
    const auto until = std::chrono::steady_clock::now() + longest_synthesis;
    std::array<pollfd, 2> sources{{{source, POLLIN, 0}, {bell, POLLIN, 0}}};
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
        if (left <= 0) return unavailable("the voice took too long");
        if (::poll(sources.data(), sources.size(), static_cast<int>(left)) <= 0) continue;
        if (sources[1].revents != 0) return unavailable("given up");
        std::array<std::uint8_t, 65536> buffer{};
        const auto count = ::read(source, buffer.data(), buffer.size());
        if (count < 0) return storage_error("sound of the voice");
        if (count == 0) return all;
        all.insert(all.end(), buffer.begin(), buffer.begin() + count);
        if (all.size() > largest_sound) return unavailable("the voice does not end");
    }
}

/// espeak-ng writes one channel of 16 bits behind a header of fixed length, whose sizes it does not know yet.
Result<Sound> from_wav(const Bytes& bytes) {
    const std::string_view head(reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), wav_header));
    if (head.size() < wav_header || !head.starts_with("RIFF") || head.substr(8, 4) != "WAVE") return unavailable("the voice gave no sound");
    Sound sound;
    std::uint32_t rate = 0;
    std::memcpy(&rate, bytes.data() + 24, sizeof rate);
    if (rate < 8000 || rate > 48000) return unavailable("the voice gave sound of an odd rate");
    sound.rate = static_cast<int>(rate);
    sound.samples.resize((bytes.size() - wav_header) / sizeof(std::int16_t));
    std::memcpy(sound.samples.data(), bytes.data() + wav_header, sound.samples.size() * sizeof(std::int16_t));
    return sound;
}

} // namespace

bool Espeak::is_present() const {
    if (program_.find('/') != std::string::npos) return ::access(program_.c_str(), X_OK) == 0;
    const char* const folders = std::getenv("PATH");
    const auto all = split(folders ? folders : "/usr/bin:/bin", ':');
    return std::any_of(all.begin(), all.end(), [&](std::string_view folder) { return ::access((Path(folder) / program_).c_str(), X_OK) == 0; });
}

Result<Sound> Espeak::sound_of(std::string_view text, int speed, int bell) const {
    auto in = in_memory(text);
    if (!in) return std::move(in).error();
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return storage_error("a pipe for the voice");
    const File out(ends[0]);
    std::optional<File> child_end(ends[1]);
    const char* const rate = words_a_minute[static_cast<std::size_t>(std::clamp(speed, 1, 5) - 1)];
    Child child(program_, {program_.c_str(), "-v", mandarin, "-s", rate, "-z", "--stdin", "--stdout"}, in->descriptor(), ends[1]);
    child_end.reset();
    if (!child.has_begun()) return unavailable("no program " + program_);
    auto bytes = read_all(out.descriptor(), bell);
    if (!bytes) return std::move(bytes).error();
    if (!child.finish()) return unavailable("the voice broke off");
    return from_wav(*bytes);
}

} // namespace lianxin
