// What is attached to a request, such as a voice memo: named in the request, carried as parts that are records of their own.
#pragma once

#include "records/base/clock.h"
#include "records/base/id.h"
#include "records/base/value.h"
#include "records/model/map_reader.h"

#include <string>
#include <vector>

namespace lianxin {

struct Attachment {
    std::string field;       ///< name of the question that it answers
    std::string kind;        ///< "memo"; a reader keeps kinds that it does not know
    std::string media_type;  ///< "audio/ogg"
    Milliseconds length{0};  ///< how long it sounds; 0 for what does not
    std::uint64_t size = 0;  ///< bytes of the whole
    Hash hash{};             ///< SHA-256 of the whole
    std::vector<Uuid> parts; ///< records that hold it, in order; at least one
    bool operator==(const Attachment&) const = default;
};

constexpr std::size_t largest_part = std::size_t{48} * 1024; ///< bytes
constexpr std::size_t most_parts = 32;                       ///< of one attachment: 1.5 MiB
constexpr std::size_t most_attachments = 16;                 ///< of one request

/// The plain text of a part's record.
struct AttachmentPart {
    Uuid record;
    Uuid request;             ///< that lists it
    std::uint32_t number = 1; ///< place among the parts, from 1
    Bytes bytes;
};

/// As many views as there will be parts. Empty for nothing.
std::vector<ByteView> cut_into_parts(ByteView whole);

Value to_value(const Attachment& attachment);
/// The list in a map's entry; an entry of another shape fails the map.
std::vector<Attachment> attachments_at(MapReader& outer, const Value& value, std::string_view key);

Value to_value(const AttachmentPart& part);
/// Unknown entries are ignored. Errors: Corrupt, Unsupported (version).
Result<AttachmentPart> attachment_part_from(const Value& value);

} // namespace lianxin
