// A notice or a service guide: front matter and Markdown body.
#pragma once

#include "records/base/date.h"
#include "records/base/value.h"

#include <optional>
#include <string>
#include <vector>

namespace lianxin {

enum class PageKind { Notice, Guide };

struct Page {
    std::string id; ///< [a-z0-9-]+
    PageKind kind = PageKind::Notice;
    std::string title;
    std::string title_pinyin; ///< "nong cun gong lu yang hu ban fa"; made by the builder of the edition
    std::string channel;
    std::string department; ///< id
    std::string number;     ///< 文号
    Day published{};
    std::optional<Day> effective, expires;
    bool pinned = false;
    std::string summary;
    std::vector<std::string> keywords;
    std::string supersedes; ///< id of the page it corrects
    std::string rebuts;     ///< the rumour it answers
    std::string service;    ///< id of the form it leads to
    std::string body;       ///< Markdown
};

/// Front matter in TOML between two lines "+++", then Markdown. Errors: Invalid, naming the key.
Result<Page> parse_page(std::string_view text);

/// A page without its body, as lists show it.
struct PageSummary {
    std::string id;
    PageKind kind = PageKind::Notice;
    std::string title;
    std::string channel;
    std::string department; ///< id
    std::string summary;
    Day published{};
    std::optional<Day> expires;
    bool pinned = false;
};

struct SearchHit {
    PageSummary page;
    std::string snippet;                                    ///< plain text around the first hit
    std::vector<std::pair<std::size_t, std::size_t>> marks; ///< byte ranges of the hit inside snippet
};

struct Channel {
    std::string id, name, summary, icon;
    std::int64_t order = 0;
};
Result<std::vector<Channel>> parse_channels(std::string_view toml);

struct Department {
    std::string id, name, phone, address;
};
Result<std::vector<Department>> parse_departments(std::string_view csv);

} // namespace lianxin
