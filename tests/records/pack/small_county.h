// A small county in a temporary folder: its keys, a source of an edition, and what a test wants to spoil of it.
#pragma once

#include "records/pack/builder/edition_builder.h"
#include "records/pack/county_secrets.h"
#include "records/seal/keys.h"

#include <functional>

#include <catch2/catch_test_macros.hpp>

namespace lianxin {

/// A folder that goes with the object.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const Path& path() const { return path_; }

  private:
    Path path_;
};

std::string problem_of(const Result<void>& result);
template <class T>
std::string problem_of(const Result<T>& result) {
    return result ? "" : result.error().text();
}

class SmallCounty {
  public:
    explicit SmallCounty(std::string code = "990021", std::uint64_t seed = 1);

    /// Writes a file of the source.
    void write(const std::string& path, std::string_view content) const;
    void remove(const std::string& path) const;
    /// Replaces text in a file of the source.
    void edit(const std::string& path, std::string_view what, std::string_view with) const;
    Path source() const { return folder_.path() / "source"; }
    Path keys_folder() const { return folder_.path() / "keys"; }
    Path folder() const { return folder_.path(); }
    SignedKeys keys() const;
    SigningKey key(const std::string& name) const; ///< "publisher", "root-1" …
    /// The next version of the keys, changed and signed by root-1 and root-2; the folder stays as it is.
    SignedKeys next_keys(const std::function<void(CountyKeys&)>& change) const;

    /// Builds the source with that number, signed by the publisher, to a file of the folder.
    Path edition(std::uint64_t number) const;
    Result<Built> build(const Path& output, const std::vector<std::string>& signers = {"publisher"},
                        const SignedKeys& carried = {}) const;

  private:
    TemporaryFolder folder_;
};

/// A township of the small county that publishes pages of the channel "town" by itself.
struct SmallTownship {
    explicit SmallTownship(const SmallCounty& its_county, std::uint64_t seed = 77);
    /// The county's keys with the township's in them.
    SignedKeys keys() const;
    Path source() const { return county.folder() / "town"; }
    void write(const std::string& path, std::string_view content) const;
    /// A page "market" of the channel "town" whose text is `body`, as edition `number`, signed by `key` or the township.
    Path edition(std::uint64_t number, std::string_view body = "逢五逢十赶集。") const;
    Result<Built> build(const Path& output, std::vector<SigningKey> signers, const SignedKeys& carried = {}) const;
    SigningKey key() const;

    const SmallCounty& county;
    std::uint64_t seed;
};

MinisignKey named(const SigningKey& key);

/// One pixel.
Bytes small_png();

} // namespace lianxin
