// A fuzz target: one reader of bytes that strangers may have written, the laws it keeps, and inputs to begin from.
#pragma once

#include "records/base/bytes.h"
#include "records/base/file.h"

#include <string_view>
#include <vector>

namespace lianxin::fuzz {

struct Target {
    std::string_view name;
    std::uint32_t rounds; ///< mutations that the deterministic run tries
    /// Reads the input as the program would. False when a law is broken: what was read, written and read again differs.
    /// A refusal is no breach.
    bool (*holds)(ByteView input);
    std::vector<Bytes> (*seeds)(); ///< whole inputs, valid ones among them
};

/// Every target, in the order of names.
const std::vector<Target>& all_targets();
/// Errors: NotFound, naming the ones there are.
Result<Target> target_named(std::string_view name);

/// Files of the source tree with that extension, below `folder`, at most `most` of them; as inputs.
std::vector<Bytes> sample_files(std::string_view folder, std::string_view extension, std::size_t most = 40);
/// A file without a name that holds the bytes.
File file_of(ByteView bytes);
inline std::vector<Bytes> texts(std::initializer_list<std::string_view> list) {
    std::vector<Bytes> out;
    for (const auto text : list) out.push_back(copy_of(bytes_of(text)));
    return out;
}

} // namespace lianxin::fuzz
