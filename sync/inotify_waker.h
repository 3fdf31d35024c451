// Waking by inotify when the kiosk writes to its outbox, and stopping cleanly on SIGTERM and SIGINT.
#pragma once

#include "records/base/file.h"
#include "sync/waker.h"

namespace lianxin {

class InotifyWaker final : public Waker {
  public:
    /// Takes over SIGTERM and SIGINT of this process. `outbox` need not exist yet. Errors: Storage.
    static Result<InotifyWaker> create(const Path& outbox);

    Woken wait(Milliseconds longest) override;
    bool stop_asked() const override;
    bool stick_wished() override;

  private:
    InotifyWaker(File notices, File signals, Path outbox)
        : notices_(std::move(notices)), signals_(std::move(signals)), outbox_(std::move(outbox)) {}
    void watch();
    /// Empties the notices and remembers what they tell.
    void take_notices();
    bool library_fails() const;

    File notices_;
    File signals_;
    Path outbox_;
    int watched_ = -1;
    bool changed_ = false; ///< the log of records
    bool wished_ = false;  ///< something of the stick
};

} // namespace lianxin
