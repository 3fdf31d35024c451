// A hall and a real county with nothing but a stick between them; a network can be had, too.
#pragma once

#include "county/carriage_desk.h"
#include "sync/stick_carriage.h"
#include "tests/county/county_fixture.h"
#include "tests/sync/fake_transport.h"
#include "tests/sync/hall.h"

namespace lianxin {

class StickRoad {
  public:
    /// `stick`: where it is mounted; a folder beside the hall when none is named.
    explicit StickRoad(Path stick = {});

    /// The two visits of a stick to the kiosk, and its visits to the county.
    Result<CarriedOut> out();
    Result<TakenIn> county_in() { return desk().take(up()); }
    /// What its kiosks were given; what could not be written is an error here.
    Result<std::vector<GivenOut>> county_out(const Route& route = {"all"});
    Result<CarriedIn> in() { return carriage().in(down()); }

    /// Carries requests and the parts of attachments, as the daemon does.
    StickCarriage both_chains();
    /// All four of them, and what came home.
    CarriedIn there_and_back();

    /// One round over a network.
    void round();
    /// The county answers somebody: an update with this cursor.
    void tell(std::uint64_t cursor);

    /// The county's roots sign that its log goes on from where it stands.
    void declare_recovery();

    std::uint64_t delivered() const { return hall.kept.delivery(hall.outbox.epoch()).delivered_through; }
    /// Records at the county.
    std::size_t held();
    Path stick() const { return place.empty() ? hall.folder / "stick" : place / stick_folder; }
    Path up() const { return stick() / carriage_name(Way::Up, Hall::kiosk_id); }
    Path down() const { return stick() / carriage_name(Way::Down, Hall::kiosk_id); }
    CarriageDesk desk();
    StickCarriage carriage();
    /// Every file of the kiosk's state and the county's, by content; not what readers of a database share in memory.
    std::map<std::string, Bytes> state() const;

    Path place;
    Hall hall;
    TestCounty county;
    SigningKey root;
    CountyKeys keys;
    StickCarriage::Limits limits;
    Again again = Again::Readable;
};

/// Shown in messages; the value of a success.
template <class T> T good(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().text());
    return std::move(*result);
}

} // namespace lianxin
