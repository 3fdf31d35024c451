// The load check: every item of an edition is read as the kiosk will read it, and what refers to what is there.
#pragma once

#include "records/model/signage.h"
#include "records/pack/manifest.h"
#include "records/store/library.h"

#include <map>
#include <set>

namespace lianxin {

class ContentCheck {
  public:
    /// Of a township's edition alone not everything it refers to can be known; its tables are the county's.
    explicit ContentCheck(Layer layer = Layer::County) : layer_(layer) {}

    /// Takes the whole content of one item. Errors: Invalid, naming what is wrong; Corrupt.
    Result<void> take(const ManifestItem& item, std::string_view content);

    /// Under whose signature the pages that are taken from now on came.
    void sign_as(std::string signer) { signer_ = std::move(signer); }

    /// Takes an item of which the same content was taken with an earlier edition and nothing has to be read again.
    void keep(const ManifestItem& item);

    /// What the items say of each other and does not hold, each with the path of the item; empty when all is well.
    std::vector<std::string> dangling() const;

    /// What pages refer to and a township's folder cannot know, because the county's edition has it: path and thing, as in
    /// `notices/town/market.md: channel "town"`.
    std::vector<std::string> outside() const;

    /// Whether an item of that path was taken.
    bool has(std::string_view path) const { return paths_.count(path) != 0; }
    /// Forgets a page that was taken.
    void leave_out(std::string_view path);

    /// Everything taken, without edition and keys.
    LibraryContent content() && { return std::move(content_); }

  private:
    Result<void> take_known(const ManifestItem& item, std::string_view content);
    Result<void> take_page(const ManifestItem& item, std::string_view content);
    Result<void> take_form(const ManifestItem& item, std::string_view content);
    template <class T>
    Result<void> take_written(const ManifestItem& item, std::string_view content, Result<T> parsed);

    Layer layer_;
    LibraryContent content_;
    std::string signer_;
    std::set<std::string, std::less<>> paths_; ///< of content_.blobs
    std::vector<std::string> page_paths_, form_paths_; ///< beside content_.pages and .services
    std::set<std::string> unreadable_;                 ///< ids of pages and forms that are there but could not be read
    std::vector<Slide> slides_;
    std::set<ItemKind> kinds_;                         ///< of the items seen
    std::map<std::string, Milliseconds> recordings_, last_marks_; ///< by path: lengths, and when the last sentence begins
};

/// Paths of the pictures that a Markdown text shows: "![…](pictures/map.png)".
std::vector<std::string> pictures_in(std::string_view markdown);

} // namespace lianxin
