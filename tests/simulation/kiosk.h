// A kiosk of a simulation: the real outbox, inbox, rounds and settling on a disk whose power can fail.
#pragma once

#include "kiosk/settling.h"
#include "records/wire/enrolment.h"
#include "sync/round.h"
#include "sync/stick_carriage.h"
#include "tests/simulation/disk.h"

namespace lianxin {

/// What a resident holds in hand.
struct Receipted {
    Uuid record;
    Hash sealed{};
};

class SimulatedKiosk {
  public:
    SimulatedKiosk(Path folder, std::string name, Random& chance);
    /// The same machine once more: same disk, same key, as somebody who cloned it would have.
    SimulatedKiosk(Path folder, const SimulatedKiosk& original);
    ~SimulatedKiosk();

    /// A resident hands in; a record only when a receipt was given.
    std::optional<Receipted> hand_in();
    /// One round of the daemon over that road; what the kiosk then settles.
    void carry(Transport& road, const CountyKeys& county);
    /// A technician's stick: what waits is written there, what came back is read. A stick that cannot be used changes nothing.
    void carry_out(const Path& file, const CountyKeys& county);
    void carry_in(const Path& file, const CountyKeys& county);
    void settle();
    std::uint64_t waiting() const;

    /// Both programs are killed and start again.
    void kill();
    void cut_power();
    /// Everything is stopped; the disk becomes what it was.
    void roll_back(const Disk::Moment& then);
    void lose_inbox();
    Disk::Moment moment() const { return disk_.moment(); }

    /// How many of the present chain count as delivered.
    Delivery delivery() const { return inbox_reader_->delivery(outbox_->epoch()); }
    const std::string& name() const { return name_; }
    const SigningKey& key() const { return key_; }
    static constexpr std::string_view township = "990021101000";

    ManualClock clock;

  private:
    void open();
    void close();
    StickCarriage stick(const CountyKeys& county);

    Path folder_;
    std::string name_;
    Random& chance_;
    SigningKey key_;
    Enrolment enrolment_;
    Disk disk_;
    Pace pace_{2000, 3};
    std::optional<Outbox> outbox_;
    std::optional<Inbox> inbox_;
    std::optional<InboxReader> inbox_reader_;
};

} // namespace lianxin
