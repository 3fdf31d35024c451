// The recorder's thread sleeps while nobody speaks; while somebody does it looks for new sound many times a second.
#include "kiosk/device/memo_recorder.h"

#include "records/base/log.h"

#include <algorithm>
#include <cmath>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace lianxin {
namespace {

constexpr int between_looks = 40;     // ms
constexpr int most_silent_rounds = 100; // looks without any sample: the device is stuck
constexpr std::uint64_t between_levels = voice_rate / 10; // samples

std::uint64_t samples_of(Milliseconds time) { return static_cast<std::uint64_t>(time.count()) * voice_rate / 1000; }
Milliseconds time_of(std::uint64_t samples) { return Milliseconds(static_cast<std::int64_t>(samples * 1000 / voice_rate)); }

} // namespace

int level_of(const Sound& sound) {
    if (sound.samples.empty()) return 0;
    constexpr double full = 32768, quietest = -50, loudest = -6; // decibels under what can be written down
    double sum = 0;
    for (const std::int16_t sample : sound.samples) sum += static_cast<double>(sample) * sample;
    const double loudness = 20 * std::log10(std::sqrt(sum / static_cast<double>(sound.samples.size())) / full + 1e-9);
    return static_cast<int>(std::lround(std::clamp((loudness - quietest) / (loudest - quietest), 0.0, 1.0) * 100));
}

MemoRecorder::MemoRecorder(std::unique_ptr<Microphone> microphone, MemoShelf& shelf, EventSink sink)
    : microphone_(std::move(microphone)), shelf_(shelf), sink_(std::move(sink)), bell_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    thread_ = std::thread([this] { run(); });
}

MemoRecorder::~MemoRecorder() {
    order(Ended{});
    thread_.join();
    ::close(bell_);
}

bool MemoRecorder::perform(const Effect& effect) {
    if (const auto* record = std::get_if<effect::RecordMemo>(&effect)) order(*record);
    else if (const auto* stop = std::get_if<effect::StopMemo>(&effect)) order(*stop);
    else if (const auto* drop = std::get_if<effect::DropMemo>(&effect)) order(*drop);
    else if (const auto* forget = std::get_if<effect::Forget>(&effect)) order(*forget);
    else return false;
    return true;
}

void MemoRecorder::order(Order order) {
    const std::lock_guard lock(mutex_);
    orders_.push_back(std::move(order));
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(bell_, &one, sizeof one);
}

std::optional<MemoRecorder::Order> MemoRecorder::take() {
    const std::lock_guard lock(mutex_);
    if (orders_.empty()) {
        std::uint64_t rung = 0;
        [[maybe_unused]] const auto read = ::read(bell_, &rung, sizeof rung);
        return std::nullopt;
    }
    std::optional<Order> order = std::move(orders_.front());
    orders_.pop_front();
    return order;
}

bool MemoRecorder::wait(int milliseconds) const {
    pollfd bell{bell_, POLLIN, 0};
    return ::poll(&bell, 1, milliseconds) > 0;
}

void MemoRecorder::run() {
    tell_presence();
    for (;;) {
        if (!wait(recording_ ? between_looks : -1)) {
            hear();
            continue;
        }
        while (const auto order = take()) {
            if (std::holds_alternative<Ended>(*order)) return stop_hearing();
            std::visit([this](const auto& each) { obey(each); }, *order);
        }
    }
}

void MemoRecorder::tell_presence() { sink_(event::DevicesChanged{{.can_record = microphone_ && microphone_->is_present()}}); }

void MemoRecorder::obey(const effect::RecordMemo& wish) {
    stop_hearing();
    auto opened = microphone_ ? microphone_->open() : Result<void>(Error{ErrorCode::Unavailable, "there is no microphone", {}});
    auto opus = opened ? OpusWriter::begin() : Result<OpusWriter>(std::move(opened).error());
    if (!opus) return fail(opus.error());
    recording_.emplace(Recording{wish.field, wish.longest, std::move(*opus)});
    sink_(event::MemoLevel{Milliseconds{0}, 0});
}

void MemoRecorder::obey(const effect::StopMemo&) {
    if (!recording_) return;
    hear();
    if (recording_) finish();
}

void MemoRecorder::obey(const effect::DropMemo& wish) {
    if (recording_ && recording_->field == wish.field) stop_hearing();
    shelf_.drop(wish.field);
}

void MemoRecorder::obey(const effect::Forget&) {
    stop_hearing();
    shelf_.clear();
    tell_presence(); // something may have been plugged in meanwhile
}

void MemoRecorder::hear() {
    if (!recording_) return;
    auto sound = microphone_->hear();
    if (!sound) return fail(sound.error());
    recording_->silent_rounds = sound->samples.empty() ? recording_->silent_rounds + 1 : 0;
    if (recording_->silent_rounds > most_silent_rounds) return fail({ErrorCode::Unavailable, "the microphone gives no sound", {}});
    if (sound->samples.empty()) return;
    if (auto added = add(std::move(*sound)); !added) return fail(added.error());
    if (recording_->samples >= samples_of(recording_->longest)) finish();
}

/// No more than the longest time.
Result<void> MemoRecorder::add(Sound sound) {
    const std::uint64_t room = samples_of(recording_->longest) - recording_->samples;
    sound.samples.resize(std::min<std::size_t>(sound.samples.size(), room));
    if (auto added = recording_->opus.add(sound.samples); !added) return added;
    recording_->samples += sound.samples.size();
    if (recording_->samples - recording_->told >= between_levels) {
        recording_->told = recording_->samples;
        sink_(event::MemoLevel{time_of(recording_->samples), level_of(sound)});
    }
    return {};
}

void MemoRecorder::finish() {
    const Milliseconds length = time_of(recording_->samples);
    if (length < shortest_memo) return fail({ErrorCode::Invalid, "nothing was said", {}});
    auto memo = recording_->opus.finish();
    if (!memo) return fail(memo.error());
    std::string field = recording_->field;
    stop_hearing();
    shelf_.put(field, std::move(*memo));
    sink_(event::MemoRecorded{std::move(field), length});
}

void MemoRecorder::fail(const Error& error) {
    if (error.code != ErrorCode::Invalid) log(Priority::Warning, "a memo was not recorded", error);
    stop_hearing();
    sink_(event::MemoFailed{std::string(name_of(error.code))});
    if (error.code == ErrorCode::Unavailable) tell_presence();
}

void MemoRecorder::stop_hearing() {
    if (microphone_) microphone_->close();
    recording_.reset();
}

} // namespace lianxin
