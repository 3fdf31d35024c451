// Keeping numbers of paper forms.
#include "kiosk/paper_numbers.h"

#include "records/base/text.h"

#include <algorithm>
#include <fcntl.h>

namespace lianxin {
namespace {
constexpr std::size_t largest = 8 << 20;
}

bool PaperNumbers::hold(std::string_view number) const {
    const auto text = read_text(file_, largest);
    if (!text) return false;
    const auto lines = split(*text, '\n');
    return !number.empty() && std::find(lines.begin(), lines.end(), number) != lines.end();
}

Result<void> PaperNumbers::add(std::string_view number) {
    auto file = File::open(file_, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (!file) return std::move(file).error();
    if (auto written = file->write_all(bytes_of(std::string(number) + "\n")); !written) return written;
    if (auto synced = file->sync_data(); !synced) return synced;
    return sync_folder(file_.parent_path());
}

} // namespace lianxin
