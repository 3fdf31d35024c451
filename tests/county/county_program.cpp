// Starting and ending the program.
#include "tests/county/county_program.h"

#include "records/base/text.h"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace lianxin {

namespace {

const std::string program = std::string(LIANXIN_BIN_DIR) + "/lianxin-county";

std::string content_of(const Path& path) { return read_text(path, 16 << 20).value_or(""); }

} // namespace

CountyProgram::CountyProgram() {
    static int count = 0;
    folder = std::filesystem::temp_directory_path() /
             ("lianxin-county-program-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(folder);
    const std::string config = "county = \"990021\"\nname = \"青禾县\"\noffice = \"青禾县政务服务中心\"\nstate = \"state\"\n"
                               "keys = \"keys\"\nassets = \"" LIANXIN_SOURCE_DIR "/assets\"\n[server]\nport = 0\n";
    REQUIRE(write_file(folder / "county.toml", config));
}

CountyProgram::~CountyProgram() {
    kill();
    std::filesystem::remove_all(folder);
}

ProgramOutcome CountyProgram::run(const std::string& arguments) const {
    const std::string output = (folder / "output").string(), errors = (folder / "errors").string();
    const int status = std::system((program + " --config '" + (folder / "county.toml").string() + "' " + arguments + " > '" +
                                    output + "' 2> '" + errors + "'").c_str());
    return {WEXITSTATUS(status), content_of(output), content_of(errors)};
}

void CountyProgram::start() {
    const Path address = folder / "state/address";
    std::filesystem::remove(address);
    const std::string config = (folder / "county.toml").string(), log = (folder / "server.log").string();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    std::string words[] = {program, "--config", config, "serve"};
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
    REQUIRE(posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments, environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
    for (int tries = 0; tries < 1000; ++tries) {
        const std::string text(trimmed(content_of(address)));
        if (const auto colon = text.rfind(':'); colon != std::string::npos) {
            port_ = static_cast<std::uint16_t>(std::stoul(text.substr(colon + 1)));
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    FAIL("the server does not start: " << content_of(log));
}

int CountyProgram::stop() {
    ::kill(process_, SIGTERM);
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void CountyProgram::kill() {
    if (process_ == 0) return;
    ::kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = 0;
}

Result<TlsClient> CountyProgram::try_connect() const {
    return TlsClient::connect(port_, content_of(folder / "keys/authority.pem"));
}

TlsClient CountyProgram::connect() const {
    auto client = try_connect();
    REQUIRE(client);
    return std::move(*client);
}

} // namespace lianxin
