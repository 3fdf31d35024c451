// Writing frames and finding them again.
#include "records/store/frame.h"

#include "records/seal/hash.h"

#include <optional>

namespace lianxin {
namespace {

constexpr std::string_view whole_magic = "LXF1";
constexpr std::string_view settled_magic = "LXS1";
constexpr std::size_t magic_size = 4;
constexpr std::size_t prefix_size = magic_size + 4 + 32; // magic, length, SHA-256
constexpr std::size_t largest_header = 512;
constexpr std::size_t smallest_payload = 2 + 64;
constexpr std::size_t largest_payload = smallest_payload + largest_header + largest_sealed;
constexpr std::size_t window = std::size_t{1} << 20; // read at once while looking for the next frame

Bytes encode(std::string_view magic, const LedgerEntry& entry, ByteView sealed) {
    Bytes payload;
    payload.reserve(smallest_payload + entry.header.size() + sealed.size());
    append_u16(payload, static_cast<std::uint16_t>(entry.header.size()));
    append(payload, entry.header);
    append(payload, entry.signature);
    append(payload, sealed);
    Bytes frame = copy_of(bytes_of(magic));
    append_u32(frame, static_cast<std::uint32_t>(payload.size()));
    append(frame, sha256(payload));
    append(frame, payload);
    return frame;
}

std::optional<FrameKind> kind_of(ByteView bytes) {
    if (bytes.size() < magic_size) return std::nullopt;
    const std::string_view magic(reinterpret_cast<const char*>(bytes.data()), magic_size);
    if (magic == whole_magic) return FrameKind::Whole;
    if (magic == settled_magic) return FrameKind::Settled;
    return std::nullopt;
}

/// Header and signature at the beginning of a payload, as far as they can be read.
std::optional<LedgerEntry> entry_in(ByteView payload) {
    if (payload.size() < smallest_payload) return std::nullopt;
    const std::size_t size = read_u16(payload, 0);
    if (size > largest_header || payload.size() < smallest_payload + size) return std::nullopt;
    auto signature = to_array<64>(payload.subspan(2 + size, 64));
    auto entry = make_entry(copy_of(payload.subspan(2, size)), *signature);
    if (!entry) return std::nullopt;
    return std::move(*entry);
}

struct FoundFrame {
    Frame frame;
    std::size_t length = 0;
};

/// The whole frame that begins `bytes`, if there is one.
std::optional<FoundFrame> frame_at(ByteView bytes) {
    const auto kind = kind_of(bytes);
    if (!kind || bytes.size() < prefix_size) return std::nullopt;
    const std::size_t length = read_u32(bytes, magic_size);
    if (length > largest_payload || bytes.size() < prefix_size + length) return std::nullopt;
    const ByteView payload = bytes.subspan(prefix_size, length);
    if (!equal(sha256(payload), bytes.subspan(magic_size + 4, 32))) return std::nullopt;
    auto entry = entry_in(payload);
    if (!entry) return std::nullopt;
    const std::size_t body = smallest_payload + entry->header.size();
    return FoundFrame{{*kind, {std::move(*entry), copy_of(payload.subspan(body))}}, prefix_size + length};
}

/// Whether a frame begins here that declares to be longer than what is left.
bool is_cut_short(ByteView rest) {
    if (rest.size() < prefix_size) {
        const std::string_view start(reinterpret_cast<const char*>(rest.data()), std::min(rest.size(), magic_size));
        return start == whole_magic.substr(0, start.size());
    }
    return kind_of(rest) && read_u32(rest, magic_size) <= largest_payload &&
           prefix_size + read_u32(rest, magic_size) > rest.size();
}

/// A window over the file that always shows at least one largest frame ahead, as far as the file reaches.
class Window {
  public:
    Window(const File& file, std::uint64_t size) : file_(file), size_(size) {}

    std::uint64_t size() const { return size_; }

    Result<ByteView> from(std::uint64_t offset) {
        const bool covered = offset >= start_ && offset + prefix_size + largest_payload <= start_ + bytes_.size();
        const bool at_end = offset >= start_ && start_ + bytes_.size() == size_;
        if (!covered && !at_end) {
            auto read =
                file_.read_at(offset, static_cast<std::size_t>(std::min<std::uint64_t>(window, size_ - offset)));
            if (!read) return std::move(read).error();
            bytes_ = std::move(*read);
            start_ = offset;
        }
        return ByteView(bytes_).subspan(std::min(static_cast<std::size_t>(offset - start_), bytes_.size()));
    }

  private:
    const File& file_;
    std::uint64_t size_;
    std::uint64_t start_ = 0;
    Bytes bytes_;
};

/// Goes over bytes that are no frame, up to the next whole one or the end.
Result<DamagedRange> skip_damage(Window& frames, std::uint64_t offset) {
    DamagedRange range{offset, 0, false, {}};
    for (std::uint64_t at = offset; at < frames.size(); ++at) {
        auto rest = frames.from(at);
        if (!rest) return std::move(rest).error();
        if (rest->empty()) break; // the file became shorter under us
        if (at == offset) range.cut_short = is_cut_short(*rest);
        range.length = at - offset;
        if (!kind_of(*rest)) continue;
        if (frame_at(*rest)) return range;
        if (rest->size() > prefix_size)
            if (auto entry = entry_in(rest->subspan(prefix_size))) range.entries.push_back(std::move(*entry));
    }
    range.length = frames.size() - offset;
    return range;
}

} // namespace

Bytes encode_frame(const LedgerEntry& entry, ByteView sealed) {
    return encode(whole_magic, entry, sealed);
}
Bytes encode_settled_frame(const LedgerEntry& entry) {
    return encode(settled_magic, entry, {});
}

Result<LogScan> scan_frames(const File& file, const std::function<Result<void>(Frame)>& visit) {
    auto size = file.size();
    if (!size) return std::move(size).error();
    Window frames(file, *size);
    LogScan scan;
    for (std::uint64_t at = 0; at < *size;) {
        auto rest = frames.from(at);
        if (!rest) return std::move(rest).error();
        if (auto found = frame_at(*rest)) {
            at += found->length;
            scan.end = at;
            if (auto seen = visit(std::move(found->frame)); !seen) return std::move(seen).error();
            continue;
        }
        auto range = skip_damage(frames, at);
        if (!range) return std::move(range).error();
        at += range->length;
        if (at < *size)
            scan.damaged.push_back(std::move(*range));
        else
            scan.tail = std::move(*range);
    }
    return scan;
}

} // namespace lianxin
