// Playing the story and holding it against the promises.
#include "tests/simulation/world.h"

#include "tests/simulation/copies.h"
#include "tests/simulation/must.h"
#include "tests/simulation/road.h"
#include "tests/simulation/stick.h"

#include <memory>

namespace lianxin {
namespace {

/// Which kinds of trouble this seed knows; each seed knows others, so that rare ones are met alone too.
struct Troubles {
    explicit Troubles(Random& chance)
        : power(chance.below(2) == 0), kills(chance.below(2) == 0), clocks(chance.below(3) == 0), lost_inboxes(chance.below(4) == 0),
          rolled_back_disks(chance.below(5) == 0), clones(chance.below(6) == 0), restored_counties(chance.below(4) == 0),
          sticks(chance.below(3) == 0), sticks_alone(sticks && chance.below(4) == 0), memos(chance.below(6) == 0), bad_sectors(chance.below(4) == 0),
          road(chance.below(4) == 0 ? 0 : 10 + chance.below(60)) {}

    bool power, kills, clocks, lost_inboxes, rolled_back_disks, clones, restored_counties;
    bool sticks, sticks_alone; ///< a technician goes round; there is no network at all
    bool memos;       ///< some requests come with parts of a memo, which travel on the second chain
    bool bad_sectors; ///< a copy of a record is damaged on the kiosk's disk
    std::uint32_t road; ///< mishaps in a hundred exchanges
};

/// A machine, and the image that a technician made of its disk.
struct Place {
    std::unique_ptr<SimulatedKiosk> kiosk;
    std::optional<Disk::Moment> image;
    Copies::Image on_image;
    bool order_matters = true; ///< not once a disk was rolled back or a clone ran beside it
};

class World {
  public:
    /// What happens is told to `outcome` as it happens, so that it is there when the story gets stuck.
    World(std::uint64_t seed, const Path& folder, Outcome& outcome)
        : outcome_(outcome), chance_(seed), folder_(folder), troubles_(chance_), county_(folder / "county", chance_), road_(county_, chance_, troubles_.road),
          sticks_(folder / "sticks", county_, chance_, troubles_.road) {
        const std::uint32_t kiosks = 1 + chance_.below(2);
        for (std::uint32_t i = 0; i < kiosks; ++i) {
            const std::string name = "K-" + std::to_string(i + 1);
            const auto memos = troubles_.memos ? SimulatedKiosk::Memos::Yes : SimulatedKiosk::Memos::No;
            places_.push_back({std::make_unique<SimulatedKiosk>(folder_ / name, name, chance_, memos), std::nullopt, {}, true});
            county_.enrol(name, std::string(SimulatedKiosk::township), places_.back().kiosk->key().public_key());
        }
    }

    void play() {
        const std::uint32_t steps = 10 + chance_.below(40);
        for (std::uint32_t i = 0; i < steps && outcome_.broken.empty(); ++i) step();
        if (outcome_.broken.empty()) bring_home();
        if (outcome_.broken.empty()) judge();
    }

  private:
    void tell(const Place& place, const std::string& what) { outcome_.story.push_back(place.kiosk->name() + " " + what); }
    void tell(const std::string& what) { outcome_.story.push_back(what); }
    void broken(std::string promise) { outcome_.broken.push_back(std::move(promise)); }

