// Taking minisign texts apart and checking each.
#include "records/pack/minisign_list.h"

#include "records/base/text.h"
#include "records/pack/refusal.h"

#include <algorithm>
#include <set>

namespace lianxin {
namespace {

constexpr std::size_t most_signatures = 18;
constexpr std::size_t lines_each = 4;

/// The texts, each four lines with their ends.
Result<std::vector<std::string>> split_texts(std::string_view texts) {
    const Error broken{ErrorCode::Invalid, "the signatures are not minisign texts of four lines each", {}};
    auto lines = split(texts, '\n');
    if (!lines.back().empty()) return broken;
    lines.pop_back();
    if (lines.size() % lines_each != 0 || lines.size() > most_signatures * lines_each) return broken;
    std::vector<std::string> out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i % lines_each == 0) out.emplace_back();
        out.back() += std::string(lines[i]) + "\n";
    }
    return out;
}

/// The first line is the only one that no signature covers, so it must be the one that minisign_signature() writes.
bool has_plain_first_line(std::string_view text, KeyId id) {
    std::reverse(id.begin(), id.end());
    std::string shown = to_hex(id);
    for (char& digit : shown)
        if (digit >= 'a') digit = static_cast<char>(digit - 'a' + 'A');
    return text.substr(0, text.find('\n')) == "untrusted comment: signature from minisign key " + shown;
}

} // namespace

Result<std::size_t> count_signers(std::string_view texts, ByteView message, std::span<const MinisignKey> known,
                                  Strangers strangers) {
    auto parts = split_texts(texts);
    if (!parts) return std::move(parts).error();
    std::set<KeyId> signers;
    for (const auto& text : *parts) {
        const auto id = minisign_signer(text);
        if (!id) return id.error();
        const auto key =
            std::find_if(known.begin(), known.end(), [&](const MinisignKey& candidate) { return candidate.id == *id; });
        if (key == known.end() && strangers == Strangers::PassedOver) continue;
        if (key == known.end())
            return refused(Refusal::Stranger, ErrorCode::Untrusted, "signed by a key that the county does not name");
        if (auto held = verify_minisign(*key, message, text); !held) return std::move(held).error();
        if (!has_plain_first_line(text, *id) || !signers.insert(*id).second)
            return Error{ErrorCode::Untrusted, "a signature is not in its one spelling or stands twice", {}};
    }
    return signers.size();
}

} // namespace lianxin
