// A public matter as the county sends it down: read, looked through, written and read again.
#include "tests/fuzz/target.h"

#include "records/base/cbor.h"
#include "records/model/public_item.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    for (const std::string_view kind : {item_kind::board, item_kind::survey, item_kind::holidays, item_kind::alert, item_kind::roster}) {
        // Whatever the content is, looking through it ends, and says so when kiosks cannot show it.
        const PublicItem item{std::string(kind), "x", 1, {}, text_of(input), ""};
        if (const auto good = check_content(item); !good && good.error().message.empty()) return false;
    }
    const auto value = parse_cbor(input);
    const auto item = value ? public_item_from(*value) : Result<PublicItem>(value.error());
    if (!item) return true;
    const auto again = public_item_from(to_value(*item));
    return again && *again == *item;
}

std::vector<Bytes> seeds() {
    const std::string board = "title = \"路灯\"\nquestion = \"坏了\"\nasked = \"2026-10-08\"\n";
    const std::string survey = "title = \"班车\"\nsummary = \"问\"\nopens = \"2026-11-01\"\ncloses = \"2026-12-01\"\n[[question]]\nname = \"a\"\ntitle = \"b\"\noptions = [\"c\", \"d\"]\n";
    return {to_cbor(to_value(PublicItem{"board", "lamp", 2, {}, board, ""})), to_cbor(to_value(PublicItem{"board", "lamp", 3, {}, "", "错了"})),
            copy_of(bytes_of(board)), copy_of(bytes_of(survey))};
}

} // namespace

extern const Target public_item_target{"public_item", 1000, holds, seeds};

} // namespace lianxin::fuzz
