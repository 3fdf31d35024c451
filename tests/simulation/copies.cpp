// Keeping the judge's books.
#include "tests/simulation/copies.h"

#include <algorithm>

namespace lianxin {

void Copies::receipted(std::size_t place, const Receipted& receipt, Carried chain) {
    given_.push_back({place, chain, receipt});
    known_.insert(receipt.record);
    on_disk_[place].insert(receipt.record);
}

Copies::Image Copies::image_of(std::size_t place) const {
    const auto disk = on_disk_.find(place);
    return disk == on_disk_.end() ? Image() : disk->second;
}

std::size_t Copies::bury(const std::set<Uuid>& at_county) {
    std::size_t buried = 0;
    for (const Given& each : given_) {
        const Uuid& record = each.receipt.record;
        const bool somewhere = at_county.count(record) != 0 || std::any_of(on_disk_.begin(), on_disk_.end(), [&](const auto& disk) { return disk.second.count(record) != 0; });
        if (!somewhere && gone_.insert(record).second) ++buried;
    }
    return buried;
}

std::size_t Copies::given_at(std::size_t place) const {
    return static_cast<std::size_t>(std::count_if(given_.begin(), given_.end(), [&](const Given& each) { return each.place == place; }));
}

} // namespace lianxin
