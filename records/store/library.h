// The library: the installed content edition, for reading and searching. library.db is written by the installer alone.
#pragma once

#include "records/base/file.h"
#include "records/model/calendar.h"
#include "records/model/division.h"
#include "records/model/edition.h"
#include "records/model/legal_clock.h"
#include "records/model/page.h"
#include "records/model/service.h"
#include "records/model/show_window.h"

#include <memory>
#include <optional>

namespace lianxin {

/// Everything that an installer puts in, in one transaction: an edition of the county, and over it that of the township.
struct LibraryContent {
    EditionInfo edition;
    std::optional<EditionInfo> township; ///< what the kiosk's own township published, when it did
    std::vector<Channel> channels;
    std::vector<Department> departments;
    std::vector<Division> divisions;
    std::vector<ClockRule> clock_rules;
    std::vector<std::string> calendars;                    ///< iCalendar texts
    std::vector<std::pair<Service, std::string>> services; ///< with their TOML, kept as it is
    std::vector<Page> pages; ///< those that name no signer get the edition's publisher
    std::vector<std::vector<std::string>> synonyms; ///< groups of words that mean the same
    std::vector<std::pair<std::string, std::string>> written; ///< kind and text of items that are kept as they are: signage, roster, alert
    /// Path inside the edition → BLAKE2b-256 of the blob, for pictures and other files read when needed.
    std::vector<std::pair<std::string, Hash>> blobs;
    Value keys; ///< the county's public keys, see pack/FORMAT.md
};

/// Whether numbers of editions must rise. They may fall when the edition before is put back, or when the county withdrew
/// the keys that signed what is installed.
enum class Numbering { Rises, Free };

class Library {
  public:
    /// A damaged library.db is put aside and begun anew: the edition can be installed again. Errors: Storage, NoSpace,
    /// Unavailable (another process installs), Unsupported.
    static Result<Library> open(const Path& folder);
    Library(Library&&) noexcept;
    Library& operator=(Library&&) noexcept;
    ~Library();

    /// Replaces the edition: all of it or, after a cut or an error, nothing. Pages whose text is the same are not
    /// indexed again. Errors: Conflict (neither the county's number nor the township's is higher than the installed one, or
    /// one of them is lower), Storage, NoSpace.
    Result<void> install(const LibraryContent& content, Numbering numbering = Numbering::Rises);

    /// Renames library.db, so that one is begun anew; gives the name under which the old one is kept. Readers keep what they have open.
    /// Errors: Storage, Unavailable (another process installs).
    static Result<Path> put_aside(const Path& folder);

  private:
    struct State;
    explicit Library(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

class LibraryReader {
  public:
    /// Errors: NotFound while nothing is installed.
    static Result<LibraryReader> open(const Path& folder);
    LibraryReader(LibraryReader&&) noexcept;
    LibraryReader& operator=(LibraryReader&&) noexcept;
    ~LibraryReader();

    Result<EditionInfo> edition() const;
    /// What the kiosk's own township published over it, if it did.
    std::optional<EditionInfo> township_edition() const;
    std::vector<Channel> channels() const;
    std::vector<Department> departments() const;
    std::vector<Division> divisions() const; ///< all, ordered by code
    std::vector<ClockRule> clock_rules() const;
    Calendar calendar() const;
    std::vector<Service> services() const; ///< by order
    /// Pinned first, then newest; `channel` empty for all. With a time, without pages that are not shown then; with a floor alone, without those that are certainly over.
    std::vector<PageSummary> pages(std::string_view channel, std::size_t offset, std::size_t count, std::optional<KnownTime> now = {}) const;
    std::size_t page_count(std::string_view channel, std::optional<KnownTime> now = {}) const;
    /// The page with all that it corrects and all that corrects it, oldest first; at most 16.
    std::vector<PageSummary> chain(std::string_view id) const;
    /// The texts of that kind ("signage", "roster", "alert"), in the order of the edition.
    std::vector<std::string> written(std::string_view kind) const;
    Result<Page> page(std::string_view id) const; ///< errors: NotFound
    /// Words of any length, several parted by blanks (all must stand in the page); titles also by pinyin, from any
    /// syllable on: initials ("ncgl", two swapped are forgiven) or syllables ("gonglu"). Title hits first, then by
    /// what stands there, freshness and channel; then synonyms; words that sound alike when nothing else was found (search.h).
    std::vector<SearchHit> search(std::string_view words, std::size_t count, std::optional<KnownTime> now = {}) const;
    /// Bytes of a blob by its path in the edition ("pictures/map.png"), read from blob_file() (blob_folder.h), hash
    /// checked. Errors: NotFound, Corrupt.
    Result<Bytes> blob(std::string_view path, std::size_t limit) const;
    Value keys() const;
    /// Whether something asked for so far could not be read because the database is damaged; what it gave was less than there is.
    bool met_damage() const;
    /// Whether the file that is open is still the library's: one that was put aside is not.
    bool is_current() const;
    /// Reads all of the database. Errors: Corrupt, Storage.
    Result<void> check() const;

  private:
    struct State;
    explicit LibraryReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace lianxin
