// Losing, cutting and mixing up carriage files.
#include "tests/simulation/stick.h"

#include "tests/simulation/must.h"

namespace lianxin {

Path Sticks::next_folder() {
    Path folder = folder_ / std::to_string(++count_);
    std::filesystem::create_directories(folder);
    return folder;
}

std::optional<Path> Sticks::picked(const std::vector<Path>& files) {
    if (files.empty()) return std::nullopt;
    if (chance_.below(100) >= odds_) return files.back();
    switch (chance_.below(4)) {
    case 0: return std::nullopt; // the stick is lost
    case 1: return files[chance_.below(static_cast<std::uint32_t>(files.size()))];
    case 2: { // pulled while it was written
        const Path cut = next_folder() / files.back().filename();
        const Bytes whole = must(read_file(files.back(), 1 << 22));
        must(write_file(cut, ByteView(whole).first(chance_.below(static_cast<std::uint32_t>(whole.size()) + 1))));
        return cut;
    }
    default: return files.back();
    }
}

void Sticks::visit(SimulatedKiosk& kiosk) {
    const int times = chance_.below(100) < odds_ ? 2 : 1; // read twice
    for (int time = 0; time < times; ++time)
        if (const auto file = picked(down_[kiosk.name()])) kiosk.carry_in(*file, county_.keys());
    const Path file = next_folder() / carriage_name(Way::Up, kiosk.name());
    kiosk.carry_out(file, county_.keys());
    if (std::filesystem::exists(file)) up_[kiosk.name()].push_back(file);
}

void Sticks::come_by_county() {
    for (const auto& [name, files] : up_) {
        const int times = chance_.below(100) < odds_ ? 2 : 1;
        for (int time = 0; time < times; ++time)
            if (const auto file = picked(files)) county_.take_stick(*file);
        const Path folder = next_folder();
        county_.give_stick(folder, name);
        const Path given = folder / carriage_name(Way::Down, name);
        if (std::filesystem::exists(given)) down_[name].push_back(given);
    }
}

} // namespace lianxin
