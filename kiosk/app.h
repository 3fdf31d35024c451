// The kiosk as a whole: gathers events, draws, updates, hands effects to the worker, and says when to wake next.
#pragma once

#include "kiosk/device/device.h"
#include "kiosk/device/mailbox.h"
#include "kiosk/kiosk_config.h"
#include "kiosk/ui/pacer.h"
#include "kiosk/ui/ui.h"
#include "kiosk/update.h"
#include "kiosk/worker.h"

#include <map>
#include <memory>

namespace lianxin {

class App {
  public:
    /// `canvas` and `clock` outlive the app. `opening` makes the performer on the worker's thread, `devices` what is plugged in.
    App(const KioskConfig& config, std::unique_ptr<Ui> ui, Canvas& canvas, const Clock& clock, Worker::Opening opening, const DeviceOpening& devices);

    /// A touch or wheel as the canvas reports it.
    void report(const PointerEvent& event);
    /// Characters of a hand scanner; a line end completes a scan.
    void scan(std::string_view characters);
    /// What a wish does is done at once, as if a screen had pushed it.
    void wish(const Intent& intent);
    /// One turn: events, frame, updates. True when another turn is due at once.
    bool turn();
    /// How long to sleep before the next turn; nothing: until something happens.
    std::optional<Milliseconds> sleep() const;
    /// News of the worker or of a device wait for the next turn.
    bool has_news() { return worker_.has_events() || !mailbox_.is_empty(); }
    /// Blocks until the worker has done everything it was asked for.
    void finish_work() { worker_.finish(); }

    const Session& session() const { return session_; }
    const HallState& hall() const { return hall_; }
    const Catalogue& catalogue() const { return *catalogue_; }
    Ui& ui() { return *ui_; }

  private:
    void take_events();
    std::optional<Milliseconds> deadline_for_tick() const;
    void draw();
    void drop_slide();
    void carry_out(Effects effects);
    void take(const Event& event);
    bool give_to_devices(const Effect& effect);
    const Picture* picture(std::string_view path);
    Surroundings around() const;

    Times times_;
    Pad writing_pad_;
    const Clock& clock_;
    std::unique_ptr<Ui> ui_;
    Session session_;
    HallState hall_;
    DeviceState devices_state_;
    std::shared_ptr<const Catalogue> catalogue_;
    std::map<std::string, std::shared_ptr<const Picture>, std::less<>> pictures_; ///< null while on its way
    std::string scanned_; ///< characters of a scan that is not complete
    Pacer pacer_;
    std::size_t slide_ = 0; ///< that was drawn last
    bool over_ = false; ///< a visit ended during this turn
    Mailbox mailbox_;   ///< from the devices
    Devices devices_;   ///< with the worker last, so that their threads end before what they wake
    Worker worker_;
};

} // namespace lianxin
