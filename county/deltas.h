// Deltas of published editions, made when a kiosk first asks and kept for the next: kiosks mostly lack the same.
#pragma once

#include "records/base/file.h"

#include <mutex>

namespace lianxin {

class Deltas {
  public:
    /// Of this folder at most `most` files are kept, the newest.
    explicit Deltas(Path folder, std::size_t most = 8) : folder_(std::move(folder)), most_(most) {}

    /// The file of the delta of `edition` that holds these items; `tag` names it. Several threads may ask. Errors: those of
    /// write_delta.
    Result<Path> find_or_make(const Path& edition, const std::string& tag, ByteView held);

  private:
    void drop_oldest() const;

    Path folder_;
    std::size_t most_;
    std::mutex mutex_;
};

} // namespace lianxin
