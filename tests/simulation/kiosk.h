// A kiosk of a simulation: the real outbox, inbox, rounds and settling on a disk whose power can fail.
#pragma once

#include "kiosk/settling.h"
#include "records/wire/enrolment.h"
#include "sync/round.h"
#include "sync/stick_carriage.h"
#include "tests/simulation/disk.h"

namespace lianxin {

/// A record, and what its body must be.
struct Receipted {
    Uuid record;
    Hash sealed{};
};

/// One of a kiosk's two chains.
enum class Carried { Requests, Attachments };
/// One of the two copies of a record in an outbox, and what of it a bad sector lies under.
enum class Copy { Database, Log };
enum class Part { Body, Header };

/// What a resident handed in.
struct HandedIn {
    std::vector<Receipted> parts; ///< of a memo
    Receipted request;
    bool receipted = false; ///< else the power failed before the receipt was shown, and nothing is promised
};

class SimulatedKiosk {
  public:
    /// Whether residents can leave memos; without them there is no second chain.
    enum class Memos { No, Yes };
    SimulatedKiosk(Path folder, std::string name, Random& chance, Memos memos = Memos::No);
    /// The same machine once more: same disk, same key, as somebody who cloned it would have.
    SimulatedKiosk(Path folder, const SimulatedKiosk& original);
    ~SimulatedKiosk();

    /// A resident hands in, with so many parts of a memo. The power may fail at the n-th sync of the disk (0: it does not).
    HandedIn hand_in(unsigned parts = 0, unsigned power_fails_at = 0);
    /// One round of the daemon over that road; what the kiosk then settles.
    void carry(Transport& road, const CountyKeys& county, Again again = Again::Readable);
    /// A technician's stick: what waits is written there, what came back is read. A stick that cannot be used changes nothing.
    void carry_out(const Path& file, const CountyKeys& county);
    void carry_in(const Path& file, const CountyKeys& county);
    /// The power may fail at the n-th sync of the disk.
    void settle(unsigned power_fails_at = 0);
    std::uint64_t waiting() const;

    /// Both programs are killed and start again.
    void kill();
    /// They are stopped in order and start again.
    void restart();
    /// By chance the power fails once more while they start.
    void cut_power();
    /// Everything is stopped; the disk becomes what it was.
    void roll_back(const Disk::Moment& then);
    void lose_inbox();
    Disk::Moment moment() const { return disk_.moment(); }
    /// A sector goes bad under a copy of a record, in its body or its header. At most one since the last start, which mends it; told whether
    /// it did.
    bool damage(Copy copy, Part part, const Uuid& record);

    /// How many of the present chain count as delivered.
    Delivery delivery(Carried which = Carried::Requests) const;
    /// Records that the county refused, as far as the kiosk knows.
    std::vector<Uuid> refused(Carried which) const;
    /// Whether the outbox has a body of the record, whole or not.
    bool holds(Carried which, const Uuid& record) const;
    /// As its headers name it.
    std::string chain(Carried which) const;
    const std::string& name() const { return name_; }
    const SigningKey& key() const { return key_; }
    static constexpr std::string_view township = "990021101000";

    ManualClock clock;

  private:
    /// A chain with both ends of its stores.
    struct Stores {
        std::optional<Outbox> outbox;
        std::optional<Inbox> inbox;
        std::optional<InboxReader> kept;
    };
    void open();
    void close();
    void open(Stores& stores, Carried which, std::uint64_t reserve);
    void settle(Stores& stores, Carried which, std::uint64_t reserve);
    /// Whether the power failed at the sync that was planned: then the machine stands as it started again afterwards.
    bool lost_power();
    void start();
    Path outbox_folder(Carried which) const;
    Path inbox_folder(Carried which) const;
    const Stores& stores(Carried which) const { return which == Carried::Requests ? requests_ : attachments_; }
    Chain chain_of(Carried which, Again again = Again::Readable);
    StickCarriage stick(const CountyKeys& county);
    NewRecord made();

    Path folder_;
    std::string name_;
    Random& chance_;
    SigningKey key_;
    Enrolment enrolment_;
    Memos memos_;
    Disk disk_;
    Pace pace_{2000, 3};
    Stores requests_, attachments_;
    bool damaged_ = false; ///< a copy of a record, since the last start
};

} // namespace lianxin
