// The seal of a record: packed small, padded to a size class, sealed to those who may open it. FORMAT.md has the bytes.
#pragma once

#include "records/model/record_header.h"
#include "records/seal/age.h"

namespace lianxin {

/// Errors: Unsupported.
Result<Suite> to_suite(std::uint8_t byte);

/// Who can open a record. With `second_holder` empty any one of `first` opens it; else it is sealed in two layers and
/// one of each is needed (a report to the discipline holders).
struct SealedTo {
    std::vector<Recipient> first;         ///< the county's intake key and its recovery key; or the first holder
    std::vector<Recipient> second_holder; ///< opens what the first holder's layer held
};

/// A trained zstd dictionary; empty bytes mean none.
struct Dictionary {
    std::uint32_t id = 0;
    Bytes bytes;
};
/// Takes the id from the trained bytes. Errors: Invalid (not a trained dictionary).
Result<Dictionary> to_dictionary(Bytes trained);

constexpr std::size_t largest_body = std::size_t{64} * 1024;        ///< bytes of a body before packing
constexpr std::size_t largest_sealed_body = std::size_t{80} * 1024; ///< bytes of a sealed body that is looked at

/// The padded size for `packed` bytes: the next multiple of 128 up to 2048, above it of 1024.
std::size_t size_class(std::size_t packed);

/// Errors: Invalid (no or bad recipients, body too large).
Result<Bytes> seal_record(Suite suite, ByteView body, const SealedTo& to, const Dictionary& dictionary, Random& random);

/// What one holder sees after opening a layer.
struct OpenedLayer {
    enum class Holds { Body, SecondLayer };
    Holds holds = Holds::Body;
    Bytes bytes; ///< the body, or the sealed bytes for the second holder; the caller wipes it
};
/// Opens one layer. Errors: as open(); NotFound (a dictionary that is not among `dictionaries`), Corrupt (bad packing).
Result<OpenedLayer> open_layer(Suite suite, ByteView sealed, std::span<const Identity> identities,
                               std::span<const Dictionary> dictionaries);
/// Opens to the body, both layers where there are two, with whatever identities fit. Errors: as open_layer().
Result<Bytes> open_record(Suite suite, ByteView sealed, std::span<const Identity> identities,
                          std::span<const Dictionary> dictionaries);

} // namespace lianxin
