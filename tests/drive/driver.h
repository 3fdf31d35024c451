// The real kiosk, offscreen, moved by commands: each line in gives one line of JSON out.
#pragma once

#include "kiosk/app.h"
#include "records/base/value.h"
#include "tests/drive/ear.h"

namespace lianxin {

class Driver {
  public:
    Driver(App& app, Canvas& canvas, ManualClock& clock, Ear& ear);

    /// One command line. Errors: Invalid (unknown command, id or field; wrong arguments), NotFound, Unavailable, Storage.
    Result<Value> obey(std::string_view line);

  private:
    Result<Value> dump();
    Result<Value> tap(std::string_view id);
    Result<Value> press(std::string_view words);
    Result<Value> drag(std::string_view words);
    Result<Value> stroke(std::string_view words);
    Result<Value> hold(std::string_view words);
    Result<Value> headphones(std::string_view how);
    Result<Value> pinyin(std::string_view letters);
    Result<Value> pick(std::string_view number);
    Result<Value> type(std::string_view text);
    Result<Value> fill(std::string_view words);
    Result<Value> scan(std::string_view text);
    Value memo_state() const;
    Result<Value> speak(std::string_view milliseconds);
    Result<Value> wait(std::string_view milliseconds);
    Result<Value> until(std::string_view screen);
    Result<Value> shot(std::string_view file);
    Result<Value> spoken();

    void pass(Milliseconds time);
    /// Turns until nothing is due and the worker is idle.
    void settle();
    void touch_at(PointerPhase phase, float x, float y);
    Value ink_state() const;
    Value state() const;
    std::string typed() const;

    App& app_;
    Canvas& canvas_;
    ManualClock& clock_;
    Ear& ear_;
};

} // namespace lianxin
