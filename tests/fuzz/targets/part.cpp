// A part of an attachment as it comes out of the seal at the county.
#include "tests/fuzz/target.h"

#include "records/base/cbor.h"
#include "records/model/attachment.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    const auto value = parse_cbor(input);
    if (!value) return true;
    const auto part = attachment_part_from(*value);
    if (!part) return true;
    const Bytes written = to_cbor(to_value(*part));
    const auto again = attachment_part_from(*parse_cbor(written));
    return again && again->bytes == part->bytes && again->bytes.size() <= largest_part && again->number >= 1;
}

std::vector<Bytes> seeds() {
    AttachmentPart part;
    part.number = 2;
    part.bytes = copy_of(bytes_of("OggS and what follows"));
    return {to_cbor(to_value(part))};
}

} // namespace

extern const Target part_target{"part", 4000, holds, seeds};

} // namespace lianxin::fuzz
