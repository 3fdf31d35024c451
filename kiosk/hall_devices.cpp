// Opening loudspeaker, voice, microphone, the jack for headphones, and the printer.
#include "kiosk/hall_devices.h"

#include "kiosk/device/headphones.h"
#include "kiosk/device/memo_recorder.h"
#include "kiosk/device/printer.h"
#include "kiosk/device/sdl_loudspeaker.h"
#include "kiosk/device/sdl_microphone.h"
#include "kiosk/device/stick.h"
#include "kiosk/device/voice.h"
#include "records/base/log.h"
#include "records/model/narration.h"
#include "records/store/library.h"
#include "records/wire/stick_status.h"

namespace lianxin {
namespace {

/// Opens the library anew each time: the voice has a thread of its own, and an edition may have come meanwhile.
Recordings recordings_of(const Path& library) {
    return [library](const std::string& path) -> Result<Bytes> {
        auto reader = LibraryReader::open(library);
        if (!reader) return std::move(reader).error();
        return reader->blob(path, largest_recording);
    };
}

} // namespace

std::unique_ptr<Device> open_recorder(const KioskConfig& config, MemoShelf& shelf, const EventSink& sink) {
    auto microphone = config.takes_memos ? std::make_unique<SdlMicrophone>(config.microphone) : nullptr;
    return std::make_unique<MemoRecorder>(std::move(microphone), shelf, sink);
}

Devices open_devices(const KioskConfig& config, MemoShelf& shelf, const EventSink& sink) {
    Devices devices;
    VoiceMeans voice;
    voice.loudspeaker = std::make_unique<SdlLoudspeaker>();
    voice.has_loudspeaker = SdlLoudspeaker::is_present;
    voice.readings = config.assets / "speech/readings.txt";
    voice.recordings = recordings_of(config.library);
    voice.memos = [&shelf](const std::string& field) { return shelf.find(field); };
    devices.push_back(std::make_unique<Voice>(std::move(voice), sink));
    devices.push_back(open_recorder(config, shelf, sink));
    devices.push_back(std::make_unique<Headphones>(sink, config.headphones));
    if (auto printer = open_printer(config, sink)) devices.push_back(std::move(printer));
    devices.push_back(open_stick(config, sink));
    return devices;
}

std::unique_ptr<Device> open_stick(const KioskConfig& config, const EventSink& sink) {
    return std::make_unique<Stick>(StickTalk{config.state / "outbox" / stick_wish_name, config.inbox.parent_path() / stick_status_name}, sink);
}

std::unique_ptr<Device> open_printer(const KioskConfig& config, const EventSink& sink) {
    if (config.printer.device.empty()) return nullptr;
    auto words = Wording::read(config.assets / "text/zh-CN.toml");
    if (words) return std::make_unique<Printer>(config.printer, Letterhead{config.hall, config.phone}, std::move(*words), sink);
    log(Priority::Error, "nothing can be printed", words.error());
    return nullptr;
}

} // namespace lianxin
