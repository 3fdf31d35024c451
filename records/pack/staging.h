// The staging folder of an installation: new blobs wait here until everything about the edition is known to be right.
#pragma once

#include "records/base/file.h"

#include <set>

namespace lianxin {

class Staging {
  public:
    /// Empties what a cut installation left. The caller holds the installer's lock. Errors: Storage, NoSpace.
    static Result<Staging> begin(const Path& library);
    ~Staging();
    Staging(Staging&& other) noexcept
        : library_(std::exchange(other.library_, {})), staged_(std::move(other.staged_)) {}
    Staging& operator=(Staging&&) = delete;

    Result<File> create(const Hash& hash);
    Path file(const Hash& hash) const;
    bool has(const Hash& hash) const { return staged_.count(hash) != 0; }
    std::size_t count() const { return staged_.size(); }
    /// Makes the staged files durable, moves them to their places in the library and makes that durable.
    Result<void> commit();

  private:
    explicit Staging(Path library) : library_(std::move(library)) {}
    Path library_;
    std::set<Hash> staged_;
};

} // namespace lianxin
