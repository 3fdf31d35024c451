// The carriage file (*.lxc): a kiosk's signed requests on their way to the county on a stick, or the county's signed answers on
// their way back. FORMAT.md has the bytes.
#pragma once

#include "records/base/clock.h"
#include "records/base/file.h"
#include "records/base/value.h"
#include "records/seal/hash.h"
#include "records/wire/request_signature.h"

#include <optional>
#include <variant>

namespace lianxin {

enum class Way { Up, Down };

struct CarriageHead {
    Way way = Way::Up;
    std::string county; ///< six digits
    std::string kiosk;  ///< whose requests they are, or for whom the answers are
    TimePoint made;     ///< by the clock of whoever wrote it; told to people, believed by nobody
    bool operator==(const CarriageHead&) const = default;
};

/// A request as it would have gone over the network.
struct CarriedRequest {
    RequestTarget target;
    SignedFields fields;
    Bytes body;
};

/// The content of an answer. For batches `first` and `last` are the sequences of the records that the batch carried, 0 for none: a
/// hint where to look for them, proved by the answer itself.
struct CarriedAnswer {
    std::string path;
    std::uint64_t first = 0, last = 0;
    Bytes body;
};

using CarriedPart = std::variant<CarriedRequest, CarriedAnswer>;

constexpr std::string_view carriage_magic = "LXC1\r\n\x1a\n";
constexpr std::string_view carriage_ending = ".lxc";
/// Where on a stick everything of ours lies: carriage files and the newest edition.
constexpr std::string_view stick_folder = "lianxin";
constexpr std::uint64_t largest_carriage = 2ull << 30; ///< bytes; FAT32 takes no file of four gibibytes
constexpr std::uint64_t most_carried_parts = 20'000;

/// "up-K-0001.lxc", "down-K-0001.lxc".
std::string carriage_name(Way way, std::string_view kiosk);

/// Writes under another name, which becomes the right one when everything is durable: whatever happens, the file that was there before
/// or the whole new one is there. Let go unfinished, it takes away what it wrote. Where there is no room for a part, all parts before it can
/// be finished all the same, because the room for the end of the file is taken with each part.
class CarriageWriter {
  public:
    /// Errors: Storage, NoSpace.
    static Result<CarriageWriter> create(const Path& path, const CarriageHead& head);
    CarriageWriter(CarriageWriter&&) noexcept = default;
    CarriageWriter& operator=(CarriageWriter&&) noexcept = default;
    ~CarriageWriter();

    /// Errors: Storage, NoSpace, Invalid (the file would grow beyond its limits). Whatever the error, the parts before it are there.
    Result<void> add(const CarriedPart& part);
    std::uint64_t size() const { return size_; }
    std::uint64_t parts() const { return parts_; }
    /// Errors: Storage, NoSpace.
    Result<void> finish();

  private:
    CarriageWriter(Path path, File file) : path_(std::move(path)), file_(std::move(file)) {}
    Result<void> write(ByteView bytes, std::uint64_t parts);
    Result<void> write_at(std::uint64_t offset, ByteView bytes);
    Path unfinished() const;

    Path path_;
    std::optional<File> file_; ///< nothing once finished
    Sha256 hash_;
    std::uint64_t size_ = 0, parts_ = 0;
    bool torn_ = false; ///< a part did not fit, and its beginning may stand where the end stood
};

/// Reads part by part. That the file is whole, and within its limits, is checked when it is opened; who signed what is for the
/// reader of the parts to check.
class CarriageReader {
  public:
    /// Errors: NotFound, Storage, Invalid (not a carriage file, not a regular file, too large), Corrupt (cut or changed),
    /// Unsupported (version).
    static Result<CarriageReader> open(const Path& path);
    static Result<CarriageReader> open(File file);

    const CarriageHead& head() const { return head_; }
    std::uint64_t parts() const { return parts_; }
    /// Nothing behind the last part. Errors: Storage, Corrupt (a part is none), Unsupported.
    Result<std::optional<CarriedPart>> next();
    std::uint64_t read() const { return read_; } ///< how many parts were read

  private:
    explicit CarriageReader(File file) : file_(std::move(file)) {}
    Result<void> begin();
    Result<void> check_whole();
    Result<Bytes> frame_at(std::uint64_t offset) const;

    File file_;
    CarriageHead head_;
    std::uint64_t size_ = 0, at_ = 0, parts_ = 0, read_ = 0;
};

/// Whether the file is one at a glance, and whose: the head alone. Errors as open, but what follows the head is not looked at.
Result<CarriageHead> read_carriage_head(const Path& path);

} // namespace lianxin
