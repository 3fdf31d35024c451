// Fetching a newer edition: a file that grows over cut connections, then is handed to the installer.
#pragma once

#include "records/base/file.h"
#include "sync/county_link.h"

namespace lianxin {

/// Verifies and installs the edition in a file. Errors that blame the file (Corrupt, Untrusted, Unsupported, Invalid, Conflict)
/// mean that it need not be tried again.
using InstallEdition = std::function<Result<void>(const Path& file)>;

class EditionFetch {
  public:
    /// `folder` keeps unfinished downloads; `library` is where editions are installed.
    EditionFetch(Path folder, Path library, InstallEdition install)
        : folder_(std::move(folder)), library_(std::move(library)), install_(std::move(install)) {}

    /// Asks for an edition newer than the installed one; fetches and installs it. Errors: those of the link, Storage, NoSpace,
    /// those of the installer.
    Result<void> run(CountyLink& link);
    /// Number of the installed edition; 0 for none.
    std::uint64_t installed() const;

  private:
    struct Numbers;
    Numbers look() const;
    Result<std::uint64_t> fetch(CountyLink& link, const Numbers& numbers);
    Result<void> install(std::uint64_t number);
    void clear() const;
    Path file(std::uint64_t number, std::string_view ending) const;

    Path folder_;
    Path library_;
    InstallEdition install_;
};

} // namespace lianxin
