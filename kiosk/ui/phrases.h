// Pieces of Chinese text put together with the marks that belong between them.
#pragma once

#include <string>
#include <string_view>

namespace lianxin {

/// Both with `mark` between them; no mark beside an empty piece.
inline std::string joined(std::string_view one, std::string_view mark, std::string_view other) {
    std::string both(one);
    if (!one.empty() && !other.empty()) both += mark;
    return both += other;
}

/// "电话，138 0013 8000": a name and what it holds, as it is spoken.
inline std::string told(std::string_view one, std::string_view other) { return joined(one, "，", other); }
/// Two sentences.
inline std::string sentences(std::string_view one, std::string_view other) { return joined(one, "。", other); }
/// "青禾县交通运输局　2026年2月10日": facts side by side.
inline std::string beside(std::string_view one, std::string_view other) { return joined(one, "　", other); }
/// "农业、道路": members of a list.
inline std::string listed(std::string_view one, std::string_view other) { return joined(one, "、", other); }
/// "身份证（全家人的）": what is said of a thing.
inline std::string noted(std::string_view thing, std::string_view note) {
    return note.empty() ? std::string(thing) : std::string(thing) + "（" + std::string(note) + "）";
}
/// "辟谣：石坝水库": a heading and what follows.
inline std::string headed(std::string_view heading, std::string_view text) { return joined(heading, "：", text); }

} // namespace lianxin
