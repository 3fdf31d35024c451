// The voice's thread: takes the latest order, says it, and makes ready what will follow.
#include "kiosk/device/voice.h"

#include "records/base/log.h"

#include <algorithm>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace lianxin {
namespace {

/// The device stays open this long after a sentence, for the next one.
constexpr int breath = 400; // ms
constexpr int recording_rate = 48000;
constexpr std::size_t piece = recording_rate / 2; ///< samples of a recording decoded at a time
constexpr int enough = 400;                       ///< ms of a recording that wait in the loudspeaker

std::int64_t samples_of(Milliseconds time) { return time.count() * recording_rate / 1000; }

} // namespace

Voice::Voice(VoiceMeans means, EventSink sink)
    : means_(std::move(means)), sink_(std::move(sink)), espeak_(means_.program), bell_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    thread_ = std::thread([this] { run(); });
}

Voice::~Voice() {
    order(Ended{});
    thread_.join();
    ::close(bell_);
}

bool Voice::perform(const Effect& effect) {
    if (const auto* speak = std::get_if<effect::Speak>(&effect)) {
        order(*speak);
        return true;
    }
    if (const auto* memo = std::get_if<effect::PlayMemo>(&effect)) {
        order(*memo);
        return true;
    }
    const bool forgets = std::holds_alternative<effect::Forget>(effect);
    if (!forgets && !std::holds_alternative<effect::Silence>(effect)) return false;
    {
        const std::lock_guard lock(mutex_);
        forget_ = forget_ || forgets;
    }
    order(Silent{});
    return true;
}

/// The bell is rung under the lock: rung later, it would interrupt what it ordered.
void Voice::order(Order order) {
    const std::lock_guard lock(mutex_);
    order_ = std::move(order);
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(bell_, &one, sizeof one);
}

std::optional<Voice::Order> Voice::take() {
    const std::lock_guard lock(mutex_);
    std::uint64_t rung = 0;
    [[maybe_unused]] const auto read = ::read(bell_, &rung, sizeof rung);
    return std::exchange(order_, std::nullopt);
}

bool Voice::wait(int milliseconds) const {
    pollfd bell{bell_, POLLIN, 0};
    return ::poll(&bell, 1, milliseconds) > 0;
}

void Voice::tell_presence() { sink_(event::DevicesChanged{{.can_speak = espeak_.is_present() && means_.has_loudspeaker()}}); }

void Voice::run() {
    tell_presence();
    bool is_open = false;
    for (;;) {
        if (!wait(is_open ? breath : -1)) {
            means_.loudspeaker->stop();
            is_open = false;
            continue;
        }
        const auto order = take();
        if (!order) continue;
        const auto* speak = std::get_if<effect::Speak>(&*order);
        const auto* memo = std::get_if<effect::PlayMemo>(&*order);
        if (means_.loudspeaker->remaining() > 0 || !speak) means_.loudspeaker->stop();
        if (std::holds_alternative<Ended>(*order)) return;
        forget_visit();
        if (speak) say(*speak);
        if (memo) play(*memo);
        is_open = speak || memo;
    }
}

/// When one has ended: nothing of it is kept, and nothing is loaded while nobody listens.
void Voice::forget_visit() {
    {
        const std::lock_guard lock(mutex_);
        if (!std::exchange(forget_, false)) return;
    }
    playing_.reset();
    prepared_.reset();
    spoken_text_.reset();
    tell_presence();
}

void Voice::say(const effect::Speak& speak) {
    const bool begun = say_recording(speak.utterance) || say_synthetic(speak);
    if (!begun && wait(0)) return; // given up for another order
    if (!begun) tell_presence();   // something may have been unplugged
    if (listen_to_the_end()) sink_(event::SpeechEnded{speak.serial});
}

/// Decodes while it sounds; stops when an order comes.
Result<void> Voice::sound_memo(OpusReader& reader, int volume) {
    for (;;) {
        auto sound = reader.read(piece);
        if (!sound) return std::move(sound).error();
        if (sound->samples.empty()) return {};
        if (auto played = means_.loudspeaker->play(*sound, volume); !played) return played;
        const auto spare = static_cast<int>(means_.loudspeaker->remaining()) - enough;
        if (wait(std::max(0, spare))) return {};
    }
}

