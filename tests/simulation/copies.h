// Every record that was receipted and the disks that must still hold it: who lost the last copy cannot be asked for it.
#pragma once

#include "tests/simulation/kiosk.h"

#include <map>
#include <set>

namespace lianxin {

/// The books of the judge. They follow what the carriage promises, never what it did: a disk counts as holding a record from its
/// receipt on, until somebody puts an image in its place that was made before. What the kiosk dropped by itself it is asked for.
class Copies {
  public:
    /// What was on a disk when its image was made.
    using Image = std::set<Uuid>;

    void receipted(std::size_t place, const Receipted& receipt, Carried chain = Carried::Requests);
    /// Handed in, but the power failed before the receipt: it may be there, at most once, and nobody asks for it.
    void attempted(const Receipted& record) { known_.insert(record.record); }
    /// The twin's disk holds what the original's holds.
    void cloned(std::size_t original, std::size_t twin) { on_disk_[twin] = on_disk_[original]; }
    Image image_of(std::size_t place) const;
    void put_back(std::size_t place, const Image& image) { on_disk_[place] = image; }
    /// After a disk was changed at a kiosk or at the county, which now holds `at_county`: what is on neither side's disk is gone
    /// for good, whatever rule is followed. How many that are.
    std::size_t bury(const std::set<Uuid>& at_county);

    /// In the order of their receipts, with the place that gave them.
    struct Given {
        std::size_t place = 0;
        Carried chain = Carried::Requests;
        Receipted receipt;
    };
    const std::vector<Given>& given() const { return given_; }
    bool is_gone(const Uuid& record) const { return gone_.count(record) != 0; }
    bool is_known(const Uuid& record) const { return known_.count(record) != 0; }
    std::size_t given_at(std::size_t place) const;

  private:
    std::vector<Given> given_;
    std::set<Uuid> known_, gone_;
    std::map<std::size_t, std::set<Uuid>> on_disk_;
};

} // namespace lianxin
