// What the kiosk tells the daemon of receipts that were shown at it: which updates are looked for, and which were read. Two small
// files beside the outbox, written by the kiosk alone. A tag tells nothing of the receipt but where its updates lie.
#pragma once

#include "records/base/date.h"
#include "records/store/inbox.h"

#include <vector>

namespace lianxin {

/// Somebody showed a receipt whose case is not closed here: the county may know more.
struct AskedReceipt {
    ByteArray<16> tag{};
    TimePoint at; ///< by the kiosk's trusted time, to the minute
    bool operator==(const AskedReceipt&) const = default;
};

/// Somebody read the answer of a case.
struct ReadReceipt {
    ReadMark mark;
    Day day{}; ///< in China, by the kiosk's trusted time
};

constexpr std::size_t most_asked = 20;
constexpr std::size_t most_read = 5000;

constexpr std::string_view asked_file = "asked.json"; ///< a change of it wakes the daemon
constexpr std::string_view read_file_name = "read.json";

/// At most most_asked and most_read are kept, the newest. Errors: Storage, NoSpace.
Result<void> write_asked(const Path& folder, std::vector<AskedReceipt> asked);
Result<void> write_read(const Path& folder, std::vector<ReadReceipt> read);
/// Empty when there is no file. Errors: Storage, Corrupt.
Result<std::vector<AskedReceipt>> read_asked(const Path& folder);
Result<std::vector<ReadReceipt>> read_read(const Path& folder);

} // namespace lianxin
