// A notice or a service guide: front matter and Markdown body.
#pragma once

#include "records/base/date.h"
#include "records/base/value.h"
#include "records/model/service.h"
#include "records/model/show_window.h"

#include <optional>
#include <string>
#include <vector>

namespace lianxin {

enum class PageKind { Notice, Guide };

/// One point in which a page corrects the one it supersedes.
struct Correction {
    std::string what, before, after;
    bool operator==(const Correction&) const = default;
};

struct Page {
    std::string id; ///< [a-z0-9-]+
    PageKind kind = PageKind::Notice;
    std::string title;
    std::string title_pinyin; ///< "nong cun gong lu yang hu ban fa"; made by the builder of the edition
    std::string channel;
    std::string department; ///< id
    std::string number;     ///< 文号
    Day published{};
    std::optional<Day> updated; ///< when it was last changed; when it was published if missing
    std::optional<Day> effective, expires; ///< the first and the last day on which it holds
    std::vector<ShowWindow> show; ///< when lists, searches and the idle screen have it; empty: always
    bool pinned = false;
    std::string summary;
    std::vector<std::string> keywords;
    std::string supersedes; ///< id of the page it corrects
    std::vector<Correction> corrections; ///< shown beside each other; only with `supersedes`
    std::string rebuts;     ///< the rumour it answers
    std::string fact;       ///< what is true instead, in one sentence; the summary when empty
    std::vector<Document> documents; ///< what to bring, as a list to tick and to print
    std::string service;    ///< id of the form it leads to
    std::string body;       ///< Markdown
    std::string signer;     ///< whose signature it came under; set by the library, not by the page
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
    std::optional<Day> updated = {};
    bool corrects = false;  ///< another page
    bool corrected = false; ///< by a later page
    bool rebuts = false;    ///< a rumour
    std::string signer = {};
};

/// How a page was found.
enum class FoundBy {
    Words,   ///< as typed
    Synonym, ///< a word that means the same
    Sound,   ///< a word that sounds the same or nearly so
};

struct SearchHit {
    PageSummary page;
    std::string snippet;                                    ///< plain text around the first hit
    std::vector<std::pair<std::size_t, std::size_t>> marks; ///< byte ranges of the hit inside snippet
    FoundBy by = FoundBy::Words;
    std::string found = {}; ///< the word that stands there instead of the one typed
};

struct Channel {
    std::string id, name, summary, icon;
    std::int64_t order = 0;
    std::int64_t weight = 100; ///< in searches, per cent
};
Result<std::vector<Channel>> parse_channels(std::string_view toml);

struct Department {
    std::string id, name, phone, address;
};
Result<std::vector<Department>> parse_departments(std::string_view csv);

} // namespace lianxin
