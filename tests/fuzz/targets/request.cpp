// A request as it comes out of the seal at the county.
#include "tests/fuzz/target.h"

#include "records/base/cbor.h"
#include "records/model/request.h"
#include "records/base/toml.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    const auto value = parse_cbor(input);
    if (!value) return true;
    const auto request = request_from(*value);
    if (!request) return true;
    const Bytes written = to_cbor(to_value(*request));
    const auto again = request_from(*parse_cbor(written));
    return again && equal(to_cbor(to_value(*again)), written);
}

std::vector<Bytes> seeds() {
    Request request;
    request.service = "help";
    request.answers = {{"matter", "我们村里路坏了"}, {"identity", "real"}, {"village", "990021101202"}};
    request.handed_in = TimePoint(Milliseconds(1'793'333'333'000));
    request.promised = *parse_iso_day("2026-12-01");
    request.clock = "usual";
    Request spoken = request;
    spoken.attachments = {{"matter", "memo", "audio/ogg", Milliseconds{72'000}, 60'000, {}, {Uuid{{1}}, Uuid{{2}}}}};
    return {to_cbor(to_value(request)), to_cbor(to_value(spoken))};
}

} // namespace

extern const Target request_target{"request", 4000, holds, seeds};

} // namespace lianxin::fuzz
