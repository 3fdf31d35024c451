// Reading each item by its kind.
#include "records/pack/content_check.h"

#include "records/base/text.h"
#include "records/model/alert.h"
#include "records/model/narration.h"
#include "records/model/roster.h"
#include "records/model/synonyms.h"
#include "records/pack/picture_header.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t largest_text = 1 << 20;
constexpr std::size_t largest_table = 4 << 20;

/// Fills a list that an edition may hold once.
template <class T>
Result<void> take_once(std::vector<T>& target, Result<std::vector<T>> parsed) {
    if (!parsed) return std::move(parsed).error();
    if (!target.empty()) return Error{ErrorCode::Invalid, "a table of this kind stands twice in the edition", {}};
    target = std::move(*parsed);
    return {};
}

Result<void> take_calendar(std::vector<std::string>& calendars, std::string_view content) {
    Calendar calendar;
    if (auto added = calendar.add(content); !added) return added;
    calendars.emplace_back(content);
    return {};
}

template <class List>
std::set<std::string> ids_of(const List& list) {
    std::set<std::string> ids;
    for (const auto& entry : list) ids.insert(entry.id);
    return ids;
}

std::set<std::string> ids_of_services(const std::vector<std::pair<Service, std::string>>& services) {
    std::set<std::string> ids;
    for (const auto& service : services) ids.insert(service.first.id);
    return ids;
}

/// Corrections follow each other in one line: no page is superseded twice, and none in a circle.
std::vector<std::string> broken_chains(const std::vector<Page>& pages, const std::vector<std::string>& paths) {
    std::vector<std::string> problems;
    std::map<std::string, std::string> older, by; // page → the one it supersedes; superseded page → path that does
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (pages[i].supersedes.empty()) continue;
        older[pages[i].id] = pages[i].supersedes;
        const auto [first, fresh] = by.emplace(pages[i].supersedes, paths[i]);
        if (!fresh) problems.push_back(paths[i] + ": \"supersedes\" names \"" + pages[i].supersedes + "\", which " + first->second + " supersedes already; correct the newer page");
    }
    for (std::size_t i = 0; i < pages.size(); ++i) {
        auto next = older.find(pages[i].id);
        for (std::size_t steps = 0; next != older.end() && steps <= pages.size(); ++steps, next = older.find(next->second))
            if (next->second == pages[i].id) {
                problems.push_back(paths[i] + ": \"supersedes\" goes round in a circle");
                break;
            }
    }
    return problems;
}

bool is_text(ItemKind kind) {
    return kind != ItemKind::Picture && kind != ItemKind::Audio && kind != ItemKind::Other;
}

} // namespace

std::vector<std::string> pictures_in(std::string_view markdown) {
    std::vector<std::string> found;
    for (auto at = markdown.find("!["); at != std::string_view::npos; at = markdown.find("![", at + 2)) {
        const auto open = markdown.find("](", at);
        const auto line_end = markdown.find('\n', at);
        const auto close = open == std::string_view::npos ? open : markdown.find_first_of(" )\n", open + 2);
        if (close == std::string_view::npos || open > line_end) continue;
        found.emplace_back(markdown.substr(open + 2, close - open - 2));
    }
    return found;
}

void ContentCheck::keep(const ManifestItem& item) {
    content_.blobs.emplace_back(item.path, item.hash);
    paths_.insert(item.path);
    kinds_.insert(item.kind);
}

void ContentCheck::leave_out(std::string_view path) {
    const auto found = std::find(page_paths_.begin(), page_paths_.end(), path);
    if (found == page_paths_.end()) return;
    content_.pages.erase(content_.pages.begin() + (found - page_paths_.begin()));
    page_paths_.erase(found);
}

Result<void> ContentCheck::take(const ManifestItem& item, std::string_view content) {
    keep(item);
    auto taken = take_known(item, content);
    if (!taken) unreadable_.insert(Path(item.path).stem().string());
    return taken;
}

