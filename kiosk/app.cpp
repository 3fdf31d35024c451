// One turn of the kiosk.
#include "kiosk/app.h"

#include "kiosk/screens/screens.h"

namespace lianxin {
namespace {

/// The clock on the screen shows minutes.
Milliseconds until_next_minute(TimePoint now) {
    const auto since = now.time_since_epoch() % std::chrono::minutes(1);
    return std::chrono::minutes(1) - since;
}

} // namespace

App::App(const KioskConfig& config, std::unique_ptr<Ui> ui, Canvas& canvas, const Clock& clock, Worker::Opening opening, const DeviceOpening& devices)
    : times_(config.times), writing_pad_(config.writing_pad), clock_(clock), ui_(std::move(ui)), catalogue_(std::make_shared<Catalogue>()),
      mailbox_([&canvas] { canvas.wake(); }), devices_(devices([this](Event event) { mailbox_.put(std::move(event)); })),
      worker_(std::move(opening), [&canvas] { canvas.wake(); }) {
    hall_.hall = config.hall;
    worker_.post(effect::LoadCatalogue{});
    worker_.post(effect::LoadDraft{});
}

Surroundings App::around() const { return {hall_, *catalogue_, devices_state_, clock_.wall(), clock_.monotonic(), times_, writing_pad_}; }

void App::report(const PointerEvent& event) {
    ui_->report(event);
    pacer_.input();
    if (session_.screen != Screen::Idle && event.phase == PointerPhase::Down) wish(intent::Touched{});
}

void App::wish(const Intent& intent) {
    carry_out(update(session_, intent, around()));
    pacer_.input();
}

void App::scan(std::string_view characters) {
    constexpr std::size_t longest_scan = 1024;
    for (char c : characters) {
        if (c != '\n' && c != '\r') {
            if (scanned_.size() < longest_scan) scanned_ += c;
        } else if (!scanned_.empty()) {
            wish(intent::Scanned{std::exchange(scanned_, {})});
        }
    }
}

void App::carry_out(Effects effects) {
    for (auto& effect : effects) {
        over_ = over_ || std::holds_alternative<effect::Forget>(effect);
        if (!give_to_devices(effect)) worker_.post(std::move(effect));
    }
}

/// Each effect has one taker, but the end of a visit concerns all.
bool App::give_to_devices(const Effect& effect) {
    const bool concerns_all = std::holds_alternative<effect::Forget>(effect);
    for (const auto& device : devices_)
        if (device->perform(effect) && !concerns_all) return true;
    return false;
}

void App::take(const Event& event) {
    if (const auto* news = std::get_if<event::HallChanged>(&event)) hall_ = news->state;
    if (const auto* news = std::get_if<event::DevicesChanged>(&event)) devices_state_ = with(devices_state_, news->news);
    if (const auto* news = std::get_if<event::CatalogueLoaded>(&event)) {
        catalogue_ = news->catalogue;
        pictures_.clear();
    }
    if (const auto* news = std::get_if<event::PictureLoaded>(&event)) pictures_[news->path] = news->picture;
    carry_out(update(session_, event, around()));
    pacer_.input();
}

std::optional<Milliseconds> App::deadline_for_tick() const {
    const auto deadline = next_deadline(session_, times_), turn = next_turn(session_, around());
    if (!deadline || !turn) return deadline ? deadline : turn;
    return std::min(*deadline, *turn);
}

void App::take_events() {
    for (const auto& event : worker_.take()) take(event);
    for (const auto& event : mailbox_.take()) take(event);
    if (const auto deadline = deadline_for_tick(); deadline && clock_.monotonic() >= *deadline) {
        carry_out(update(session_, Event(event::Tick{}), around()));
        pacer_.input();
    }
}

const Picture* App::picture(std::string_view path) {
    const auto found = pictures_.find(path);
    if (found != pictures_.end()) return found->second.get();
    pictures_.emplace(path, nullptr);
    worker_.post(effect::LoadPicture{std::string(path)});
    return nullptr;
}

/// The picture of a slide leaves with it: an idle kiosk holds one.
void App::drop_slide() {
    if (session_.screen != Screen::Idle || session_.signage.at == slide_) return;
    slide_ = session_.signage.at;
    pictures_.clear();
    ui_->pictures.forget();
}

void App::draw() {
    drop_slide();
    Intents intents;
    const View view{hall_, *catalogue_, devices_state_, clock_.wall(), clock_.monotonic(), warning_time(session_, times_), [this](std::string_view path) { return picture(path); }};
    ui_->frame(look_of(session_), clock_.monotonic(), [&](Ui& ui) { lianxin::draw(view, session_, ui, intents); });
    for (const auto& intent : intents) wish(intent);
}

bool App::turn() {
    take_events();
    if (pacer_.is_due(clock_.monotonic())) {
        draw();
        pacer_.drawn(clock_.monotonic(), ui_->wants_frame());
    }
    if (std::exchange(over_, false)) {
        // Between frames: layouts and glyphs of what was read and typed go with the visit.
        pictures_.clear();
        ui_->forget();
        pacer_.input();
    }
    pacer_.wake_at(clock_.monotonic() + until_next_minute(clock_.wall()));
    if (const auto deadline = deadline_for_tick()) pacer_.wake_at(*deadline);
    if (const auto deadline = ui_->deadline()) pacer_.wake_at(*deadline);
    if (const auto count = next_count(session_, clock_.monotonic())) pacer_.wake_at(*count);
    return pacer_.sleep(clock_.monotonic()) == Milliseconds{0};
}

std::optional<Milliseconds> App::sleep() const { return pacer_.sleep(clock_.monotonic()); }

} // namespace lianxin