/// What cannot be played has ended too: nobody waits for it.
void Voice::play(const effect::PlayMemo& wish) {
    auto bytes = means_.memos ? means_.memos(wish.field) : std::nullopt;
    auto reader = bytes ? OpusReader::open(std::move(*bytes)) : Result<OpusReader>(Error{ErrorCode::NotFound, "no memo", {}});
    auto sounded = reader ? sound_memo(*reader, wish.volume) : Result<void>(std::move(reader).error());
    if (!sounded) log(Priority::Warning, "a memo cannot be played", sounded.error());
    if (listen_to_the_end()) sink_(event::MemoPlayed{});
}

/// False when an order came first.
bool Voice::listen_to_the_end() {
    while (const auto remaining = means_.loudspeaker->remaining())
        if (wait(static_cast<int>(remaining))) return false;
    return !wait(0);
}

bool Voice::open_recording(const Utterance& utterance) {
    const std::int64_t from = samples_of(utterance.from);
    if (!playing_ || playing_->path != utterance.recording || playing_->at > from) {
        playing_.reset();
        auto bytes = means_.recordings(utterance.recording);
        auto reader = bytes ? OpusReader::open(std::move(*bytes)) : Result<OpusReader>(std::move(bytes).error());
        if (!reader) {
            log(Priority::Warning, "a recording cannot be played: " + utterance.recording, reader.error());
            return false;
        }
        playing_.emplace(Playing{utterance.recording, std::move(*reader), 0});
    }
    while (playing_->at < from) {
        auto skipped = playing_->reader.read(static_cast<std::size_t>(std::min<std::int64_t>(from - playing_->at, static_cast<std::int64_t>(piece))));
        if (!skipped || skipped->samples.empty()) return false;
        playing_->at += static_cast<std::int64_t>(skipped->samples.size());
    }
    return true;
}

/// Decodes while it sounds. False when there is no recording, or none that can be played.
bool Voice::say_recording(const Utterance& utterance) {
    if (utterance.recording.empty() || !open_recording(utterance)) return false;
    const std::int64_t to = utterance.to.count() > 0 ? samples_of(utterance.to) : INT64_MAX;
    while (playing_->at < to) {
        const auto most = static_cast<std::size_t>(std::min<std::int64_t>(to - playing_->at, static_cast<std::int64_t>(piece)));
        auto sound = playing_->reader.read(most);
        if (!sound || sound->samples.empty()) break;
        playing_->at += static_cast<std::int64_t>(sound->samples.size());
        if (!means_.loudspeaker->play(*sound, utterance.voice.volume)) return false;
        const auto spare = static_cast<int>(means_.loudspeaker->remaining()) - enough;
        if (wait(std::max(0, spare))) break;
    }
    return true;
}

Result<Sound> Voice::synthesise(const std::string& text, int speed) {
    if (prepared_ && prepared_->text == text && prepared_->speed == speed) return std::exchange(prepared_, std::nullopt)->sound;
    if (!spoken_text_) {
        auto readings = Readings::read(means_.readings);
        if (!readings) log(Priority::Warning, "words of several readings are said as they come", readings.error());
        spoken_text_.emplace(readings ? std::move(*readings) : Readings());
    }
    return espeak_.sound_of(spoken_text_->of(text), speed, bell_);
}

bool Voice::say_synthetic(const effect::Speak& speak) {
    const VoiceSettings& settings = speak.utterance.voice;
    const auto sound = synthesise(speak.utterance.text, settings.speed);
    if (!sound) {
        if (!wait(0)) log(Priority::Warning, "something was not said", sound.error());
        return false;
    }
    if (auto played = means_.loudspeaker->play(*sound, settings.volume); !played) return false;
    prepare(speak.next, settings.speed);
    return true;
}

void Voice::prepare(const std::string& text, int speed) {
    prepared_.reset();
    if (text.empty()) return;
    auto sound = synthesise(text, speed);
    if (sound) prepared_ = Prepared{text, speed, std::move(*sound)};
}

} // namespace lianxin
