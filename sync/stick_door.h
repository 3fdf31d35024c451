// The door at which the daemon asks for the stick. Behind it stands a helper that mounts, and hands over the stick's folder as an open
// descriptor: no other program and no name in the file system leads to it.
#pragma once

#include "records/base/file.h"

namespace lianxin {

enum class StickUse { Read, Write };

/// What is said through the door: one byte to ask; back comes door_opens and the descriptor, or door_refuses and why.
constexpr char ask_to_read = 'r', ask_to_write = 'w', door_opens = '+', door_refuses = '-';
constexpr std::size_t longest_door_word = 256;

/// The stick's folder, mounted for as long as the descriptor lives. A stick that is held for one use is not given for the other. Errors:
/// NotFound (nobody stands behind the door: there is no stick), Storage (it cannot be mounted so).
Result<File> ask_for_stick(const Path& door, StickUse use);

/// A path of this process that leads through the descriptor.
Path folder_of(const File& stick);

} // namespace lianxin