Result<void> ContentCheck::take_known(const ManifestItem& item, std::string_view content) {
    const bool table = item.kind == ItemKind::Divisions || item.kind == ItemKind::Departments || item.kind == ItemKind::Roster || item.kind == ItemKind::Synonyms;
    if (is_text(item.kind) && content.size() > (table ? largest_table : largest_text))
        return Error{ErrorCode::Invalid, "the text is too large", {}};
    switch (item.kind) {
    case ItemKind::Notice:
    case ItemKind::Guide: return take_page(item, content);
    case ItemKind::Form: return take_form(item, content);
    case ItemKind::Channels: return take_once(content_.channels, parse_channels(content));
    case ItemKind::Clocks: return take_once(content_.clock_rules, parse_clock_rules(content));
    case ItemKind::Divisions: return take_once(content_.divisions, parse_divisions(content));
    case ItemKind::Departments: return take_once(content_.departments, parse_departments(content));
    case ItemKind::Holidays: return take_calendar(content_.calendars, content);
    case ItemKind::Synonyms: return take_once(content_.synonyms, parse_synonyms(content));
    case ItemKind::Roster: return take_written(item, content, parse_roster(content));
    case ItemKind::Alert: return take_written(item, content, parse_alert(content));
    case ItemKind::Signage: {
        auto slides = parse_signage(content);
        if (slides) slides_ = *slides;
        return take_written(item, content, std::move(slides));
    }
    case ItemKind::Picture: {
        auto size = picture_size(bytes_of(content));
        if (!size) return std::move(size).error();
        return {};
    }
    case ItemKind::Audio: {
        auto length = recording_length(content);
        if (!length) return std::move(length).error();
        recordings_[item.path] = *length;
        return {};
    }
    case ItemKind::Marks: {
        auto marks = parse_marks(content);
        if (!marks) return std::move(marks).error();
        last_marks_[item.path] = marks->back();
        return {};
    }
    case ItemKind::Other: return {};
    }
    return {};
}

/// Kept as it is written, once it could be read.
template <class T>
Result<void> ContentCheck::take_written(const ManifestItem& item, std::string_view content, Result<T> parsed) {
    if (!parsed) return std::move(parsed).error();
    const std::string kind(name_of(item.kind));
    const bool once = item.kind != ItemKind::Alert;
    if (once && std::any_of(content_.written.begin(), content_.written.end(), [&](const auto& each) { return each.first == kind; }))
        return Error{ErrorCode::Invalid, "an item of this kind stands twice in the edition", {}};
    content_.written.emplace_back(kind, content);
    return {};
}

Result<void> ContentCheck::take_page(const ManifestItem& item, std::string_view content) {
    auto page = parse_page(content);
    if (!page) return std::move(page).error();
    if ((page->kind == PageKind::Guide) != (item.kind == ItemKind::Guide))
        return Error{ErrorCode::Invalid, "the manifest calls it another kind of page", {}};
    if (const auto channel = channel_in(item.path); !channel.empty() && page->channel != channel)
        return Error{ErrorCode::Invalid, "the page calls its channel \"" + page->channel + "\"", {}};
    if (page->title_pinyin.empty()) page->title_pinyin = item.pinyin;
    page->signer = signer_;
    content_.pages.push_back(std::move(*page));
    page_paths_.push_back(item.path);
    return {};
}

Result<void> ContentCheck::take_form(const ManifestItem& item, std::string_view content) {
    auto service = parse_service(content);
    if (!service) return std::move(service).error();
    content_.services.emplace_back(std::move(*service), content);
    form_paths_.push_back(item.path);
    return {};
}

