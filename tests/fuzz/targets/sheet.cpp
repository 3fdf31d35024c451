// The paper that lianxin-print is given, and what a printer answers: read, written and read again it is the same.
#include "tests/fuzz/target.h"

#include "kiosk/device/print/escpos.h"

#include <algorithm>

namespace lianxin::fuzz {
namespace {

/// A printer may answer anything at any time.
bool is_status_bounded(ByteView answers) {
    PrinterStatus status;
    for (std::size_t i = 0; i < answers.size(); ++i)
        if (answers_query(answers[i])) note(status, static_cast<Query>(1 + i % 4), answers[i]);
    return std::none_of(answers.begin(), answers.end(), [](auto byte) { return answers_query(byte) && answers_when_done(byte); });
}

bool holds(ByteView input) {
    if (!is_status_bounded(input)) return false;
    const auto sheet = parse_sheet(text_of(input));
    if (!sheet) return true;
    const auto again = parse_sheet(to_json(*sheet));
    return again && to_json(*again) == to_json(*sheet);
}

std::vector<Bytes> seeds() {
    return texts({R"({"type":"large","blocks":[{"kind":"title","text":"清溪镇"},{"kind":"rule"},{"kind":"fact","label":"登记号","text":"20261122-000017"}]})",
                  R"({"blocks":[{"kind":"code","text":"4821 9077 3615 0248"},{"kind":"qr","text":"LXR1:ABC"},{"kind":"note","text":"10"}]})", "\x12\x16\x32\x7e"});
}

} // namespace

extern const Target sheet_target{"sheet", 2000, holds, seeds};

} // namespace lianxin::fuzz
