// Zstandard by libzstd.
#include "records/base/compression.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
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

} // namespace lianxin
