// The daemon beside the technician: fulfils one wish about the stick and tells how it goes, in a file that the kiosk's screen reads.
#pragma once

#include "records/pack/copying.h"
#include "sync/stick_carriage.h"
#include "sync/stick_door.h"
#include "sync/stick_sight.h"

namespace lianxin {

/// What can be done with a stick; a port, so that visits are tested without a daemon.
class StickHands {
  public:
    virtual ~StickHands() = default;
    virtual Result<StickSight> look(const Path& stick) = 0;
    virtual WaitingGoods waiting() = 0; ///< what would go along
    /// Errors: NotFound when nothing lies there for this kiosk.
    virtual Result<CarriedIn> carry_in(const Path& file, StickCarriage::Progress progress) = 0;
    virtual Result<CarriedOut> carry_out(const Path& stick, StickCarriage::Progress progress) = 0;
    virtual Result<void> install(const Path& file, CopyProgress progress) = 0;
};

struct StickPlace {
    Path folder;     ///< where the stick is mounted
    enum class Presence { Mounted, Folder } presence = Presence::Mounted; ///< Folder: that it is there is enough, mounted or not
    Path write_flag; ///< a file that asks for the stick to be made writable; empty: it is, or is not
    Milliseconds patience{5000}; ///< for that
    Path door = {};  ///< where to ask for the stick instead (stick_door.h); then `folder` and `write_flag` say nothing
};

class StickVisit {
  public:
    /// All of them outlive the visit. `tell` is given every state of things.
    using Tell = std::function<void(const StickStatus&)>;
    StickVisit(const StickPlace& place, StickHands& hands, const Clock& clock, Tell tell, std::function<bool()> stop_asked)
        : place_(place), hands_(hands), clock_(clock), tell_(std::move(tell)), stop_asked_(std::move(stop_asked)) {}

    /// Always tells the end of it: absent, found, done or failed.
    void serve(const StickWish& wish);

  private:
    Result<void> take(StickUse use);
    bool is_there() const;
    void find();
    void carry();
    bool take_in(const StickCarriage::Progress& progress);
    bool take_along(const StickCarriage::Progress& progress);
    void install();
    void work(std::uint64_t done, std::uint64_t all);
    void end(StickPhase phase);
    void fail(const Error& error);
    std::string word_of(const Error& error) const;
    Result<void> make_writable();
    void give_back();

    const StickPlace& place_;
    File stick_;  ///< what came through the door
    Path folder_; ///< of the stick
    bool seen_ = false; ///< looked at in this visit
    StickHands& hands_;
    const Clock& clock_;
    Tell tell_;
    std::function<bool()> stop_asked_;
    StickStatus status_;
    StickSight sight_;
    Milliseconds told_{0};
};

} // namespace lianxin
