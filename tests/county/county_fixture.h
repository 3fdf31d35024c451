// A county on real files with a clock wound by hand, and kiosks that hand in chained, sealed records.
#pragma once

#include "county/intake.h"
#include "county/reception.h"
#include "county/routes.h"
#include "records/model/request.h"
#include "records/wire/batch.h"

namespace lianxin {

/// A record as a kiosk holds it.
struct HeldRecord {
    RecordHeader header;
    Bytes encoded;
    Signature signature{};
    Bytes sealed;
};

/// Stands for a kiosk's outbox: makes records and remembers its chain.
class FakeKiosk {
  public:
    FakeKiosk(std::string name, std::string township, std::uint64_t seed);

    /// Chained to the last one; `sealed` is any bytes, since intake opens nothing.
    HeldRecord make(ByteView sealed);
    HeldRecord make(ByteView sealed, const Uuid& record);
    /// The same record again in another epoch.
    HeldRecord make_again(const HeldRecord& record);
    /// Signs a header as it stands and does not remember it.
    HeldRecord sign(RecordHeader header, ByteView sealed) const;
    void begin_epoch();

    Bytes batch(std::span<const HeldRecord> records, std::uint64_t checkpoint_size = 0) const;
    HttpRequest request(std::string method, std::string path, std::string query, Bytes body) const;

    std::string name, township;
    SeededRandom random;
    SigningKey key;
    std::uint32_t epoch = 1;
    std::uint64_t sequence = 0;
    Hash head{};
};

/// Everything of the county but sockets and the key agent.
class TestCounty {
  public:
    TestCounty();
    ~TestCounty();
    /// Closes the book and opens it again, as a restart does.
    void restart();
    /// The disk broke: that copy of the book is put in its place.
    void restart_from(const Path& backup);
    EnrolledKiosk enrol(const FakeKiosk& kiosk);
    Answer take(const EnrolledKiosk& kiosk, ByteView batch);
    HttpResponse respond(const HttpRequest& request);
    std::unique_ptr<Store> reader() const;

    Path folder;
    ManualClock clock;
    SeededRandom random{7};
    SigningKey answers, log_key;
    std::optional<Writer> writer;
    std::optional<Readers> readers;
    std::optional<Intake> intake;
    std::optional<Routes> routes;

  private:
    void open();
};

const std::string& test_origin();

/// What a daemon must be able to prove from an answer before it marks anything delivered: the checkpoint holds, it follows
/// from `before` (empty for none), and every record of `records` is in the log. The new checkpoint.
Checkpoint prove(const Answer& answer, std::span<const HeldRecord> records, const PublicKey& log_key,
                 const std::string& before = "");

} // namespace lianxin
