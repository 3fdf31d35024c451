// Copying the wanted blobs behind a head.
#include "records/pack/delta.h"

#include <algorithm>
#include <fcntl.h>

namespace lianxin {
namespace {

Result<void> copy_range(const File& from, std::uint64_t offset, std::uint64_t length, File& to) {
    constexpr std::uint64_t piece = 256 * 1024;
    while (length > 0) {
        const auto bytes = from.read_at(offset, static_cast<std::size_t>(std::min(piece, length)));
        if (!bytes) return bytes.error();
        if (bytes->empty()) return refused(Refusal::TooShort, ErrorCode::Corrupt, "the edition ends too early");
        if (auto written = to.write_all(*bytes); !written) return written;
        offset += bytes->size();
        length -= bytes->size();
    }
    return {};
}

Result<void> write_to(File& output, const File& edition, const EditionHead& head, const Manifest& manifest) {
    if (auto written = output.write_all(encode(head)); !written) return written;
    std::uint64_t offset = head.blobs_at;
    for (std::size_t i = 0; i < manifest.items.size(); offset += manifest.items[i].stored, ++i) {
        if (head.held && !is_held(*head.held, i)) continue;
        if (auto copied = copy_range(edition, offset, manifest.items[i].stored, output); !copied) return copied;
    }
    return output.sync_data();
}

} // namespace

Result<std::uint64_t> write_delta(const Path& edition, ByteView held, const Path& output) {
    auto file = File::open(edition, O_RDONLY);
    if (!file) return std::move(file).error();
    auto head = read_edition_head(*file);
    if (!head) return std::move(head).error();
    if (head->held) return Error{ErrorCode::Invalid, "this is a delta itself; a delta is made of a whole edition", {}};
    const auto manifest = parse_manifest(head->manifest);
    if (!manifest) return manifest.error();
    const std::size_t items = manifest->items.size();
    const Bytes bits = held_bits(items, [&](std::size_t index) { return is_held(held, index); });
    if (!equal(bits, held)) return Error{ErrorCode::Invalid, "the list of items does not fit the edition", {}};
    if (bits != held_bits(items, [](std::size_t) { return true; })) head->held = bits;
    const Path fresh = output.string() + ".new";
    auto out = File::open(fresh, O_WRONLY | O_CREAT | O_TRUNC);
    if (!out) return std::move(out).error();
    if (auto written = write_to(*out, *file, *head, *manifest); !written) return std::move(written).error();
    const auto size = out->size();
    if (!size) return size;
    std::error_code code;
    std::filesystem::rename(fresh, output, code);
    if (code) return Error{ErrorCode::Storage, "renaming " + fresh.string() + ": " + code.message(), {}};
    return size;
}

} // namespace lianxin
