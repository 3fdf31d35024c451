// Opening loudspeaker, voice and the jack for headphones.
#include "kiosk/hall_devices.h"

#include "kiosk/device/headphones.h"
#include "kiosk/device/sdl_loudspeaker.h"
#include "kiosk/device/voice.h"
#include "records/store/library.h"

namespace lianxin {
namespace {

constexpr std::size_t largest_recording = 8 << 20;

/// Opens the library anew each time: the voice has a thread of its own, and an edition may have come meanwhile.
Recordings recordings_of(const Path& library) {
    return [library](const std::string& path) -> Result<Bytes> {
        auto reader = LibraryReader::open(library);
        if (!reader) return std::move(reader).error();
        return reader->blob(path, largest_recording);
    };
}

} // namespace

Devices open_devices(const KioskConfig& config, const EventSink& sink) {
    Devices devices;
    VoiceMeans voice;
    voice.loudspeaker = std::make_unique<SdlLoudspeaker>();
    voice.has_loudspeaker = SdlLoudspeaker::is_present;
    voice.readings = config.assets / "speech/readings.txt";
    voice.recordings = recordings_of(config.library);
    devices.push_back(std::make_unique<Voice>(std::move(voice), sink));
    devices.push_back(std::make_unique<Headphones>(sink, config.headphones));
    return devices;
}

} // namespace lianxin
