// A real county in a folder, one enrolled kiosk with a real outbox, and the daemon between them.
#pragma once

#include "records/store/inbox.h"
#include "records/store/outbox.h"
#include "tests/programs/process.h"
#include "tests/road/emulated_link.h"

namespace lianxin::test {

class CountyAtWork {
  public:
    /// Founds the county and enrols the kiosk with the real program; nothing runs yet.
    CountyAtWork() : CountyAtWork(nullptr) {}
    /// With a link, the county serves at its far end and the daemon runs at its near end.
    explicit CountyAtWork(const EmulatedLink* link);
    ~CountyAtWork();
    CountyAtWork(const CountyAtWork&) = delete;
    CountyAtWork& operator=(const CountyAtWork&) = delete;

    /// Starts the server and waits until it listens.
    void serve();
    void kill_server() { server_.reset(); }
    std::uint16_t port() const { return port_; }
    /// Makes the daemon reach the county by another port.
    void send_by(std::uint16_t port) const { write_daemon_configuration(port); }
    /// Hands in so many sealed records of about `bytes` bytes.
    void hand_in(std::size_t records, std::size_t bytes = 900);

    void hand_in_sealed(Bytes sealed);
    /// Closes the outbox and opens it again, which checks all that waits; how many records were found damaged.
    std::uint64_t start_kiosk_again();

    /// Runs lianxin-county.
    Finished county(const std::vector<std::string>& words) const;

    std::vector<std::string> sync_command(const std::vector<std::string>& options) const;
    Finished sync(const std::vector<std::string>& options) const { return run(sync_command(options)); }

    std::uint64_t delivered() const;
    /// Rows in the county's own store, seen by the stock sqlite3: "body" has each record once, "ledger" each header.
    std::size_t count_at_county(const std::string& table) const;
    const Path& folder() const { return folder_; }

  private:
    void write_county_configuration() const;
    void write_daemon_configuration(std::uint16_t port) const;
    Outbox& outbox();
    NewRecord made_of(Bytes sealed);

    const EmulatedLink* link_;
    std::string address_ = "127.0.0.1";
    Path folder_;
    std::uint16_t port_ = 0;
    SystemClock clock_;
    SystemRandom random_;
    std::optional<SigningKey> key_;
    std::optional<Outbox> outbox_;
    std::optional<Process> server_;
};

} // namespace lianxin::test
