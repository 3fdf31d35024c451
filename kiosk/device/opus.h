// Voice as Ogg Opus: written while it is spoken, read while it is heard.
#pragma once

#include "kiosk/device/loudspeaker.h"
#include "records/base/bytes.h"
#include "records/base/clock.h"

#include <span>

namespace lianxin {

/// Samples a second that a memo is recorded with; enough for a voice.
constexpr int voice_rate = 16000;

/// Writes one channel of voice_rate samples a second as Ogg Opus of about 16 kbit/s. The same samples give the same bytes.
class OpusWriter {
  public:
    /// Errors: Unavailable.
    static Result<OpusWriter> begin();
    OpusWriter(OpusWriter&&) noexcept;
    OpusWriter& operator=(OpusWriter&&) noexcept;
    ~OpusWriter();

    /// Errors: Unavailable.
    Result<void> add(std::span<const std::int16_t> samples);
    /// The whole file; nothing may be added afterwards. Errors: Unavailable.
    Result<Bytes> finish();

  private:
    struct State;
    explicit OpusWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Reads any Ogg Opus file as one channel of 48,000 samples a second, in pieces.
class OpusReader {
  public:
    /// Errors: Corrupt.
    static Result<OpusReader> open(Bytes file);
    OpusReader(OpusReader&&) noexcept;
    OpusReader& operator=(OpusReader&&) noexcept;
    ~OpusReader();

    /// As long as the file says that it is.
    Milliseconds length() const;
    /// The next samples, at least one and about `most`; none at the end. Errors: Corrupt.
    Result<Sound> read(std::size_t most);

  private:
    struct State;
    explicit OpusReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// The whole sound. Errors: Invalid (not of voice_rate), Unavailable.
Result<Bytes> to_opus(const Sound& sound);
/// The whole file. Errors: Corrupt, Invalid (longer than `longest`).
Result<Sound> from_opus(Bytes file, Milliseconds longest);

} // namespace lianxin
