// How things are described to somebody who does not see them: words, role, state, place, and characters told apart. Pure.
#pragma once

#include "kiosk/ui/touch.h"
#include "kiosk/ui/wording.h"

#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

/// Whether others may hear what a thing holds.
enum class Secrecy { Open, Withheld };

/// "求助，按钮，现在不能用": what it is called, what it is and how it stands.
std::string describe(const Target& target, Secrecy secrecy, const Wording& words);

/// "第3项，共8项" for members of a list, else empty. `order` is the reading order it stands in.
std::string place_in_list(const Target& target, const std::vector<const Target*>& order, const Wording& words);

/// "4、8、2、1，9、0、7、7": figures one by one, in the groups they are written in or else in those that people know.
std::string spelled(std::string_view figures);
/// Only figures, their separators, and the X of an identity number; at least four of them.
bool is_figures(std::string_view text);

/// "村，农村的村"; "逗号". Several characters: the whole, and then each unless they are many.
std::string explained(std::string_view characters, const Wording& words);

/// What became of a text: what was added or taken away, or how much of it there is now.
std::string told_change(std::string_view before, std::string_view after, Secrecy secrecy, const Wording& words);

/// Without its figures: a text in which only a count runs down is no news.
std::string without_figures(std::string_view text);

} // namespace lianxin
