// What was refused of a layer's editions, kept in a file, so that nothing is fetched or complained of twice.
#pragma once

#include "records/base/file.h"

#include <deque>
#include <optional>

namespace lianxin {

/// A number is remembered only of an edition whose signed head says it; whoever signs nothing can so not keep a later edition away. A head
/// that does not hold is known by its hash: it may be another one the next time, under the same number. A refusal forbids nothing but
/// the very thing that was refused.
class EditionRefusals {
  public:
    static constexpr std::size_t most = 16; ///< older ones are forgotten

    /// A file that is missing or damaged tells of none.
    explicit EditionRefusals(Path file);

    bool has(std::uint64_t number) const { return has(std::to_string(number)); }
    bool has(const Hash& head) const { return has(to_hex(head)); }
    /// The number that was refused last; nothing for none.
    std::optional<std::uint64_t> last_number() const;
    /// Errors: Storage, NoSpace.
    Result<void> add(std::uint64_t number) { return add(std::to_string(number)); }
    Result<void> add(const Hash& head) { return add(to_hex(head)); }
    void forget();

  private:
    bool has(const std::string& word) const;
    Result<void> add(std::string word);

    Path file_;
    std::deque<std::string> words_; ///< numbers and hashes of heads, the newest last
};

/// Decimal digits alone. Nothing for other text.
std::optional<std::uint64_t> edition_number(std::string_view text);

} // namespace lianxin
