// What happened outside the screen: answers of the worker and the passing of time.
#pragma once

#include "kiosk/catalogue.h"
#include "kiosk/session.h"
#include "records/model/alert.h"

#include <memory>
#include <string>
#include <variant>

namespace lianxin {

/// What the daemon tells of the road to the county.
struct RoadState {
    std::string problem;            ///< name of the error code of the last round, or "portal"; empty when it went well
    Milliseconds round_trip{0};     ///< of a small exchange; 0 while unknown
    std::uint64_t rate = 0;         ///< bytes a second; 0 while unknown
    bool is_alarming = false;       ///< the county's chain or log contradicts ours
};

/// What the hall's machine knows of itself; shown on idle and home.
struct HallState {
    std::string hall;                         ///< "清溪镇便民服务中心"
    bool accepting = true;                    ///< requests can be stored
    bool can_attach = false;                  ///< there is room for more than text
    std::string trouble;                      ///< name of an error code when not accepting, else empty
    bool clock_trusted = false;               ///< else 时间未校准 is shown
    bool clock_checked = false;               ///< the county's time was heard since this boot
    Milliseconds clock_lag{0};                ///< how long before the time we go by lies what has certainly passed
    std::optional<TimePoint> last_contact;    ///< with the county
    std::uint64_t waiting = 0;                ///< records not yet delivered
    bool recovered = false;                   ///< the store was damaged and mended at this start; staff should call the technician
    std::string content_trouble;              ///< name of an error code when no edition can be shown, else empty
    bool has_staff = false;                   ///< somebody has a PIN here
    std::optional<TimePoint> oldest_waiting;  ///< when the first record not yet delivered was handed in
    std::vector<Alert> alerts;                ///< that stand in this division, whether or not their time has come
    RoadState road;
    std::uint64_t waiting_bytes = 0;          ///< of records not yet delivered
    std::uint64_t free_space = 0;             ///< bytes; 0 while unknown
    std::size_t refused = 0;                  ///< records that the county would not take; the technician is needed
};

/// What is plugged in.
struct DeviceState {
    bool can_speak = false;
    bool can_record = false;
    bool has_headphones = false;
    PrinterState printer = PrinterState::Absent;
    PaperComes paper = PaperComes::WhenAsked;
};

/// What one device found out; each tells only of what is its own.
struct DeviceNews {
    std::optional<bool> can_speak = {};
    std::optional<bool> can_record = {};
    std::optional<bool> has_headphones = {};
    std::optional<PrinterState> printer = {};
    std::optional<PaperComes> paper = {};
};
DeviceState with(DeviceState state, const DeviceNews& news);

/// A decoded picture, or the fact that it cannot be shown.
struct Picture {
    int width = 0, height = 0; ///< pixels; 0 when it cannot be shown
    Bytes rgba;
};

/// A form in the middle of being filled in, as it is kept in memory-backed storage.
struct Draft {
    FormState form;
    Screen screen = Screen::Form;
    ThemeName theme = ThemeName::Normal;
    AssistedForm assisted;
};

namespace event {
struct Tick {}; ///< a deadline passed
struct HallChanged { HallState state; };
struct CatalogueLoaded { std::shared_ptr<const Catalogue> catalogue; };
struct DraftFound { Draft draft; };
struct Saved { Receipt receipt; };
struct NotSaved { std::string code; }; ///< name of the error code
struct PinyinAnswered { PinyinAnswer answer; };
struct PagesLoaded { std::string channel; std::size_t offset; std::vector<PageSummary> pages; std::size_t total; };
struct PageLoaded { Page page; Narration narration = {}; std::vector<PageSummary> chain = {}; std::uint64_t readings = 0; };
struct PageMissing { std::string id; };
struct HitsFound { std::string words; std::vector<SearchHit> hits; };
struct UpdatesFound { std::string code; std::vector<Update> updates; Milliseconds wait_until; }; ///< empty: nothing yet
struct PictureLoaded { std::string path; std::shared_ptr<const Picture> picture; };
struct InkRead { std::uint64_t serial; std::vector<std::string> candidates; };
struct MemoLevel { Milliseconds length; int level; }; ///< while recording; level 0–100
struct MemoRecorded { std::string field; Milliseconds length; };
struct MemoFailed { std::string code; }; ///< name of the error code
struct MemoPlayed {};
struct SpeechEnded { std::uint64_t serial; }; ///< heard to its end, or it cannot be said
struct PinChecked { PinAnswer answer; };
struct PaperChecked { std::string number; bool known; }; ///< known: that form was entered here before
struct Printed { std::string receipt; }; ///< its number
struct ChecklistPrinted { std::string page; std::optional<PrintProblem> problem; }; ///< no problem: the paper is out
struct NotPrinted { std::string receipt; PrintProblem problem; };
struct DevicesChanged { DeviceNews news; };
struct StickChanged { StickStatus status; };
struct StickSilent {}; ///< the daemon, which alone touches sticks, does not answer
} // namespace event

using Event = std::variant<event::Tick, event::HallChanged, event::CatalogueLoaded, event::DraftFound, event::Saved, event::NotSaved,
                           event::PinyinAnswered, event::PagesLoaded, event::PageLoaded, event::PageMissing, event::HitsFound,
                           event::UpdatesFound, event::PictureLoaded, event::InkRead, event::MemoLevel, event::MemoRecorded,
                           event::MemoFailed, event::MemoPlayed, event::SpeechEnded, event::PinChecked, event::PaperChecked, event::Printed, event::NotPrinted, event::ChecklistPrinted,
                           event::DevicesChanged, event::StickChanged, event::StickSilent>;

} // namespace lianxin
