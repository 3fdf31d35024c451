// An edition file: as it came; and the input as a manifest that a publisher signed, with blobs behind it, also as a delta.
#include "tests/fuzz/target.h"

#include "records/base/compression.h"
#include "records/pack/edition_file.h"
#include "records/seal/hash.h"

#include <cstdlib>

namespace lianxin::fuzz {
namespace {

SigningKey signer() {
    SeededRandom random(11);
    return SigningKey::make(random);
}

SignedKeys trusted() {
    const PublicKey root = signer().public_key();
    CountyKeys keys;
    keys.county = "990021";
    keys.made = TimePoint(Milliseconds(1'793'333'333'000));
    keys.roots = keys.publishers = {{key_id_of(root), root}};
    SeededRandom random(12);
    keys.intake = Identity::make(random).recipient();
    keys.recovery = Identity::make(random).recipient();
    keys.discipline_first = Identity::make(random).recipient();
    keys.discipline_second = Identity::make(random).recipient();
    keys.answers = keys.log = root;
    SignedKeys all{to_document(keys), ""};
    if (!add_root_signature(all, signer())) std::abort();
    return all;
}

/// What an installer does: open, then read every item to its end.
bool items_are_what_they_say(ByteView bytes) {
    static const SignedKeys keys = trusted();
    const File file = file_of(bytes);
    (void)read_edition_head(file);
    const auto edition = EditionFile::open("/proc/self/fd/" + std::to_string(file.descriptor()), keys);
    if (!edition) return true;
    for (std::size_t i = 0; i < edition->manifest().items.size(); ++i) {
        if (!edition->holds(i)) continue;
        std::uint64_t size = 0;
        const auto read = edition->read_item(i, [&](ByteView piece) {
            size += piece.size();
            return Result<void>();
        });
        if (read && size != edition->manifest().items[i].size) return false;
    }
    return true;
}

Bytes signed_edition(const std::string& manifest, ByteView blobs, std::optional<Bytes> held = std::nullopt) {
    EditionHead head;
    head.manifest = manifest;
    head.held = std::move(held);
    Manifest named;
    named.info.county = "990021";
    sign_edition(head, named, signer());
    Bytes file = encode(head);
    append(file, blobs);
    return file;
}

bool holds(ByteView input) {
    if (!items_are_what_they_say(input)) return false;
    if (input.size() < 2) return true;
    const ByteView rest = input.subspan(2);
    const std::size_t length = std::min<std::size_t>(read_u16(input, 0), rest.size());
    const ByteView behind = rest.subspan(length);
    if (!items_are_what_they_say(signed_edition(text_of(rest.first(length)), behind))) return false;
    // The same as a delta, whose list of what it holds nobody signed.
    if (behind.empty()) return true;
    return items_are_what_they_say(signed_edition(text_of(rest.first(length)), behind.subspan(1), copy_of(behind.first(1))));
}

std::vector<Bytes> seeds() {
    Manifest manifest;
    manifest.info.number = 7;
    manifest.info.county = "990021";
    manifest.info.county_name = manifest.info.title = manifest.info.publisher = "青禾县";
    manifest.info.expires = TimePoint(Milliseconds(1'893'333'333'000));
    manifest.audience = {"all"};
    const Bytes text = copy_of(bytes_of("农村公路养护办法，农村公路养护办法，农村公路养护办法"));
    const Bytes packed = compress(text, 19);
    Bytes blobs;
    for (const bool is_packed : {true, false}) {
        const Bytes& stored = is_packed ? packed : text;
        ManifestItem item;
        item.path = is_packed ? "notices/road.md" : "pictures/map.png";
        item.kind = is_packed ? ItemKind::Notice : ItemKind::Picture;
        item.kind_name = name_of(item.kind);
        item.size = text.size();
        item.hash = blake2b(text);
        item.packing = is_packed ? Packing::Zstd : Packing::Raw;
        item.stored = stored.size();
        item.stored_hash = blake2b(stored);
        if (is_packed) item.title = "农村公路";
        manifest.items.push_back(item);
        append(blobs, stored);
    }
    const std::string document = to_document(manifest);
    Bytes forged;
    append_u16(forged, static_cast<std::uint16_t>(document.size()));
    append(forged, bytes_of(document));
    append(forged, blobs);
    Bytes forged_delta;
    append_u16(forged_delta, static_cast<std::uint16_t>(document.size()));
    append(forged_delta, bytes_of(document));
    forged_delta.push_back(0b10);
    append(forged_delta, text);
    return {signed_edition(document, blobs), signed_edition(document, text, Bytes{0b10}), forged, forged_delta};
}

} // namespace

extern const Target edition_target{"edition", 500, holds, seeds};

} // namespace lianxin::fuzz
