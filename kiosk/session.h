// One resident's visit: everything a screen shows of it. Forgetting a resident is `session = {}`.
#pragma once

#include "kiosk/assistance.h"
#include "kiosk/input/composer.h"
#include "kiosk/input/ink.h"
#include "kiosk/memo.h"
#include "kiosk/printing.h"
#include "kiosk/reading.h"
#include "kiosk/signage.h"
#include "kiosk/spoken.h"
#include "records/base/clock.h"
#include "records/model/field_check.h"
#include "records/model/page.h"
#include "records/model/receipt.h"
#include "records/model/request.h"
#include "records/model/update.h"

#include <optional>
#include <string>
#include <vector>

namespace lianxin {

/// Named as the files in kiosk/screens.
enum class Screen {
    Idle,
    Home,
    Services,
    Form,
    Confirm,
    Readback, ///< what staff wrote down is confirmed by the resident, page by page
    Receipt,
    Progress,
    Notices,
    Notice,
    Search,
    Board,      ///< 大家问: what was asked and answered
    BoardEntry, ///< one of it
    Staff, ///< PIN, then what staff can do here
    Trouble,
};
std::string_view name_of(Screen screen); ///< "idle" …

enum class ThemeName { Normal, Elder, Contrast };

/// What lies over the screen.
enum class Dialog {
    None,
    Help,    ///< 请工作人员帮助
    Timeout, ///< 还在吗
    Leave,   ///< leaving a form throws away what was typed
    Finish,  ///< 结束并清除 would throw away what was typed, or a code that may not be written down yet
    Failed,  ///< a hand-in did not succeed; nothing is lost, it can be tried again
    ResidentOnly, ///< answers and codes are for the resident alone, and staff are logged in
    Personal,  ///< spoken mode: may something personal be said into the hall?
    Unplugged, ///< spoken mode: the headphones are gone; does it go on aloud?
};

struct FormState {
    std::string service;           ///< id; empty outside a form
    Answers answers;
    Memos memos;                   ///< spoken beside or instead of answers
    std::string field;             ///< the field asked now; empty on the first page (what the service is, privacy notice)
    bool to_confirm = false;       ///< the field was opened from the confirm page and goes back there
    std::string township;          ///< chosen in the division picker, its villages are listed
    std::optional<FieldProblem> problem; ///< with the field asked now
};

enum class HandIn { None, Saving, Saved };

enum class Finding {
    Nothing,    ///< not asked yet
    WrongDigit, ///< the check digit does not hold: a slip of the finger
    TooShort,   ///< fewer than 16 digits
    Looking,
    Found,
    NothingYet, ///< no update under that code here; nothing tells whether the code exists
    Wait,       ///< too many misses; see wait_until
};

struct ProgressState {
    Finding finding = Finding::Nothing;
    std::vector<Update> updates; ///< oldest first
    Milliseconds wait_until{0};  ///< monotonic
    std::string code;            ///< that was looked up last; more of it may come from the county

    /// Whether no code is looked up at this moment (monotonic), after too many misses.
    bool must_wait(Milliseconds now) const { return finding == Finding::Wait && now < wait_until; }
};

/// A picture of a page laid over it, enlarged in steps.
struct PictureState {
    std::string path; ///< in the edition; empty: none
    std::string caption;
    int steps = 0;    ///< 0: as large as the screen
    bool is_open() const { return !path.empty(); }
};

struct NoticesState {
    std::string channel; ///< empty: all
    std::vector<PageSummary> pages;
    std::size_t total = 0;
    bool loading = false;      ///< more pages are on their way
    std::string page; ///< id of the page being read
    std::optional<Page> open;
    Narration narration; ///< of the open page
    std::vector<PageSummary> chain; ///< what it corrects and what corrects it, oldest first, itself among them
    std::uint64_t readings = 0;     ///< of the open page here in the last weeks; 0 when too few to be told
    PictureState picture;
    std::vector<std::size_t> ticked; ///< documents that the resident has
    PrintingState printing;          ///< of the list of documents
    std::string sought; ///< words the hits belong to
    std::vector<SearchHit> hits;
};

/// The board 大家问 in this visit.
struct BoardState {
    std::string entry; ///< id of the one being read
};

/// Public warnings in this visit.
struct AlertState {
    std::string shown;             ///< key of the one over the screen; empty: none
    bool asked = false;            ///< it is shown because somebody touched the strip
    std::vector<std::string> seen; ///< keys that somebody answered with a touch; from then on only a strip tells of them
};

struct Session {
    Screen screen = Screen::Idle;
    std::vector<Screen> trail; ///< where 返回 leads, last first to go
    Dialog dialog = Dialog::None;
    ThemeName theme = ThemeName::Normal;
    AlertState alert;
    SignageState signage;
    Composer composer; ///< text of the field, code or search words being typed
    std::optional<Pad> writing_pad; ///< chosen by the resident for everything written in this visit
    InkState ink;      ///< strokes written on the handwriting pad
    MemoState memo;    ///< of the memo field that is asked now
    VoiceSettings voice;
    ReadingState reading;
    SpokenState spoken;
    AssistanceState assistance;
    PrintingState printing;
    FormState form;
    HandIn hand_in = HandIn::None;
    std::string failure; ///< name of the error code of a failed hand-in ("no_space")
    std::optional<Receipt> receipt;
    ProgressState progress;
    NoticesState notices;
    BoardState board;
    Milliseconds last_input{0}; ///< monotonic
    Milliseconds warned_at{0};  ///< monotonic; while dialog is Timeout
};

/// Whether staff may be asked to this screen with their PIN: not over a receipt, whose code is the resident's alone.
inline bool offers_staff(const Session& session) {
    return !session.assistance.member && session.screen != Screen::Staff && session.screen != Screen::Receipt && session.hand_in != HandIn::Saving;
}

/// Whether what is typed must neither be shown nor said: a PIN.
inline bool is_masked(const Session& session) { return session.screen == Screen::Staff && session.assistance.step == StaffStep::Pin; }

} // namespace lianxin
