// A thread that sleeps unless the technician's page is open.
#include "kiosk/device/stick.h"

#include "records/base/log.h"
#include "records/wire/stick_status.h"

namespace lianxin {
namespace {

constexpr std::size_t largest_status = 64 << 10;
using Steady = std::chrono::steady_clock;

} // namespace

Stick::Stick(StickTalk talk, EventSink sink) : talk_(std::move(talk)), sink_(std::move(sink)) {
    thread_ = std::thread([this] { run(); });
}

Stick::~Stick() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        bell_.notify_one();
    }
    thread_.join();
}

bool Stick::perform(const Effect& effect) {
    const auto* use = std::get_if<effect::UseStick>(&effect);
    const bool look = std::holds_alternative<effect::LookAtStick>(effect);
    const bool away = std::holds_alternative<effect::LeaveStick>(effect) || std::holds_alternative<effect::Forget>(effect);
    if (!use && !look && !away) return false;
    const std::lock_guard lock(mutex_);
    // Work that was begun is finished by the daemon, whoever watches.
    if (away) mind_ = Mind::Away;
    if (use) asked_ = use->deed;
    if (look) asked_ = StickDeed::Look;
    bell_.notify_one();
    return true;
}

/// Numbers go on from what lies there, over restarts and whatever the clock says.
void Stick::wish(StickDeed deed) {
    const auto before = read_text(talk_.wish, 4096);
    const auto last = before ? parse_stick_wish(*before) : Result<StickWish>(before.error());
    number_ = std::max(number_, last ? last->number : 0) + 1;
    answered_ = false;
    wished_at_ = Steady::now();
    if (deed != StickDeed::Look || told_.empty()) heard_at_ = wished_at_;
    if (auto written = write_passing(talk_.wish, to_text(StickWish{number_, deed})); !written) log(Priority::Error, "the daemon cannot be asked", written.error());
}

/// A daemon that works tells so several times a second; one that was killed leaves its last word.
bool Stick::is_left_lying() const {
    std::error_code failed;
    const auto written = std::filesystem::last_write_time(talk_.status, failed);
    return failed || std::filesystem::file_time_type::clock::now() - written > talk_.longest_work_untold;
}

void Stick::read() {
    const auto text = read_text(talk_.status, largest_status);
    const auto status = text ? parse_stick_status(*text) : Result<StickStatus>(text.error());
    const bool is_ours = status && status->number == number_ && !(status->phase == StickPhase::Working && is_left_lying());
    if (is_ours) {
        answered_ = status->phase != StickPhase::Working;
        heard_at_ = Steady::now();
        StickStatus shown = *status;
        shown.number = 0;
        // The same look again is no news.
        if (std::string now = to_text(shown); now != told_) {
            told_ = std::move(now);
            sink_(event::StickChanged{*status});
        }
        const std::lock_guard lock(mutex_);
        if (answered_ && mind_ == Mind::Working) mind_ = Mind::Resting;
    } else if (Steady::now() - heard_at_ > talk_.patience && told_ != "silent") {
        told_ = "silent";
        sink_(event::StickSilent{});
    }
}

void Stick::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        if (mind_ == Mind::Away && !asked_) {
            bell_.wait(lock, [&] { return stopping_ || asked_; });
            continue;
        }
        std::optional<StickDeed> deed = std::exchange(asked_, std::nullopt);
        if (deed) {
            mind_ = *deed == StickDeed::Look ? Mind::Looking : Mind::Working;
            if (mind_ == Mind::Looking) told_.clear();
        } else if (mind_ == Mind::Looking && answered_ && Steady::now() - wished_at_ >= talk_.between_looks) {
            deed = StickDeed::Look;
        }
        const bool reads = mind_ == Mind::Looking || mind_ == Mind::Working;
        lock.unlock();
        if (deed) wish(*deed);
        if (reads) read();
        lock.lock();
        bell_.wait_for(lock, talk_.between_readings, [&] { return stopping_ || asked_ || mind_ == Mind::Away; });
    }
}

} // namespace lianxin
