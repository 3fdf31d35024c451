// The inbox: what the county told this kiosk. Written by lianxin-sync alone; the kiosk reads.
#pragma once

#include "records/base/clock.h"
#include "records/base/file.h"
#include "records/base/id.h"

#include <memory>
#include <optional>

namespace lianxin {

enum class Verdict { Taken, Known, Refused, Wait };
std::string_view name_of(Verdict verdict);

struct StoredVerdict {
    Uuid record;
    Verdict verdict = Verdict::Taken;
    std::string reason; ///< for Refused
    TimePoint at;
};

/// A sealed update of a case, found by the tag of the receipt.
struct SealedUpdate {
    ByteArray<16> tag{};
    Bytes sealed;         ///< age file
    Bytes signature;      ///< the county's, over tag and sealed; 64 bytes
    std::uint64_t cursor = 0;
    TimePoint received;
};

/// How far the county has proved that it holds our chain.
struct Delivery {
    std::uint32_t epoch = 0;
    std::uint64_t delivered_through = 0; ///< by the rule of the heads, never by an HTTP status
    std::uint64_t durable_through = 0;   ///< backed up at the county
};

struct Contact {
    std::optional<TimePoint> last_success; ///< by the county's signed time
    std::optional<TimePoint> last_attempt; ///< by our own wall clock
    std::string problem; ///< name of the error code of the last failed round; empty after a success
};

class Inbox {
  public:
    static Result<Inbox> open(const Path& folder);
    Inbox(Inbox&&) noexcept;
    Inbox& operator=(Inbox&&) noexcept;
    ~Inbox();

    Result<void> record_verdicts(const std::vector<StoredVerdict>& verdicts);
    /// Never lowers delivered_through inside an epoch.
    Result<void> record_delivery(const Delivery& delivery);
    /// One transaction: the updates and the cursor after them.
    Result<void> record_updates(const std::vector<SealedUpdate>& updates, std::uint64_t cursor);
    Result<void> record_contact(const Contact& contact);
    Result<void> record_checkpoint(std::string_view note);
    /// Drops updates by rule: 7 days after reading is the kiosk's knowledge, so here only those older than `keep`.
    Result<std::uint64_t> drop_updates_before(TimePoint moment);

  private:
    friend class InboxReader;
    struct State;
    explicit Inbox(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

class InboxReader {
  public:
    /// Errors: NotFound while lianxin-sync has not made it yet.
    static Result<InboxReader> open(const Path& folder);
    InboxReader(InboxReader&&) noexcept;
    InboxReader& operator=(InboxReader&&) noexcept;
    ~InboxReader();

    std::vector<SealedUpdate> updates(const ByteArray<16>& tag) const;
    std::uint64_t cursor() const;
    Delivery delivery(std::uint32_t epoch) const;
    Contact contact() const;
    std::string checkpoint() const; ///< empty before the first
    std::vector<StoredVerdict> refused() const;

  private:
    struct State;
    explicit InboxReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace lianxin
