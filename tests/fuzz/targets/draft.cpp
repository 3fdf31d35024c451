// A draft as a crashed kiosk left it.
#include "tests/folder.h"
#include "tests/fuzz/target.h"

#include "kiosk/draft_file.h"

#include <cstdlib>
#include <fcntl.h>

namespace lianxin::fuzz {
namespace {

constexpr TimePoint now{Milliseconds(1'793'333'333'000)};

bool holds(ByteView input) {
    static const Folder folder("/dev/shm");
    static DraftFile file(folder.path);
    {
        auto draft = File::open(folder.path / "draft", O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (!draft || !draft->write_all(input)) return false;
    }
    const auto draft = file.find(now, std::chrono::minutes(10));
    file.drop();
    return !draft || draft->screen == Screen::Form || draft->screen == Screen::Confirm;
}

std::vector<Bytes> seeds() {
    const Folder folder("/dev/shm");
    DraftFile file(folder.path);
    Draft draft;
    draft.form.service = "help";
    draft.form.answers = {{"matter", "路坏了"}, {"village", "990021101202"}};
    draft.form.field = "matter";
    if (!file.keep(draft, now)) return {};
    return {*read_file(folder.path / "draft", 1 << 20)};
}

} // namespace

extern const Target draft_target{"draft", 1500, holds, seeds};

} // namespace lianxin::fuzz
