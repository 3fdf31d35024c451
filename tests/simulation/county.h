// The county of a simulation: the real store, log, intake and doors, without sockets; it can crash and be put back to a backup.
#pragma once

#include "county/carriage_desk.h"
#include "county/intake.h"
#include "county/routes.h"
#include "records/pack/county_keys.h"

#include <set>

namespace lianxin {

class SimulatedCounty {
  public:
    SimulatedCounty(Path folder, Random& random);
    ~SimulatedCounty();

    void enrol(const std::string& kiosk, const std::string& township, const PublicKey& key);
    HttpResponse respond(const HttpRequest& request);
    /// A carriage file is read; what the kiosk is told goes into that folder.
    void take_stick(const Path& file);
    void give_stick(const Path& folder, const std::string& kiosk);
    /// The process is killed and started again.
    void crash();
    void back_up();
    /// The disk broke: the last backup is put in place.
    void restore();
    /// The roots sign that the log goes on from where it stands.
    void declare_recovery();
    bool has_backup() const { return std::filesystem::exists(backup()); }

    /// What only this county signs.
    const CountyKeys& keys() const { return keys_; }

    struct Held {
        std::string kiosk;
        Uuid record;
        Hash sealed{};
    };
    /// Every sealed record with its body, in the order of arrival.
    std::vector<Held> held();
    /// Records that were refused and put aside.
    std::set<Uuid> put_aside();
    /// What an audit finds wrong.
    std::vector<std::string> faults() const;

    ManualClock clock;

  private:
    void open();
    void close();
    Path database() const { return folder_ / "county.db"; }
    Path backup() const { return folder_ / "backup.db"; }

    Path folder_;
    SigningKey answers_, log_key_, root_;
    CountyKeys keys_;
    std::vector<EnrolledKiosk> kiosks_;
    std::optional<Writer> writer_;
    std::optional<Readers> readers_;
    std::optional<Intake> intake_;
    std::optional<Routes> routes_;
    std::optional<CarriageDesk> carriage_;
};

} // namespace lianxin
