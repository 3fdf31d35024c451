// Fetching a newer edition: a file that grows over cut connections, then is handed to the installer.
#pragma once

#include "records/base/file.h"
#include "sync/county_link.h"

namespace lianxin {

/// Where editions are installed.
struct EditionShelf {
    /// Number of the installed edition; 0 for none.
    std::function<std::uint64_t()> installed;
    /// Verifies and installs the edition in a file. Errors that blame the file (Corrupt, Untrusted, Unsupported, Invalid,
    /// Conflict) mean that it need not be tried again.
    std::function<Result<void>(const Path& file)> install;
};

class EditionFetch {
  public:
    /// `folder` keeps unfinished downloads.
    EditionFetch(Path folder, EditionShelf shelf) : folder_(std::move(folder)), shelf_(std::move(shelf)) {}

    /// Asks for an edition newer than the installed one; fetches and installs it. Errors: those of the link, Storage, NoSpace,
    /// those of the installer.
    Result<void> run(CountyLink& link);
    std::uint64_t installed() const { return shelf_.installed(); }

  private:
    struct Numbers;
    Numbers look() const;
    Result<std::uint64_t> fetch(CountyLink& link, const Numbers& numbers);
    Result<void> install(std::uint64_t number);
    void clear() const;
    Path file(std::uint64_t number, std::string_view ending) const;

    Path folder_;
    EditionShelf shelf_;
};

} // namespace lianxin
