// Packing, padding and sealing of record bodies.
#include "records/seal/record_seal.h"

#include "records/base/compression.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr int compression_level = 19;
constexpr std::size_t prefix_size = 1 + 4 + 4;
/// An outsider sees at least so many recipients, whatever the record is.
constexpr std::size_t shown_recipients = 2;

enum class Content : std::uint8_t { Body = 1, SecondLayer = 2 };

Error corrupt(std::string why) {
    return {ErrorCode::Corrupt, "packed body: " + std::move(why), {}};
}

Bytes padded(Content content, std::uint32_t dictionary, ByteView bytes) {
    Bytes out;
    out.reserve(size_class(prefix_size + bytes.size()));
    out.push_back(static_cast<std::uint8_t>(content));
    append_u32(out, dictionary);
    append_u32(out, static_cast<std::uint32_t>(bytes.size()));
    append(out, bytes);
    out.resize(size_class(out.size()));
    return out;
}

struct Unpadded {
    Content content;
    std::uint32_t dictionary;
    ByteView bytes;
};

/// One packing has one spelling: the size class is exact, the padding is zero.
Result<Unpadded> unpadded(ByteView packed) {
    if (packed.size() < prefix_size) return corrupt("it breaks off");
    if (packed[0] != 1 && packed[0] != 2)
        return Error{ErrorCode::Unsupported, "packed body: an unknown kind of content", {}};
    const std::size_t length = read_u32(packed, 5);
    if (length > packed.size() - prefix_size || size_class(prefix_size + length) != packed.size())
        return corrupt("its length does not fit");
    const ByteView padding = packed.subspan(prefix_size + length);
    if (std::any_of(padding.begin(), padding.end(), [](auto byte) { return byte != 0; }))
        return corrupt("its padding is not empty");
    const Unpadded out{static_cast<Content>(packed[0]), read_u32(packed, 1), packed.subspan(prefix_size, length)};
    if (out.content == Content::SecondLayer && out.dictionary != 0) return corrupt("a layer has no dictionary");
    return out;
}

Result<Bytes> unpacked_body(const Unpadded& packed, std::span<const Dictionary> dictionaries) {
    if (packed.dictionary == 0) return decompress(packed.bytes, largest_body);
    for (const auto& dictionary : dictionaries)
        if (dictionary.id == packed.dictionary) return decompress(packed.bytes, largest_body, dictionary.bytes);
    return Error{ErrorCode::NotFound, "dictionary " + std::to_string(packed.dictionary) + " is not here", {}};
}

Result<OpenedLayer> layer_of(ByteView packed, std::span<const Dictionary> dictionaries) {
    const auto content = unpadded(packed);
    if (!content) return content.error();
    if (content->content == Content::SecondLayer)
        return OpenedLayer{OpenedLayer::Holds::SecondLayer, copy_of(content->bytes)};
    auto body = unpacked_body(*content, dictionaries);
    if (!body) return std::move(body).error();
    return OpenedLayer{OpenedLayer::Holds::Body, *std::move(body)};
}

/// Throwaway keys fill up the recipients, so that their number does not tell what kind of record it is.
std::vector<Recipient> filled_up(std::vector<Recipient> recipients, Random& random) {
    while (recipients.size() < shown_recipients) recipients.push_back(Identity::make(random).recipient());
    return recipients;
}

Result<Bytes> sealed_layer(Bytes packed, const std::vector<Recipient>& to, Random& random) {
    auto sealed = seal(packed, to, random);
    wipe(packed);
    return sealed;
}

} // namespace

Result<Suite> to_suite(std::uint8_t byte) {
    if (byte == static_cast<std::uint8_t>(Suite::AgeX25519)) return Suite::AgeX25519;
    return Error{ErrorCode::Unsupported, "seal suite " + std::to_string(byte) + " is not known here", {}};
}

Result<Dictionary> to_dictionary(Bytes trained) {
    const std::uint32_t id = dictionary_id(trained);
    if (id == 0) return Error{ErrorCode::Invalid, "not a trained zstd dictionary", {}};
    return Dictionary{id, std::move(trained)};
}

std::size_t size_class(std::size_t packed) {
    const std::size_t step = packed <= 2048 ? 128 : 1024;
    return (packed + step - 1) / step * step;
}

Result<Bytes> seal_record(Suite suite, ByteView body, const SealedTo& to, const Dictionary& dictionary,
                          Random& random) {
    if (auto known = to_suite(static_cast<std::uint8_t>(suite)); !known) return std::move(known).error();
    if (body.size() > largest_body) return Error{ErrorCode::Invalid, "the record is larger than 64 KiB", {}};
    if (to.first.empty()) return Error{ErrorCode::Invalid, "the record has no recipient", {}};
    Bytes frame = compress(body, compression_level, dictionary.bytes);
    Bytes packed = padded(Content::Body, dictionary.bytes.empty() ? 0 : dictionary.id, frame);
    wipe(frame);
    if (to.second_holder.empty()) return sealed_layer(std::move(packed), filled_up(to.first, random), random);
    const auto inner = sealed_layer(std::move(packed), to.second_holder, random);
    if (!inner) return inner.error();
    return sealed_layer(padded(Content::SecondLayer, 0, *inner), filled_up(to.first, random), random);
}

Result<OpenedLayer> open_layer(Suite suite, ByteView sealed, std::span<const Identity> identities,
                               std::span<const Dictionary> dictionaries) {
    if (auto known = to_suite(static_cast<std::uint8_t>(suite)); !known) return std::move(known).error();
    if (sealed.size() > largest_sealed_body)
        return Error{ErrorCode::Invalid, "the sealed record is larger than 80 KiB", {}};
    auto packed = open(sealed, identities, largest_sealed_body);
    if (!packed) return std::move(packed).error();
    auto layer = layer_of(*packed, dictionaries);
    wipe(*packed);
    return layer;
}

Result<Bytes> open_record(Suite suite, ByteView sealed, std::span<const Identity> identities,
                          std::span<const Dictionary> dictionaries) {
    auto layer = open_layer(suite, sealed, identities, dictionaries);
    if (layer && layer->holds == OpenedLayer::Holds::SecondLayer)
        layer = open_layer(suite, layer->bytes, identities, dictionaries);
    if (!layer) return std::move(layer).error();
    if (layer->holds == OpenedLayer::Holds::SecondLayer) return corrupt("more than two layers");
    return std::move(layer->bytes);
}

} // namespace lianxin
