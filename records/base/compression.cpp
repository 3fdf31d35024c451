// Zstandard by libzstd.
#include "records/base/compression.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
// The trainer that takes parameters and an id is in the part of zdict.h which only the static library promises to keep; the
// shared one of Debian exports it too.
#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>
#include <zstd.h>

namespace lianxin {
namespace {

struct FreeContext {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

Error corrupt(const char* why) { return {ErrorCode::Corrupt, std::string("zstd: ") + why, {}}; }

} // namespace

Bytes compress(ByteView plain, int level, ByteView dictionary) {
    const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
    Bytes out(ZSTD_compressBound(plain.size()));
    const std::size_t length = ZSTD_compress_usingDict(context.get(), out.data(), out.size(), plain.data(), plain.size(), dictionary.data(), dictionary.size(), level);
    // With a buffer of compressBound it can only fail for want of memory.
    if (ZSTD_isError(length)) std::abort();
    out.resize(length);
    return out;
}

Result<Bytes> decompress(ByteView packed, std::size_t limit, ByteView dictionary) {
    const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
    const auto declared = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (declared == ZSTD_CONTENTSIZE_ERROR) return corrupt("not a frame");
    if (declared == ZSTD_CONTENTSIZE_UNKNOWN) return corrupt("the frame does not tell its size");
    if (declared > limit) return Error{ErrorCode::Invalid, "unpacked size exceeds " + std::to_string(limit) + " bytes", {}};
    Bytes out(static_cast<std::size_t>(declared));
    const std::size_t length = ZSTD_decompress_usingDict(context.get(), out.data(), out.size(), packed.data(), packed.size(), dictionary.data(), dictionary.size());
    if (ZSTD_isError(length)) return corrupt(ZSTD_getErrorName(length));
    if (length != out.size()) return corrupt("the frame is shorter than it says");
    return out;
}

std::uint32_t dictionary_id(ByteView dictionary) { return ZSTD_getDictID_fromDict(dictionary.data(), dictionary.size()); }

Result<Bytes> train_dictionary(std::span<const Bytes> samples, std::size_t size, std::uint32_t id) {
    Bytes joined;
    std::vector<std::size_t> sizes;
    for (const Bytes& sample : samples) {
        append(joined, sample);
        sizes.push_back(sample.size());
    }
    ZDICT_cover_params_t parameters{};
    // Measured on unseen sample requests: segments of 200 bytes chosen by their runs of two Chinese characters pack best.
    parameters.k = 200;
    parameters.d = 6;
    parameters.zParams.compressionLevel = 19;
    parameters.zParams.dictID = id;
    Bytes out(size);
    const std::size_t length = ZDICT_trainFromBuffer_cover(out.data(), out.size(), joined.data(), sizes.data(), static_cast<unsigned>(sizes.size()), parameters);
    if (ZDICT_isError(length)) return Error{ErrorCode::Invalid, std::string("zstd: ") + ZDICT_getErrorName(length), {}};
    out.resize(length);
    return out;
}

} // namespace lianxin