std::vector<std::string> ContentCheck::dangling() const {
    std::vector<std::string> problems;
    std::set<std::string> services, pages;
    const auto need = [&](const auto& known, const std::string& id, const std::string& path,
                          const char* what) {
        if (!id.empty() && known.count(id) == 0 && unreadable_.count(id) == 0)
            problems.push_back(path + ": there is no " + what + " \"" + id + "\"");
    };
    // A table that could not be read is told of itself; what refers into it is not to blame.
    const auto need_in_table = [&](const std::set<std::string>& known, const std::string& id, const std::string& path,
                                   const char* what) {
        if (!known.empty()) need(known, id, path, what);
    };
    const auto once = [&](std::set<std::string>& seen, const std::string& id, const std::string& path) {
        if (!seen.insert(id).second) problems.push_back(path + ": the id \"" + id + "\" stands in another file too");
    };
    const auto channels = ids_of(content_.channels), departments = ids_of(content_.departments),
               rules = ids_of(content_.clock_rules);
    for (std::size_t i = 0; i < content_.services.size(); ++i) {
        const auto& service = content_.services[i].first;
        once(services, service.id, form_paths_[i]);
        need_in_table(departments, service.department, form_paths_[i], "department");
        need_in_table(rules, service.clock, form_paths_[i], "clock rule");
    }
    for (std::size_t i = 0; i < content_.pages.size(); ++i) once(pages, content_.pages[i].id, page_paths_[i]);
    for (std::size_t i = 0; i < content_.pages.size(); ++i) {
        const auto& page = content_.pages[i];
        need_in_table(channels, page.channel, page_paths_[i], "channel");
        need_in_table(departments, page.department, page_paths_[i], "department");
        if (layer_ == Layer::Township) continue; // these may be the county's
        need(services, page.service, page_paths_[i], "form");
        need(pages, page.supersedes, page_paths_[i], "page (\"supersedes\")");
        for (const auto& picture : pictures_in(page.body)) need(paths_, picture, page_paths_[i], "picture");
    }
    for (auto& problem : broken_chains(content_.pages, page_paths_)) problems.push_back(std::move(problem));
    for (const auto& slide : slides_) {
        need(paths_, slide.picture, "signage.toml", "picture");
        need(pages, slide.page, "signage.toml", "page");
    }
    for (const auto& [path, length] : recordings_) {
        const std::string page = Path(path).stem().string();
        need(pages, page, path, "page");
        need(paths_, marks_path(page), path, "file of marks");
        const auto last = last_marks_.find(marks_path(page));
        if (last != last_marks_.end() && last->second >= length)
            problems.push_back(last->first + ": the last time is after the end of " + path);
    }
    for (const auto& [path, last] : last_marks_) need(paths_, recording_path(Path(path).stem().string()), path, "recording");
    if (layer_ == Layer::Township) return problems;
    for (const auto& [kind, name] :
         {std::pair(ItemKind::Channels, "channels.toml"), std::pair(ItemKind::Clocks, "clocks.toml"),
          std::pair(ItemKind::Divisions, "divisions.csv"), std::pair(ItemKind::Departments, "departments.csv")})
        if (kinds_.count(kind) == 0) problems.push_back(std::string(name) + " is missing");
    return problems;
}

std::vector<std::string> ContentCheck::outside() const {
    std::vector<std::string> found;
    const auto pages = ids_of(content_.pages), services = ids_of_services(content_.services);
    for (std::size_t i = 0; i < content_.pages.size(); ++i) {
        const auto& page = content_.pages[i];
        const auto note = [&](const char* what, const std::string& id, bool known) {
            if (!id.empty() && !known) found.push_back(page_paths_[i] + ": " + what + " \"" + id + "\"");
        };
        note("channel", page.channel, ids_of(content_.channels).count(page.channel) != 0);
        note("department", page.department, ids_of(content_.departments).count(page.department) != 0);
        note("form", page.service, services.count(page.service) != 0);
        note("page", page.supersedes, pages.count(page.supersedes) != 0);
        for (const auto& picture : pictures_in(page.body)) note("picture", picture, has(picture));
    }
    return found;
}

} // namespace lianxin
