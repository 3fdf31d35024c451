// Making demo counties.
#include "tests/programs/demo.h"

#include "records/base/json.h"
#include "records/base/text.h"

#include <arpa/inet.h>
#include <catch2/catch_test_macros.hpp>
#include <regex>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace lianxin::test {
namespace {

const Path bin = LIANXIN_BIN_DIR;

Path new_folder(const Path& parent) {
    std::string name = (parent / "lianxin-demo-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    return name;
}

/// Prepared once, copied for each test, removed when the test program ends.
struct Template {
    Path folder = new_folder(std::filesystem::temp_directory_path());
    Finished prepared = test::run(
        {LIANXIN_SOURCE_DIR "/packaging/demo", "--prepare", folder.string(), "--build", bin.parent_path().string()});
    ~Template() {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
};

struct Socket {
    int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    explicit Socket(unsigned port) {
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    }
    ~Socket() { ::close(descriptor); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    sockaddr* generic() { return reinterpret_cast<sockaddr*>(&address); }
};

unsigned free_port() {
    Socket socket(0);
    socklen_t size = sizeof socket.address;
    REQUIRE(::bind(socket.descriptor, socket.generic(), size) == 0);
    REQUIRE(::getsockname(socket.descriptor, socket.generic(), &size) == 0);
    return ntohs(socket.address.sin_port);
}

bool listens(unsigned port) {
    Socket socket(port);
    return ::connect(socket.descriptor, socket.generic(), sizeof socket.address) == 0;
}

} // namespace

std::string program(const std::string& name) {
    return (bin / ("lianxin-" + name)).string();
}

Demo::Demo() : port_(free_port()) {
    static const Template made;
    INFO(made.prepared.out << made.prepared.err);
    REQUIRE(made.prepared.code == 0);
    folder_ = new_folder(std::filesystem::temp_directory_path());
    scratch_ = new_folder("/dev/shm");
    std::filesystem::copy(made.folder, folder_, std::filesystem::copy_options::recursive);
    set("county", "port", std::to_string(port_));
    set("sync", "url", "\"https://127.0.0.1:" + std::to_string(port_) + "\"");
    set("kiosk", "volatile", '"' + scratch_.string() + '"');
    set("kiosk", "reserve_mebibytes", "4");
}

void Demo::hurry() const {
    set("kiosk", "memory_mebibytes", "1");
    set("kiosk", "passes", "1");
}

Demo::~Demo() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
    std::filesystem::remove_all(scratch_, ignored);
}

void Demo::set(const std::string& name, const std::string& key, const std::string& value) const {
    const auto text = read_text(config(name), 1 << 16);
    REQUIRE(text);
    const std::regex line("(^|\n)#?" + key + " *=[^\n]*");
    REQUIRE(std::regex_search(*text, line));
    REQUIRE(write_file(config(name), std::regex_replace(*text, line, "$1" + key + " = " + value,
                                                        std::regex_constants::format_first_only)));
}

Finished Demo::run(const std::string& name, const std::vector<std::string>& words) const {
    std::vector<std::string> command{program(name), "--config", config(name)};
    command.insert(command.end(), words.begin(), words.end());
    return test::run(command);
}

Process Demo::serve() const {
    Process county({program("county"), "--config", config("county"), "serve"});
    for (int tries = 0; tries < 400 && !listens(port_); ++tries) {
        INFO("the county's server has ended");
        REQUIRE(county.is_running());
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    return county;
}

Finished Demo::deliver(int rounds) const {
    Finished round;
    for (; rounds > 0 && round.code != 0; --rounds) round = run("sync", {"--once"});
    return round;
}

Value Demo::health() const {
    const auto text = read_text(folder_ / "kiosk/health.json", 1 << 16);
    REQUIRE(text);
    auto health = parse_json(*text);
    REQUIRE(health);
    return *health;
}

} // namespace lianxin::test
