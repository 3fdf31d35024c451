// The other road of a simulation: technicians' sticks, with everything that happens to them.
#pragma once

#include "tests/simulation/kiosk.h"
#include "tests/simulation/county.h"

namespace lianxin {

/// Carriage files on their way in either direction. None is ever thrown away by itself: any may be read again, late, or after others.
class Sticks {
  public:
    /// `odds`: how many of a hundred visits meet with a mishap.
    Sticks(Path folder, SimulatedCounty& county, Random& chance, std::uint32_t odds) : folder_(std::move(folder)), county_(county), chance_(chance), odds_(odds) {}

    /// A technician visits a kiosk: takes in what was brought, and out what waits.
    void visit(SimulatedKiosk& kiosk);
    /// He comes by the county: some of what he carries is read, and he is given what the kiosks are told.
    void come_by_county();
    /// From now on nothing goes wrong any more.
    void heal() { odds_ = 0; }

  private:
    /// One of them, most often the newest; by mishap an old one, a cut one, or none.
    std::optional<Path> picked(const std::vector<Path>& files);
    Path next_folder();

    Path folder_;
    SimulatedCounty& county_;
    Random& chance_;
    std::uint32_t odds_;
    std::uint32_t count_ = 0;
    std::map<std::string, std::vector<Path>> up_, down_; ///< by kiosk, oldest first
};

} // namespace lianxin
