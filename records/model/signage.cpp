// Reading signage.toml.
#include "records/model/signage.h"

#include "records/base/toml.h"

namespace lianxin {
namespace {

constexpr std::size_t most_slides = 60;

Slide::Kind kind_of_list(std::string_view list, StrictTable& row) {
    if (list == "roster") return Slide::Kind::Roster;
    if (list == "board") return Slide::Kind::Board;
    if (list != "notices") row.complain("list", "must be \"notices\", \"roster\" or \"board\"");
    return Slide::Kind::Notices;
}

Slide read_slide(StrictTable& row, Problems& problems) {
    Slide slide;
    const std::string picture = row.text("picture"), page = row.name("page"), list = row.text("list");
    if (static_cast<int>(!picture.empty()) + static_cast<int>(!page.empty()) + static_cast<int>(!list.empty()) != 1)
        row.complain("picture", "or \"page\" or \"list\" must be given, one of the three");
    if (!list.empty()) slide.kind = kind_of_list(list, row);
    if (!page.empty()) slide.kind = Slide::Kind::Page;
    slide.picture = picture;
    slide.page = page;
    slide.title = row.text("title");
    slide.lasts = std::chrono::seconds(row.integer("seconds", 12, 5, 120));
    slide.show = read_windows(row, problems);
    row.finish();
    return slide;
}

} // namespace

Result<std::vector<Slide>> parse_signage(std::string_view toml) {
    auto root = parse_toml(toml);
    if (!root) return std::move(root).error();
    Problems problems;
    StrictTable table(*root, "", problems);
    std::vector<Slide> slides;
    for (const auto& entry : table.tables("slide")) {
        StrictTable row(entry, "slide " + std::to_string(slides.size() + 1) + ": ", problems);
        slides.push_back(read_slide(row, problems));
    }
    if (slides.empty()) table.complain("slide", "must be given at least once, as [[slide]]");
    if (slides.size() > most_slides) table.complain("slide", "stands more than 60 times");
    table.finish();
    if (auto fine = as_result(problems); !fine) return std::move(fine).error();
    return slides;
}

} // namespace lianxin
