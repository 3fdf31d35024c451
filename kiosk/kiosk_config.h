// The kiosk's configuration; config/kiosk.toml is its reference.
#pragma once

#include "kiosk/device/printer_config.h"
#include "kiosk/update.h"
#include "records/base/file.h"
#include "records/seal/receipt_keys.h"

namespace lianxin {

struct ScreenConfig {
    int width = 0, height = 0;     ///< pixels; 0 takes the whole display
    double width_millimetres = 0;  ///< of the visible picture; 0 when unknown
    bool fullscreen = true;
};

struct KioskConfig {
    Path state;     ///< the kiosk's own folder: outbox, counter of wrong codes
    Path inbox;     ///< written by lianxin-sync, only read here
    /// How lianxin-sync is; it lies beside the inbox.
    Path road_health() const { return inbox.parent_path() / "health.json"; }
    Path library;   ///< the installed edition
    Path enrolment; ///< who this kiosk is
    Path scratch;   ///< memory-backed: drafts and what the pinyin engine writes (key "volatile")
    Path assets;
    Path font, bold_font;
    std::string hall;
    std::string phone; ///< of the hall; empty when unknown
    std::uint64_t reserve = 0; ///< bytes
    CodeCost code_cost;
    Times times;
    Pad writing_pad = Pad::Pinyin; ///< that a visit begins with
    ScreenConfig screen;
    bool takes_memos = true; ///< where there is a microphone
    std::string microphone;  ///< its name; empty: the usual one
    Path headphones; ///< the event device of the jack; empty: it is looked for
    PrinterConfig printer;

    /// Errors: NotFound, Invalid (every wrong key is named).
    static Result<KioskConfig> read(const Path& file);
};

} // namespace lianxin
