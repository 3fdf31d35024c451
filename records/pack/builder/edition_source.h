// The folder that an edition is made of, written with a text editor and a spreadsheet.
#pragma once

#include "records/base/file.h"
#include "records/pack/manifest.h"

namespace lianxin {

/// A file of the source, by its place in the edition.
struct SourceFile {
    Path file;
    std::string path; ///< in the edition, and below the folder
    ItemKind kind = ItemKind::Other;
};

struct EditionSource {
    EditionInfo info; ///< without `made`
    std::string township; ///< 12 digits when it publishes this by itself, else empty
    std::vector<std::string> audience;
    std::uint64_t previous = 0;
    std::vector<SourceFile> files;        ///< ordered by path
    std::vector<std::string> passed_over; ///< files that belong to no edition, such as a note on licences
};

/// Reads edition.toml and lists the files of the known places: channels.toml, clocks.toml, divisions.csv,
/// departments.csv, signage.toml, roster.csv, synonyms.csv, forms/*.toml, notices/<channel>/*.md, pictures/*.png|jpg, audio/*.opus|csv,
/// holidays/*.ics, alerts/*.xml. Everything wrong is added
/// to `problems`, a line each that names the file and what to do. Errors: NotFound (no such folder), Storage.
Result<EditionSource> read_edition_source(const Path& folder, std::vector<std::string>& problems);

} // namespace lianxin
