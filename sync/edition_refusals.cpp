// Refusals as lines of a file.
#include "sync/edition_refusals.h"

#include <algorithm>
#include <charconv>

namespace lianxin {
namespace {

constexpr std::size_t largest_file = 4096;
constexpr std::size_t longest_number = 20; ///< digits; a hash has 64

} // namespace

EditionRefusals::EditionRefusals(Path file) : file_(std::move(file)) {
    const std::string text = read_text(file_, largest_file).value_or("");
    for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1) words_.push_back(text.substr(at, end - at));
    while (words_.size() > most) words_.pop_front();
}

std::optional<std::uint64_t> EditionRefusals::last_number() const {
    const auto last = std::find_if(words_.rbegin(), words_.rend(), [](const std::string& word) { return word.size() <= longest_number; });
    return last == words_.rend() ? std::nullopt : edition_number(*last);
}

bool EditionRefusals::has(const std::string& word) const { return std::find(words_.begin(), words_.end(), word) != words_.end(); }

Result<void> EditionRefusals::add(std::string word) {
    words_.push_back(std::move(word));
    if (words_.size() > most) words_.pop_front();
    std::string text;
    for (const std::string& each : words_) text += each + "\n";
    return write_file(file_, text);
}

void EditionRefusals::forget() {
    words_.clear();
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
}

std::optional<std::uint64_t> edition_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ptr != text.data() + text.size() || read.ec != std::errc()) return std::nullopt;
    return number;
}

} // namespace lianxin
