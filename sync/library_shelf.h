// The kiosk's library as a shelf for editions: what is installed, what is lacking, and looking after its files.
#pragma once

#include "records/base/trusted_clock.h"
#include "records/pack/installer.h"
#include "records/pack/tender.h"
#include "records/store/library_word.h"
#include "sync/edition_fetch.h"
#include "sync/settings.h"

#include <array>

namespace lianxin {

class LibraryShelf {
  public:
    /// `settings` and `clock` outlive the shelf.
    LibraryShelf(const Settings& settings, std::string township, std::string kiosk, const TrustedClock& clock);

    /// Verifies and installs an edition that came by any road. Errors: those of install_edition.
    Result<void> install(const Path& file, CopyProgress progress = {});
    /// Lives no longer than this.
    EditionShelf shelf();
    /// Builds a lost or damaged database again. Logs what fails.
    void restore();
    /// What the kiosk says of the library: a damaged database is built again; an edition that does not load is taken out, and the one before
    /// put back. Logs what fails.
    void heed(const LibraryWord& word);
    /// A step of looking after the library's files. Logs what fails.
    void tend();

  private:
    Result<InstallOptions> options() const;
    std::vector<Layer> layers() const;
    std::uint64_t installed(Layer layer) const;
    Result<EditionLook> look(const Path& head) const;
    std::optional<Path> to_mend(Layer layer);
    std::uint64_t room() const;

    const Settings& settings_;
    std::string township_, kiosk_;
    const TrustedClock& clock_;
    LibraryTender tender_;
    unsigned tended_ = 0; ///< steps
    std::array<bool, 2> may_lack_{true, true}; ///< by layer, until it was looked at after a start or after a damaged file was dropped
};

} // namespace lianxin
