// A hall for tests: a real outbox and inbox in a folder that goes with it, and the keys of its kiosk.
#pragma once

#include "records/store/inbox.h"
#include "records/store/outbox.h"
#include "records/wire/enrolment.h"

namespace lianxin {

class Hall {
  public:
    Hall();
    ~Hall();
    Hall(const Hall&) = delete;
    Hall& operator=(const Hall&) = delete;

    /// Hands in so many records of `bytes` sealed bytes.
    void hand_in(std::size_t records, std::size_t bytes = 600);

    /// Closes the outbox and opens it again, as the kiosk's program does.
    void restart();
    /// As if the disk under the inbox had failed.
    void forget_inbox();

    static constexpr TimePoint noon{Milliseconds(1'793'333'333'000)};
    static constexpr std::string_view kiosk_id = "K-0001";

    Path folder;
    ManualClock clock{noon};
    SeededRandom random{1};
    SigningKey key;
    Enrolment enrolment;
    Outbox outbox;
    Inbox inbox;
    InboxReader kept;

    /// Hands in so many parts of attachments, which stand in a chain of their own.
    void attach(std::size_t parts, std::size_t bytes = 40'000);
    Outbox attachments;
    Inbox attachments_inbox;
    InboxReader attachments_kept;
    Path attachments_folder() const { return folder / "outbox/attachments"; }
    Path outbox_folder() const { return folder / "outbox"; }
};

} // namespace lianxin
