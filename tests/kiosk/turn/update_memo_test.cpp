// Speaking instead of writing, held by tables: what is recorded, kept, dropped, and that nothing is said meanwhile.
#include "tests/kiosk/turn/sample_world.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// The help form's first question, at a kiosk that hears and has room.
struct Speaking : World {
    Speaking() {
        hall.can_attach = true;
        devices = {.can_speak = true, .can_record = true};
        open_help();
        (void)wish(intent::SwitchPad{Pad::Memo});
    }
    MemoPhase phase() const { return session.memo.phase; }
    void record(Milliseconds length) {
        (void)wish(intent::RecordMemo{});
        (void)happen(event::MemoLevel{length, 40});
        (void)wish(intent::StopMemo{});
        (void)happen(event::MemoRecorded{"matter", length});
    }
    void to_confirm() {
        (void)wish(intent::Next{});
        (void)wish(intent::SetAnswer{"village", "990021101201"});
        (void)wish(intent::Next{});
        (void)wish(intent::SetAnswer{"identity", "anonymous"});
        (void)wish(intent::Next{});
    }
};

} // namespace

TEST_CASE("a memo is recorded, stopped and kept beside the answers, and it answers a long question by itself", "[memo.answers]") {
    Speaking world;
    const Effects begun = world.wish(intent::RecordMemo{});
    REQUIRE(first<effect::RecordMemo>(begun));
    CHECK(first<effect::RecordMemo>(begun)->field == "matter");
    CHECK(first<effect::RecordMemo>(begun)->longest == Milliseconds{180'000});
    CHECK(world.phase() == MemoPhase::Recording);
    (void)world.happen(event::MemoLevel{Milliseconds{72'000}, 55});
    CHECK(world.session.memo.level == 55);
    CHECK(first<effect::StopMemo>(world.wish(intent::StopMemo{})));
    CHECK(world.phase() == MemoPhase::Ending);
    const Effects kept = world.happen(event::MemoRecorded{"matter", Milliseconds{72'000}});
    REQUIRE(first<effect::KeepDraft>(kept));
    CHECK(first<effect::KeepDraft>(kept)->draft.form.memos.at("matter") == Milliseconds{72'000});
    CHECK(world.phase() == MemoPhase::Recorded);
    world.to_confirm();
    CHECK(world.session.screen == Screen::Confirm);
    const Effects handed_in = world.wish(intent::Submit{});
    REQUIRE(first<effect::Save>(handed_in));
    CHECK(first<effect::Save>(handed_in)->memos == Memos{{"matter", Milliseconds{72'000}}});
    CHECK_FALSE(first<effect::Save>(handed_in)->answers.contains("matter"));
    const Effects saved = world.happen(event::Saved{});
    REQUIRE(first<effect::DropMemo>(saved));
    CHECK(first<effect::DropMemo>(saved)->field == "matter");
    CHECK(world.session.form.memos.empty());
}

TEST_CASE("with a memo a few words are enough, without one they are too few", "[memo.answers]") {
    Speaking world;
    world.type("路坏");
    (void)world.wish(intent::Next{});
    REQUIRE(world.session.form.problem);
    CHECK(world.session.form.problem->problem == Problem::TooShort);
    world.record(Milliseconds{5'000});
    CHECK_FALSE(world.session.form.problem);
    (void)world.wish(intent::Next{});
    CHECK(world.session.form.field == "village");
    CHECK(world.session.form.answers.at("matter") == "路坏");
}

TEST_CASE("a kiosk without microphone, or without room, or a form that wants none, offers no memo", "[memo.offered]") {
    const auto offers = [](auto change) {
        World world;
        world.hall.can_attach = true;
        world.devices = {.can_speak = true, .can_record = true};
        change(world);
        world.open_help();
        (void)world.wish(intent::SwitchPad{Pad::Memo});
        (void)world.wish(intent::RecordMemo{});
        return world.session.memo.phase == MemoPhase::Recording;
    };
    CHECK(offers([](World&) {}));
    CHECK_FALSE(offers([](World& world) { world.devices.can_record = false; }));
    CHECK_FALSE(offers([](World& world) { world.hall.can_attach = false; }));
    CHECK_FALSE(offers([](World& world) { world.catalogue.services[0].fields[0].memo = false; }));
}

TEST_CASE("a short text is never spoken, and a paper form has nobody who speaks", "[memo.offered]") {
    Speaking world;
    world.session.assistance.form.kind = Assistance::Paper;
    CHECK_FALSE(first<effect::RecordMemo>(world.wish(intent::RecordMemo{})));
    world.session.assistance.form.kind = Assistance::Oral;
    CHECK(first<effect::RecordMemo>(world.wish(intent::RecordMemo{})));
    World other;
    other.hall.can_attach = true;
    other.devices = {.can_speak = true, .can_record = true};
    other.open_help();
    other.session.form.field = "name";
    CHECK_FALSE(first<effect::RecordMemo>(other.wish(intent::RecordMemo{})));
}

TEST_CASE("the pad gives way to writing when the microphone is unplugged, but not over a memo that is there", "[memo.offered]") {
    Speaking world;
    world.devices.can_record = false;
    (void)world.happen(event::DevicesChanged{{.can_record = false}});
    CHECK(world.session.composer.pad() == Pad::Pinyin);
    Speaking with;
    with.record(Milliseconds{5'000});
    with.devices.can_record = false;
    (void)with.happen(event::DevicesChanged{{.can_record = false}});
    CHECK(with.session.composer.pad() == Pad::Memo);
}

TEST_CASE("the visit does not time out while somebody speaks or listens to what they said", "[memo.unhurried]") {
    Speaking world;
    (void)world.wish(intent::RecordMemo{});
    world.wait(Milliseconds{179'000});
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::None);
    CHECK(next_deadline(world.session, world.times).value() > world.monotonic);
    (void)world.wish(intent::StopMemo{});
    (void)world.happen(event::MemoRecorded{"matter", Milliseconds{179'000}});
    world.wait(world.times.idle - Milliseconds{1});
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::None);
    (void)world.wish(intent::PlayMemo{});
    world.wait(Milliseconds{179'000});
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::None);
    (void)world.happen(event::MemoPlayed{});
    CHECK(world.phase() == MemoPhase::Recorded);
    world.wait(world.times.idle);
    (void)world.happen(event::Tick{});
    CHECK(world.session.dialog == Dialog::Timeout);
}

TEST_CASE("going on while speaking ends the memo and shows it first; going back keeps it", "[memo.kept]") {
    Speaking world;
    (void)world.wish(intent::RecordMemo{});
    CHECK(first<effect::StopMemo>(world.wish(intent::Next{})));
    CHECK(world.session.form.field == "matter");
    (void)world.happen(event::MemoRecorded{"matter", Milliseconds{9'000}});
    CHECK(world.phase() == MemoPhase::Recorded);
    (void)world.wish(intent::RecordMemo{}); // anew
    CHECK(first<effect::StopMemo>(world.wish(intent::Back{})));
    CHECK(world.session.form.field.empty());
    CHECK_FALSE(first<effect::RecordMemo>(world.wish(intent::RecordMemo{})));
    (void)world.happen(event::MemoRecorded{"matter", Milliseconds{12'000}});
    CHECK(world.session.form.memos.at("matter") == Milliseconds{12'000});
    (void)world.wish(intent::BeginForm{});
    CHECK(world.phase() == MemoPhase::Recorded);
    CHECK(world.session.composer.pad() == Pad::Memo);
}

TEST_CASE("a failed recording says so and leaves the memo that was there", "[memo.kept]") {
    Speaking world;
    (void)world.wish(intent::RecordMemo{});
    (void)world.happen(event::MemoFailed{"unavailable"});
    CHECK(world.phase() == MemoPhase::Empty);
    CHECK(world.session.memo.failure == "unavailable");
    world.record(Milliseconds{4'000});
    CHECK(world.session.memo.failure.empty());
    (void)world.wish(intent::RecordMemo{});
    (void)world.happen(event::MemoFailed{"invalid"});
    CHECK(world.phase() == MemoPhase::Recorded);
    CHECK(world.session.memo.length == Milliseconds{4'000});
}

TEST_CASE("a dropped memo is gone, and the question is open again", "[memo.forgotten]") {
    Speaking world;
    world.record(Milliseconds{4'000});
    const Effects dropped = world.wish(intent::DropMemo{});
    REQUIRE(first<effect::DropMemo>(dropped));
    CHECK(first<effect::KeepDraft>(dropped)->draft.form.memos.empty());
    CHECK(world.phase() == MemoPhase::Empty);
    (void)world.wish(intent::Next{});
    CHECK(world.session.form.problem->problem == Problem::Missing);
}

TEST_CASE("leaving the form asks first and then drops what was spoken; the end of the visit forgets all", "[memo.forgotten]") {
    Speaking world;
    world.record(Milliseconds{4'000});
    (void)world.wish(intent::Home{});
    CHECK(world.session.dialog == Dialog::Leave);
    const Effects left = world.wish(intent::Leave{});
    CHECK(first<effect::DropMemo>(left));
    CHECK(world.session.form.memos.empty());
    Speaking other;
    (void)other.wish(intent::RecordMemo{});
    (void)other.wish(intent::AskToFinish{});
    CHECK(other.session.dialog == Dialog::Finish);
    CHECK(first<effect::Forget>(other.wish(intent::FinishVisit{})));
    CHECK(other.phase() == MemoPhase::Empty);
}

TEST_CASE("a memo that is packed after its speaker has gone belongs to nobody", "[memo.forgotten]") {
    Speaking world;
    (void)world.wish(intent::RecordMemo{});
    (void)world.wish(intent::FinishVisit{});
    const Effects late = world.happen(event::MemoRecorded{"matter", Milliseconds{4'000}});
    REQUIRE(first<effect::DropMemo>(late));
    CHECK(world.session.form.memos.empty());
    Speaking next;
    CHECK(first<effect::DropMemo>(next.happen(event::MemoRecorded{"matter", Milliseconds{4'000}})));
    CHECK(next.session.form.memos.empty());
}

TEST_CASE("by ear recording begins when the announcement has ended, and nothing is said until it stops", "[memo.by-ear]") {
    Speaking world;
    world.session.spoken.on = true;
    world.session.spoken.consent = Consent::Given;
    CHECK_FALSE(first<effect::RecordMemo>(world.wish(intent::RecordMemo{})));
    CHECK(world.phase() == MemoPhase::Announced);
    const Effects told = world.wish(intent::Tell{{}, "听完就讲，讲完点两下"});
    REQUIRE(first<effect::Speak>(told));
    const auto serial = first<effect::Speak>(told)->serial;
    CHECK(first<effect::RecordMemo>(world.happen(event::SpeechEnded{serial})));
    CHECK(world.phase() == MemoPhase::Recording);
    CHECK_FALSE(first<effect::Speak>(world.wish(intent::Tell{{}, "还可以说两分钟"})));
    CHECK_FALSE(first<effect::Speak>(world.wish(intent::Focus{"form.next", "下一步"})));
    CHECK_FALSE(first<effect::Speak>(world.wish(intent::RepeatSpoken{})));
    (void)world.wish(intent::Touched{});
    CHECK(world.phase() == MemoPhase::Recording);
    CHECK(first<effect::StopMemo>(world.wish(intent::StopMemo{})));
    (void)world.happen(event::MemoRecorded{"matter", Milliseconds{4'000}});
    CHECK(first<effect::Speak>(world.wish(intent::Tell{{}, "录好了"})));
}

TEST_CASE("by ear a memo is not talked over, and exploring or stopping ends it", "[memo.by-ear]") {
    Speaking world;
    world.record(Milliseconds{4'000});
    world.session.spoken.on = true;
    world.session.spoken.consent = Consent::Given;
    REQUIRE(first<effect::PlayMemo>(world.wish(intent::PlayMemo{})));
    CHECK_FALSE(first<effect::Silence>(world.wish(intent::Touched{})));
    CHECK_FALSE(first<effect::Speak>(world.wish(intent::Tell{{}, "正在播放"})));
    CHECK(first<effect::Silence>(world.wish(intent::StopMemo{})));
    CHECK(world.phase() == MemoPhase::Recorded);
    (void)world.wish(intent::PlayMemo{});
    const Effects explored = world.wish(intent::Focus{"form.next", "下一步"});
    CHECK(first<effect::Silence>(explored));
    CHECK(first<effect::Speak>(explored));
    CHECK(world.phase() == MemoPhase::Recorded);
}

TEST_CASE("another deed takes the announcement back", "[memo.by-ear]") {
    Speaking world;
    world.session.spoken.on = true;
    world.session.spoken.consent = Consent::Given;
    (void)world.wish(intent::RecordMemo{});
    const Effects told = world.wish(intent::Tell{{}, "听完就讲，讲完点两下"});
    (void)world.wish(intent::Focus{"form.next", "下一步"});
    CHECK(world.phase() == MemoPhase::Empty);
    CHECK_FALSE(first<effect::RecordMemo>(world.happen(event::SpeechEnded{first<effect::Speak>(told)->serial})));
    (void)world.wish(intent::RecordMemo{});
    CHECK(first<effect::RecordMemo>(world.wish(intent::RecordMemo{}))); // once more: no need to hear it out
}

TEST_CASE("a touch that cuts the announcement short says that nothing is recorded, and two more taps record at once", "[memo.by-ear]") {
    Speaking world;
    world.session.spoken.on = true;
    world.session.spoken.consent = Consent::Given;
    (void)world.wish(intent::RecordMemo{});
    const Effects told = world.wish(intent::Tell{{}, "听完就讲，讲完点两下"});
    REQUIRE(first<effect::Speak>(told));
    CHECK(first<effect::Silence>(world.wish(intent::Touched{})));
    CHECK(world.phase() == MemoPhase::Empty);
    CHECK(world.session.memo.failure == "cancelled");
    CHECK_FALSE(first<effect::RecordMemo>(world.happen(event::SpeechEnded{first<effect::Speak>(told)->serial})));
    CHECK(first<effect::Speak>(world.wish(intent::Tell{{}, "还没有开始录音"})));
    (void)world.wish(intent::Touched{});
    const Effects begun = world.wish(intent::RecordMemo{});
    CHECK(first<effect::Silence>(begun));
    CHECK(first<effect::RecordMemo>(begun));
    CHECK(world.session.memo.failure.empty());
}

TEST_CASE("what appears elsewhere while the microphone hears is told afterwards", "[memo.by-ear]") {
    Speaking world;
    world.session.spoken.on = true;
    world.session.spoken.consent = Consent::Given;
    world.session.spoken.heard.place = "question";
    (void)world.wish(intent::RecordMemo{});
    (void)world.wish(intent::RecordMemo{});
    REQUIRE(world.phase() == MemoPhase::Recording);
    Heard heard;
    heard.place = "question";
    heard.focus = "memo.stop";
    CHECK_FALSE(first<effect::Speak>(world.wish(intent::Tell{heard, "说完了，按钮"})));
    CHECK(world.session.spoken.heard == heard); // the memo's own news follow when it has ended
    (void)world.wish(intent::Back{});
    REQUIRE(world.phase() == MemoPhase::Ending);
    heard.place = "service";
    CHECK_FALSE(first<effect::Speak>(world.wish(intent::Tell{heard, "求助"})));
    CHECK(world.session.spoken.heard.place == "question");
    (void)world.happen(event::MemoRecorded{"matter", Milliseconds{4'000}});
    CHECK_FALSE(world.session.memo.is_listening());
    CHECK(first<effect::Speak>(world.wish(intent::Tell{heard, "求助"})));
    CHECK(world.session.spoken.heard.place == "service");
}

TEST_CASE("a remark that cannot be said yet is not forgotten", "[memo.by-ear]") {
    Speaking world;
    (void)world.wish(intent::RecordMemo{});
    world.devices.has_headphones = true;
    CHECK(first<effect::StopMemo>(world.happen(event::DevicesChanged{{.has_headphones = true}})));
    CHECK(world.session.spoken.remark == Remark::Opening);
    CHECK_FALSE(first<effect::Speak>(world.wish(intent::Tell{{}, "听读已打开"})));
    CHECK(world.session.spoken.remark == Remark::Opening);
    (void)world.happen(event::MemoRecorded{"matter", Milliseconds{4'000}});
    CHECK(first<effect::Speak>(world.wish(intent::Tell{{}, "听读已打开"})));
    CHECK(world.session.spoken.remark == Remark::None);
}

TEST_CASE("pulling the headphones out ends a memo that plays or is recorded, and the question is told", "[spoken.unplug]") {
    Speaking world;
    world.record(Milliseconds{4'000});
    world.devices.has_headphones = true;
    (void)world.happen(event::DevicesChanged{{.has_headphones = true}});
    const auto pull = [&] {
        world.devices.has_headphones = false;
        return world.happen(event::DevicesChanged{{.has_headphones = false}});
    };
    Heard question;
    question.place = "unplugged";
    SECTION("playing") {
        (void)world.wish(intent::PlayMemo{});
        CHECK(first<effect::Silence>(pull()));
        CHECK(world.phase() == MemoPhase::Recorded);
    }
    SECTION("recording") {
        (void)world.wish(intent::RecordMemo{});
        (void)world.wish(intent::RecordMemo{});
        REQUIRE(world.phase() == MemoPhase::Recording);
        CHECK(first<effect::StopMemo>(pull()));
        CHECK_FALSE(first<effect::Speak>(world.wish(intent::Tell{question, "耳机拔出来了"})));
        (void)world.happen(event::MemoRecorded{"matter", Milliseconds{6'000}});
    }
    CHECK(world.session.dialog == Dialog::Unplugged);
    CHECK(first<effect::Speak>(world.wish(intent::Tell{question, "耳机拔出来了"})));
    CHECK(world.session.spoken.heard == question);
}

TEST_CASE("reading aloud stops before a memo is recorded or played", "[memo.by-ear]") {
    Speaking world;
    (void)world.wish(intent::Read{{Passage{"您遇到了什么困难", "form.question", 0, 0, "", {}, {}}}});
    REQUIRE(world.session.reading.is_sounding());
    const Effects begun = world.wish(intent::RecordMemo{});
    CHECK(first<effect::Silence>(begun));
    CHECK_FALSE(world.session.reading.is_on());
}
