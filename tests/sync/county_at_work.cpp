// Founding, enrolling, serving.
#include "tests/sync/county_at_work.h"

#include "records/wire/enrolment.h"

#include <cstdlib>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace lianxin::test {
namespace {

std::string program(const char* name) { return std::string(LIANXIN_BIN_DIR) + "/lianxin-" + name; }

/// A loopback port that nobody listened on a moment ago.
std::uint16_t free_port() {
    const File socket_file(socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (bind(socket_file.descriptor(), plain, length) != 0) throw std::runtime_error("no free port");
    getsockname(socket_file.descriptor(), plain, &length);
    return ntohs(address.sin_port);
}

void must(const Finished& finished) {
    if (finished.code != 0) throw std::runtime_error(finished.err);
}

} // namespace

CountyAtWork::CountyAtWork(const EmulatedLink* link) : link_(link) {
    if (link_) address_ = EmulatedLink::county_address;
    std::string name = (std::filesystem::temp_directory_path() / "lianxin-county-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no folder");
    folder_ = name;
    port_ = free_port();
    write_county_configuration();
    write_daemon_configuration(port_);
    const std::string config = (folder_ / "county.toml").string();
    must(run({program("county"), "--config", config, "init"}));
    must(run({program("county"), "--config", config, "enrol", "--kiosk", "K-0001", "--township", "990021101000", "--bundle",
              (folder_ / "enrolment").string()}));
}

CountyAtWork::~CountyAtWork() {
    server_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void CountyAtWork::write_county_configuration() const {
    const std::string text = "county = \"990021\"\nname = \"青禾县\"\nstate = \"county\"\nkeys = \"keys\"\n[server]\naddress = \"" + address_ + "\"\n" +
                             "addresses = [\"" + address_ + "\"]\nport = " + std::to_string(port_) + "\n";
    if (!write_file(folder_ / "county.toml", text)) throw std::runtime_error("no space");
}

void CountyAtWork::write_daemon_configuration(std::uint16_t port) const {
    const std::string text = "outbox = \"outbox\"\nstate = \"sync\"\nlibrary = \"library\"\nenrolment = \"enrolment\"\n"
                             "url = \"https://" + address_ + ":" + std::to_string(port) + "\"\n"
                             "first_retry_seconds = 1\nlongest_retry_seconds = 1\n";
    if (!write_file(folder_ / "sync.toml", text)) throw std::runtime_error("no space");
}

void CountyAtWork::serve() {
    std::filesystem::remove(folder_ / "county/address");
    server_.reset();
    const std::vector<std::string> command{program("county"), "--config", (folder_ / "county.toml").string(), "serve"};
    server_.emplace(link_ ? link_->at_county(command) : command);
    for (int tries = 0; tries < 200 && !std::filesystem::exists(folder_ / "county/address"); ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

Outbox& CountyAtWork::outbox() {
    if (outbox_) return *outbox_;
    key_ = *read_kiosk_key(folder_ / "enrolment");
    outbox_ = *Outbox::open({folder_ / "outbox", "K-0001", "990021101000", 1 << 20}, *key_, clock_);
    return *outbox_;
}

void CountyAtWork::hand_in(std::size_t records, std::size_t bytes) {
    constexpr std::size_t at_once = 250; // so that tens of thousands do not wait for the disk one by one
    for (std::size_t count = 0; count < records; count += at_once) {
        std::vector<NewRecord> some;
        while (some.size() < std::min(at_once, records - count)) {
            Bytes sealed(bytes);
            random_.fill(sealed);
            some.push_back(made_of(std::move(sealed)));
        }
        if (!outbox().append_all(some)) throw std::runtime_error("the outbox takes nothing");
    }
}

void CountyAtWork::hand_in_sealed(Bytes sealed) {
    if (!outbox().append(made_of(std::move(sealed)))) throw std::runtime_error("the outbox takes nothing");
}

NewRecord CountyAtWork::made_of(Bytes sealed) {
    NewRecord record;
    record.record = make_uuid(clock_.wall(), random_);
    record.sealed = std::move(sealed);
    return record;
}

std::uint64_t CountyAtWork::start_kiosk_again() {
    outbox_.reset();
    return outbox().recovery().lost + outbox().recovery().rewritten;
}

Finished CountyAtWork::county(const std::vector<std::string>& words) const {
    std::vector<std::string> command{program("county"), "--config", (folder_ / "county.toml").string()};
    command.insert(command.end(), words.begin(), words.end());
    return run(command);
}

std::vector<std::string> CountyAtWork::sync_command(const std::vector<std::string>& options) const {
    std::vector<std::string> command{program("sync"), "--config", (folder_ / "sync.toml").string()};
    command.insert(command.end(), options.begin(), options.end());
    return link_ ? link_->at_kiosk(command) : command;
}

std::uint64_t CountyAtWork::delivered() const {
    const auto inbox = InboxReader::open(folder_ / "sync/inbox");
    return inbox ? inbox->delivery(1).delivered_through : 0;
}

std::size_t CountyAtWork::count_at_county(const std::string& table) const {
    const auto counted = run({"sqlite3", "-readonly", (folder_ / "county/county.db").string(), "SELECT count(*) FROM " + table});
    must(counted);
    return std::stoul(counted.out);
}

} // namespace lianxin::test
