// In which order the editions of a library were put in: the file `put_in`, newest first, by which it is told whose edition to take out when
// the content does not load. Times of files do not tell: a clock that was set between two editions turns them round.
#pragma once

#include "records/base/file.h"
#include "records/pack/manifest.h"

#include <array>

namespace lianxin {

/// Notes that this edition is about to be put in. One line more, the oldest go; written whole or not at all, durable with the next sync of the
/// file system. Errors: Storage, NoSpace.
Result<void> note_put_in(const Path& library, Layer layer, std::uint64_t number);

/// The layers, that of the installed edition which was put in last before the other. What was noted and is not installed says nothing, so a cut
/// between the note and the installation changes nothing. The county's first where nothing is noted.
std::array<Layer, 2> newest_first(const Path& library, std::uint64_t county, std::uint64_t township);

} // namespace lianxin
