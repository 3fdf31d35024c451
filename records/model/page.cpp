// Reading notices and guides.
#include "records/model/page.h"

#include "records/base/text.h"
#include "records/base/toml.h"
#include "records/model/strict_table.h"

namespace lianxin {
namespace {

struct Parts {
    std::string front, body;
};

/// The line at the front of `text`, without its end; `text` moves behind it.
std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

Result<Parts> split_front_matter(std::string_view text) {
    if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
    if (!is_utf8(text)) return Error{ErrorCode::Invalid, "the page is not UTF-8; save it as UTF-8", {}};
    if (take_line(text) != "+++") return Error{ErrorCode::Invalid, "the first line must be +++", {}};
    Parts parts;
    for (;;) {
        if (text.empty()) return Error{ErrorCode::Invalid, "the second line +++ is missing", {}};
        const auto line = take_line(text);
        if (line == "+++") break;
        parts.front += std::string(line) + "\n";
    }
    parts.body = replaced(std::string(text), "\r\n", "\n");
    return parts;
}

std::vector<Correction> read_corrections(StrictTable& table, Problems& problems) {
    std::vector<Correction> corrections;
    for (const auto& entry : table.tables("correction")) {
        StrictTable row(entry, "correction " + std::to_string(corrections.size() + 1) + ": ", problems);
        corrections.push_back({row.required_text("what"), row.required_text("before"), row.required_text("after")});
        row.finish();
    }
    return corrections;
}

std::vector<Document> read_documents(StrictTable& table, Problems& problems) {
    std::vector<Document> documents;
    for (const auto& entry : table.tables("document")) {
        StrictTable row(entry, "document " + std::to_string(documents.size() + 1) + ": ", problems);
        documents.push_back({row.required_text("name"), row.text("note")});
        row.finish();
    }
    return documents;
}

Page read_page(StrictTable& table, Problems& problems) {
    Page page;
    page.id = table.required_name("id");
    const auto kind = table.text("kind", "notice");
    if (kind != "notice" && kind != "guide") table.complain("kind", "must be \"notice\" or \"guide\"");
    page.kind = kind == "guide" ? PageKind::Guide : PageKind::Notice;
    page.title = table.required_text("title");
    page.title_pinyin = table.text("title_pinyin");
    page.channel = table.required_name("channel");
    page.department = table.required_name("department");
    page.number = table.text("number");
    page.published = table.required_day("published");
    page.updated = table.day("updated");
    page.effective = table.day("effective");
    page.expires = table.day("expires");
    page.pinned = table.flag("pinned", false);
    page.summary = table.required_text("summary");
    page.keywords = table.texts("keywords");
    page.supersedes = table.name("supersedes");
    page.corrections = read_corrections(table, problems);
    if (!page.corrections.empty() && page.supersedes.empty()) table.complain("correction", "needs \"supersedes\", the page that it corrects");
    page.rebuts = table.text("rebuts");
    page.fact = table.text("fact");
    if (!page.fact.empty() && page.rebuts.empty()) table.complain("fact", "needs \"rebuts\", the rumour beside it");
    page.documents = read_documents(table, problems);
    page.show = read_windows(table, problems);
    page.service = table.name("service");
    if (!page.supersedes.empty() && page.supersedes == page.id) table.complain("supersedes", "must be another page");
    return page;
}

} // namespace

Result<Page> parse_page(std::string_view text) {
    auto parts = split_front_matter(text);
    if (!parts) return std::move(parts).error();
    auto front = parse_toml(parts->front);
    if (!front) return std::move(front).error().in("front matter, counting lines after the first +++");
    Problems problems;
    StrictTable table(*front, "", problems);
    Page page = read_page(table, problems);
    table.finish();
    if (trimmed(parts->body).empty()) problems.push_back("the text below the second +++ is empty");
    if (auto fine = as_result(problems); !fine) return std::move(fine).error();
    page.body = std::move(parts->body);
    return page;
}

} // namespace lianxin
