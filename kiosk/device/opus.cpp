// The only file that sees libopusenc and libopusfile.
#include "kiosk/device/opus.h"

#include <algorithm>
#include <opusenc.h>
#include <opusfile.h>

namespace lianxin {
namespace {

constexpr int bits_a_second = 16000;
constexpr int read_rate = 48000; // what libopusfile gives, whatever was recorded
constexpr int most_channels = 8;
constexpr int longest_packet = 5760; // samples of one channel: 120 ms

struct EncoderDeleter {
    void operator()(OggOpusEnc* encoder) const { ope_encoder_destroy(encoder); }
};
struct CommentsDeleter {
    void operator()(OggOpusComments* comments) const { ope_comments_destroy(comments); }
};
struct FileDeleter {
    void operator()(OggOpusFile* file) const { op_free(file); }
};

Error cannot_write(int problem) { return {ErrorCode::Unavailable, std::string("writing Opus: ") + ope_strerror(problem), {}}; }
Error cannot_read(int problem) { return {ErrorCode::Corrupt, "reading Opus: error " + std::to_string(problem), {}}; }

int take_bytes(void* to, const unsigned char* bytes, opus_int32 count) {
    append(*static_cast<Bytes*>(to), {bytes, static_cast<std::size_t>(count)});
    return 0;
}
int close_nothing(void*) { return 0; }

/// One channel from several that alternate: their mean.
void mix(std::span<const opus_int16> samples, int channels, std::vector<std::int16_t>& to) {
    const auto step = static_cast<std::size_t>(channels);
    for (std::size_t at = 0; at + step <= samples.size(); at += step) {
        int sum = 0;
        for (std::size_t channel = 0; channel < step; ++channel) sum += samples[at + channel];
        to.push_back(static_cast<std::int16_t>(sum / channels));
    }
}

} // namespace

struct OpusWriter::State {
    Bytes file;
    std::unique_ptr<OggOpusEnc, EncoderDeleter> encoder;

    ~State() {
        encoder.reset();
        wipe(file);
    }
};

OpusWriter::OpusWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
OpusWriter::OpusWriter(OpusWriter&&) noexcept = default;
OpusWriter& OpusWriter::operator=(OpusWriter&&) noexcept = default;
OpusWriter::~OpusWriter() = default;

Result<OpusWriter> OpusWriter::begin() {
    static constexpr OpusEncCallbacks callbacks{take_bytes, close_nothing};
    auto state = std::make_unique<State>();
    const std::unique_ptr<OggOpusComments, CommentsDeleter> comments(ope_comments_create());
    int problem = OPE_OK;
    state->encoder.reset(ope_encoder_create_callbacks(&callbacks, &state->file, comments.get(), voice_rate, 1, 0, &problem));
    if (!state->encoder) return cannot_write(problem);
    OggOpusEnc* encoder = state->encoder.get();
    // A serial number of its own would tell one memo from another; nothing needs that.
    for (int set : {ope_encoder_ctl(encoder, OPE_SET_SERIALNO(1)), ope_encoder_ctl(encoder, OPE_SET_COMMENT_PADDING(0)),
                    ope_encoder_ctl(encoder, OPUS_SET_BITRATE(bits_a_second)), ope_encoder_ctl(encoder, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE))})
        if (set != OPE_OK) return cannot_write(set);
    return OpusWriter(std::move(state));
}

Result<void> OpusWriter::add(std::span<const std::int16_t> samples) {
    const int written = ope_encoder_write(state_->encoder.get(), samples.data(), static_cast<int>(samples.size()));
    return written == OPE_OK ? Result<void>() : cannot_write(written);
}

Result<Bytes> OpusWriter::finish() {
    const int drained = ope_encoder_drain(state_->encoder.get());
    if (drained != OPE_OK) return cannot_write(drained);
    return std::move(state_->file);
}

struct OpusReader::State {
    Bytes bytes;
    std::unique_ptr<OggOpusFile, FileDeleter> file;
    std::array<opus_int16, longest_packet * most_channels> samples{};

    ~State() {
        file.reset();
        wipe(bytes);
    }
};

OpusReader::OpusReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
OpusReader::OpusReader(OpusReader&&) noexcept = default;
OpusReader& OpusReader::operator=(OpusReader&&) noexcept = default;
OpusReader::~OpusReader() = default;

Result<OpusReader> OpusReader::open(Bytes file) {
    auto state = std::make_unique<State>();
    state->bytes = std::move(file);
    int problem = 0;
    state->file.reset(op_open_memory(state->bytes.data(), state->bytes.size(), &problem));
    if (!state->file) return cannot_read(problem);
    return OpusReader(std::move(state));
}

Milliseconds OpusReader::length() const {
    const auto samples = op_pcm_total(state_->file.get(), -1);
    return Milliseconds(samples < 0 ? 0 : samples * 1000 / read_rate);
}

Result<Sound> OpusReader::read(std::size_t most) {
    Sound sound{read_rate, {}};
    while (sound.samples.size() < most) {
        int link = 0;
        const int count = op_read(state_->file.get(), state_->samples.data(), static_cast<int>(state_->samples.size()), &link);
        if (count == OP_HOLE) continue; // a lost page is a moment of silence, not the end
        if (count < 0) return cannot_read(count);
        if (count == 0) break;
        const int channels = op_channel_count(state_->file.get(), link);
        mix(std::span(state_->samples).first(static_cast<std::size_t>(count * channels)), channels, sound.samples);
    }
    return sound;
}

Result<Bytes> to_opus(const Sound& sound) {
    if (sound.rate != voice_rate) return Error{ErrorCode::Invalid, "a voice has " + std::to_string(voice_rate) + " samples a second", {}};
    auto writer = OpusWriter::begin();
    if (!writer) return std::move(writer).error();
    if (auto added = writer->add(sound.samples); !added) return std::move(added).error();
    return writer->finish();
}

Result<Sound> from_opus(Bytes file, Milliseconds longest) {
    auto reader = OpusReader::open(std::move(file));
    if (!reader) return std::move(reader).error();
    const auto most = static_cast<std::size_t>(longest.count() * read_rate / 1000);
    auto sound = reader->read(most + 1);
    if (sound && sound->samples.size() > most)
        return Error{ErrorCode::Invalid, "a sound of more than " + std::to_string(longest.count() / 1000) + " seconds", {}};
    return sound;
}

} // namespace lianxin
