// Reads the items of an edition.
#include "kiosk/edition_catalogue.h"

#include "records/base/log.h"
#include "records/model/narration.h"

namespace lianxin {
namespace {

constexpr std::size_t largest_marks = 64 * 1024;

/// Items that are kept as they were written, read by `parse`. They were read when the edition was installed.
template <class T, class Parse>
std::vector<T> read_written(const LibraryReader& library, std::string_view kind, const Parse& parse) {
    std::vector<T> all;
    for (const auto& text : library.written(kind)) {
        auto read = parse(text);
        if (read) all.insert(all.end(), read->begin(), read->end());
        else log(Priority::Error, "reading an item of the edition", read.error());
    }
    return all;
}

void read_signage(const LibraryReader& library, Catalogue& catalogue) {
    catalogue.slides = read_written<Slide>(library, "signage", parse_signage);
    catalogue.roster = read_written<Duty>(library, "roster", parse_roster);
    for (const Slide& slide : catalogue.slides)
        if (slide.kind == Slide::Kind::Page)
            for (auto& page : library.chain(slide.page))
                if (page.id == slide.page) catalogue.slide_pages.push_back(std::move(page));
}

} // namespace

std::shared_ptr<const Catalogue> read_catalogue(const LibraryReader& library, EditionInfo edition) {
    auto catalogue = std::make_shared<Catalogue>();
    catalogue->edition = std::move(edition);
    catalogue->services = library.services();
    catalogue->channels = library.channels();
    catalogue->departments = library.departments();
    catalogue->divisions = library.divisions();
    catalogue->clock_rules = library.clock_rules();
    catalogue->calendar = library.calendar();
    read_signage(library, *catalogue);
    return catalogue;
}

std::vector<Alert> edition_alerts(const LibraryReader& library, std::string_view division) {
    return read_written<Alert>(library, "alert", [&](std::string_view text) -> Result<std::vector<Alert>> {
        auto alert = parse_alert(text, division);
        if (!alert) return std::move(alert).error();
        return std::vector<Alert>{std::move(*alert)};
    });
}

Narration narration_of(const LibraryReader& library, const std::string& page) {
    Narration narration;
    auto bytes = library.blob(marks_path(page), largest_marks);
    if (!bytes) return narration;
    narration.recording = recording_path(page);
    if (auto marks = parse_marks(text_of(*bytes))) narration.from = std::move(*marks);
    return narration;
}

} // namespace lianxin
