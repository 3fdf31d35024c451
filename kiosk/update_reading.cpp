// Reading aloud, passage by passage.
#include "kiosk/visit.h"

#include <algorithm>

namespace lianxin {

/// Serials grow with the time, so that what ends late is never taken for something of the next visit.
void Visit::say(Utterance utterance, std::string next) {
    auto& serial = session.reading.serial;
    serial = std::max(serial + 1, static_cast<std::uint64_t>(around.monotonic.count()));
    effects.push_back(effect::Speak{serial, std::move(utterance), std::move(next)});
}

/// Says the present passage from its beginning.
void Visit::read_on() {
    auto& reading = session.reading;
    const Passage* passage = reading.passage();
    if (!passage) {
        reading.passages.clear();
        reading.at = 0;
        reading.ended = around.monotonic;
        return;
    }
    reading.paused = false;
    const bool has_next = reading.at + 1 < reading.passages.size();
    say({passage->text, passage->recording, passage->from, passage->to, session.voice}, has_next ? reading.passages[reading.at + 1].text : "");
}

void Visit::stop_reading() {
    auto& reading = session.reading;
    if (!reading.is_on()) return;
    if (!reading.paused) effects.push_back(effect::Silence{});
    reading.passages.clear();
    reading.at = 0;
    reading.paused = false;
    reading.ended = around.monotonic;
}

void Visit::pause_reading() {
    if (!session.reading.is_sounding()) return;
    session.reading.paused = true;
    effects.push_back(effect::Silence{});
}

void Visit::handle(const intent::Read& wish) {
    if (!around.devices.can_speak) return;
    stop_reading();
    session.reading.passages = wish.passages;
    read_on();
}

void Visit::handle(const intent::PauseReading&) {
    if (session.reading.is_on() && session.reading.paused) return read_on();
    pause_reading();
}

void Visit::handle(const intent::RepeatPassage&) {
    if (session.reading.is_on()) read_on();
}

void Visit::handle(const intent::SkipPassage&) {
    auto& reading = session.reading;
    if (!reading.is_on()) return;
    if (++reading.at >= reading.passages.size()) return stop_reading();
    read_on();
}

void Visit::handle(const intent::StopReading&) { stop_reading(); }

void Visit::handle(const intent::SetSpeed& wish) {
    session.voice.speed = std::clamp(wish.speed, 1, 5);
    if (session.reading.is_sounding()) read_on(); // heard at once, from the beginning of the sentence
}

void Visit::handle(const intent::SetVolume& wish) {
    session.voice.volume = std::clamp(wish.volume, 1, 5);
    if (session.reading.is_sounding()) read_on();
}

void Visit::handle(const event::SpeechEnded& news) {
    auto& reading = session.reading;
    if (!reading.is_sounding() || news.serial != reading.serial) return;
    ++reading.at;
    read_on();
}

} // namespace lianxin