    void step() {
        Place& place = places_[chance_.below(static_cast<std::uint32_t>(places_.size()))];
        // Now and then a month passes, after which the kiosk drops what the county has safe.
        const std::uint32_t longest = chance_.below(10) == 0 ? 40u * 24 * 3'600'000 : 3'600'000;
        place.kiosk->clock.advance(Milliseconds(1000 + chance_.below(longest)));
        county_.clock.advance(Milliseconds(1000 + chance_.below(600'000)));
        const std::uint32_t deed = chance_.below(20);
        if (deed < 7) hand_in(place);
        else if (deed < 15) move_something(place);
        else trouble(place);
    }

    void hand_in(Place& place) {
        const unsigned parts = troubles_.memos && chance_.below(2) == 0 ? 1 + chance_.below(3) : 0;
        const HandedIn handed = place.kiosk->hand_in(parts, power_fails_at(6));
        if (!handed.receipted) {
            for (const Receipted& part : handed.parts) copies_.attempted(part);
            copies_.attempted(handed.request);
            return tell(place, "loses its power while a resident hands in");
        }
        for (const Receipted& part : handed.parts) copies_.receipted(index_of(place), part, Carried::Attachments);
        copies_.receipted(index_of(place), handed.request);
        ++outcome_.receipts;
        tell(place, "gives receipt " + std::to_string(copies_.given_at(index_of(place))) + (parts > 0 ? " with " + std::to_string(parts) + " parts" : ""));
    }

    /// Seldom, at one of the next syncs; else 0.
    unsigned power_fails_at(std::uint32_t latest) { return troubles_.power && chance_.below(8) == 0 ? 1 + chance_.below(latest) : 0; }

    void settle(Place& place) {
        place.kiosk->settle(power_fails_at(8));
        check_marks(place);
        check_refused(place);
    }

    void carry(Place& place) {
        try {
            // Now and then a technician asks for what was refused to be sent once more.
            place.kiosk->carry(road_, county_.keys(), troubles_.bad_sectors && chance_.below(6) == 0 ? Again::All : Again::Readable);
        } catch (const PowerFailure&) {
            place.kiosk->cut_power();
            tell(place, "loses its power while it carries");
        }
        settle(place);
        tell(place, "carried, " + std::to_string(place.kiosk->waiting()) + " wait");
    }

    void move_something(Place& place) {
        const bool by_stick = troubles_.sticks && (troubles_.sticks_alone || chance_.below(2) == 0);
        if (!by_stick) return carry(place);
        if (chance_.below(3) == 0) {
            sticks_.come_by_county();
            return tell("sticks come by the county");
        }
        sticks_.visit(*place.kiosk);
        settle(place);
        tell(place, "is visited with a stick, " + std::to_string(place.kiosk->waiting()) + " wait");
    }

    void trouble(Place& place) {
        switch (chance_.below(9)) {
        case 0:
            if (!troubles_.power) return;
            place.kiosk->cut_power();
            return tell(place, "loses its power");
        case 1:
            if (!troubles_.kills) return;
            place.kiosk->kill();
            return tell(place, "is killed");
        case 2:
            if (!troubles_.clocks) return;
            place.kiosk->clock.set_wall(TimePoint(Milliseconds(static_cast<std::int64_t>(chance_.below(130)) * 365 * 24 * 3'600'000)));
            return tell(place, "has another year");
        case 3:
            if (!troubles_.lost_inboxes) return;
            place.kiosk->lose_inbox();
            return tell(place, "loses its inbox");
        case 4: return troubles_.rolled_back_disks ? roll_back(place) : void();
        case 5: return troubles_.clones ? clone(place) : void();
        case 6: return troubles_.restored_counties ? restore() : void();
        case 7:
            county_.crash();
            return tell("the county crashes");
        case 8: return troubles_.bad_sectors ? damage(place) : void();
        default: return;
        }
    }

    std::size_t index_of(const Place& place) const { return static_cast<std::size_t>(&place - places_.data()); }

    std::set<Uuid> records_at_county() {
        std::set<Uuid> records;
        for (const auto& held : county_.held()) records.insert(held.record);
        return records;
    }

    /// After a disaster.
    void tell_what_is_gone() {
        if (const std::size_t gone = copies_.bury(records_at_county()); gone > 0) tell(std::to_string(gone) + " receipted are now on no disk at all");
    }

    /// A technician's old image of the disk is put back: what was receipted since lives on only where it was carried to.
    void roll_back(Place& place) {
        if (!place.image) {
            place.image = place.kiosk->moment();
            place.on_image = copies_.image_of(index_of(place));
            return tell(place, "has its disk copied");
        }
        tell(place, "gets its old disk back");
        place.kiosk->roll_back(*place.image);
        place.order_matters = false;
        rolled_back_ = true;
        copies_.put_back(index_of(place), place.on_image);
        tell_what_is_gone();
    }

    /// Most often it meets what was handed in last.
    void damage(Place& place) {
        std::vector<Uuid> records;
        for (const Copies::Given& given : copies_.given())
            if (given.place == index_of(place)) records.push_back(given.receipt.record);
        if (records.empty()) return;
        const Uuid record = chance_.below(2) == 0 ? records.back() : records[chance_.below(static_cast<std::uint32_t>(records.size()))];
        const Copy copy = chance_.below(3) != 0 ? Copy::Database : Copy::Log;
        const Part part = chance_.below(2) == 0 ? Part::Body : Part::Header;
        if (place.kiosk->damage(copy, part, record)) tell(place, "has a bad sector under a record");
    }

    void clone(Place& place) {
        if (places_.size() > 3) return;
        place.order_matters = false;
        tell(place, "is cloned");
        auto twin = std::make_unique<SimulatedKiosk>(folder_ / ("twin-" + std::to_string(places_.size())), *place.kiosk);
        copies_.cloned(index_of(place), places_.size());
        places_.push_back({std::move(twin), std::nullopt, {}, false});
    }

    void restore() {
        if (!county_.has_backup() || chance_.below(2) == 0) {
            county_.back_up();
            return tell("the county is backed up");
        }
        county_.restore();
        restored_ = undeclared_ = true;
        tell("the county is restored from its backup");
        tell_what_is_gone();
        if (chance_.below(2) == 0) declare_recovery();
    }

    void declare_recovery() {
        county_.declare_recovery();
        undeclared_ = false;
        tell("the roots declare where the county's log goes on");
    }

    /// Whatever counts as delivered is at the county, or known to have been refused.
    void check_marks(const Place& place) {
        if (restored_ || rolled_back_ || !place.order_matters) return;
        for (const Carried which : {Carried::Requests, Carried::Attachments}) {
            const Delivery delivery = place.kiosk->delivery(which);
            if (delivery.epoch != 1 || delivery.delivered_through == 0) continue;
            std::size_t known = place.kiosk->refused(which).size();
            for (const auto& each : county_.held()) known += static_cast<std::size_t>(each.kiosk == place.kiosk->chain(which));
            if (delivery.delivered_through > known)
                broken(place.kiosk->chain(which) + " counts " + std::to_string(delivery.delivered_through) + " as delivered, the county holds or refused " + std::to_string(known));
        }
    }

    /// What was refused is dropped by neither end: the kiosk holds its body, the county what it put aside.
    void check_refused(const Place& place) {
        for (const Carried which : {Carried::Requests, Carried::Attachments}) {
            const auto refused = place.kiosk->refused(which);
            if (refused.empty()) continue;
            const std::set<Uuid> aside = county_.put_aside(), at_county = records_at_county();
            refused_.insert(refused.begin(), refused.end());
            for (const Uuid& record : refused) {
                if (at_county.count(record) == 0 && !place.kiosk->holds(which, record)) broken(place.kiosk->name() + " dropped a record that was refused");
                if (!restored_ && aside.count(record) == 0) broken("the county did not put aside what it refused");
            }
        }
    }

    /// All trouble ends; everything has to arrive in a bounded number of rounds.
    void bring_home() {
        road_.heal();
        sticks_.heal();
        if (undeclared_) declare_recovery();
        for (Place& place : places_)
            if (troubles_.bad_sectors) place.kiosk->restart(); // which mends what a bad sector did
        for (int round = 0; round < 40; ++round) {
            std::uint64_t waiting = 0;
            for (Place& place : places_) {
                bring_home_from(place);
                place.kiosk->settle();
                check_refused(place);
                waiting += place.kiosk->waiting();
            }
            if (waiting == 0 && round > 0) return;
        }
        for (const Place& place : places_)
            if (place.kiosk->waiting() > 0) broken(place.kiosk->name() + " still has " + std::to_string(place.kiosk->waiting()) + " waiting on a good road");
    }

    void bring_home_from(Place& place) {
        if (!troubles_.sticks_alone) return place.kiosk->carry(road_, county_.keys());
        sticks_.visit(*place.kiosk);
        sticks_.come_by_county();
        sticks_.visit(*place.kiosk);
    }

    void judge() {
        const auto held = county_.held();
        std::map<Uuid, std::vector<std::size_t>> found;
        for (std::size_t i = 0; i < held.size(); ++i) found[held[i].record].push_back(i);
        // What was refused comes after its neighbours, which never wait for it.
        std::set<Uuid> late = county_.put_aside();
        late.insert(refused_.begin(), refused_.end());
        std::map<std::pair<std::size_t, Carried>, std::size_t> last; // where the latest of each chain stands
        for (const Copies::Given& given : copies_.given()) {
            const Place& place = places_[given.place];
            const auto at = found.find(given.receipt.record);
            const std::size_t times = at == found.end() ? 0 : at->second.size();
            if (times == 0 && copies_.is_gone(given.receipt.record)) continue;
            if (times == 0) broken("a receipted record of " + place.kiosk->chain(given.chain) + " is at the county 0 times");
            if (times == 0) continue;
            if (held[at->second.front()].sealed != given.receipt.sealed) broken("a record of " + place.kiosk->chain(given.chain) + " has another body at the county");
            std::size_t& latest = last[{given.place, given.chain}];
            if (late.count(given.receipt.record) != 0) continue;
            if (place.order_matters && at->second.front() < latest) broken("the records of " + place.kiosk->chain(given.chain) + " came out of their order");
            latest = at->second.front();
        }
        for (const auto& [record, places] : found)
            if (places.size() > 1) broken("a record is at the county " + std::to_string(places.size()) + " times");
        for (const auto& each : held)
            if (!copies_.is_known(each.record)) broken("the county holds a record that nobody has a receipt for");
        for (const std::string& fault : county_.faults()) broken("the county's audit: " + fault);
    }

    Outcome& outcome_;
    SeededRandom chance_;
    Path folder_;
    Troubles troubles_;
    SimulatedCounty county_;
    Road road_;
    Sticks sticks_;
    std::vector<Place> places_;
    Copies copies_;
    std::set<Uuid> refused_; ///< records that were refused at some time
    bool restored_ = false;
    bool undeclared_ = false; ///< the roots have not yet said that the log was restored
    bool rolled_back_ = false;
};

} // namespace

Outcome play(std::uint64_t seed, const std::filesystem::path& folder) {
    Outcome outcome;
    try {
        World(seed, folder, outcome).play();
    } catch (const Stuck& stuck) {
        outcome.broken.push_back(std::string("stuck: ") + stuck.what());
    }
    std::filesystem::remove_all(folder);
    return outcome;
}

} // namespace lianxin
