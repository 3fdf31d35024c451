// Reads the sample county and puts sessions together.
#include "tests/kiosk/sample_views.h"

#include "kiosk/ui/markdown.h"
#include "kiosk/ui/picture.h"
#include "records/base/file.h"
#include "records/base/text.h"

#include <algorithm>
#include <stdexcept>

namespace lianxin::test {

namespace {

const Path county = Path(LIANXIN_SOURCE_DIR) / "assets/samples/county";

template <class T>
T sound(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().text());
    return std::move(result).value();
}

std::string text_of(const Path& path) { return sound(read_text(path, 1 << 20)); }

std::vector<Path> files_below(const Path& folder, std::string_view extension) {
    std::vector<Path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.path().extension() == extension) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

Catalogue read_catalogue() {
    Catalogue catalogue;
    catalogue.edition.number = 1;
    catalogue.edition.made = sound(parse_iso_time("2026-11-20T02:00:00Z"));
    catalogue.edition.expires = sound(parse_iso_time("2028-01-01T00:00:00Z"));
    for (const Path& file : files_below(county / "forms", ".toml")) catalogue.services.push_back(sound(parse_service(text_of(file))));
    std::sort(catalogue.services.begin(), catalogue.services.end(), [](const auto& a, const auto& b) { return a.order < b.order; });
    catalogue.channels = sound(parse_channels(text_of(county / "channels.toml")));
    catalogue.departments = sound(parse_departments(text_of(county / "departments.csv")));
    catalogue.divisions = sound(parse_divisions(text_of(county / "divisions.csv")));
    catalogue.clock_rules = sound(parse_clock_rules(text_of(county / "clocks.toml")));
    catalogue.edition.publisher = "青禾县人民政府办公室";
    catalogue.slides = sound(parse_signage(text_of(county / "signage.toml")));
    catalogue.roster = sound(parse_roster(text_of(county / "roster.csv")));
    for (const Path& file : files_below(county.parent_path() / "board", ".toml")) {
        catalogue.board.push_back(sound(parse_board_entry(text_of(file))));
        catalogue.board.back().id = file.stem();
    }
    const auto day_of = [](const BoardEntry& entry) { return entry.answered.value_or(entry.asked); };
    std::stable_sort(catalogue.board.begin(), catalogue.board.end(), [&](const auto& a, const auto& b) { return day_of(a) > day_of(b); });
    for (const Path& file : files_below(county / "holidays", ".ics"))
        if (const auto added = catalogue.calendar.add(text_of(file)); !added) throw std::runtime_error(added.error().text());
    return catalogue;
}

Session at(Screen screen) {
    Session session;
    session.screen = screen;
    session.trail = {Screen::Home};
    return session;
}

void compose(Composer& composer, std::string_view letters, std::string preedit, std::vector<std::string> candidates) {
    PinyinAnswer answer;
    for (const char letter : letters)
        if (const auto query = composer.letter(letter)) answer.serial = query->serial;
    answer.preedit = std::move(preedit);
    answer.candidates = std::move(candidates);
    composer.answer(answer);
}

const Answers road_answers{{"matter", "我们村里路坏了，下雨天没法走。从村口到小学的两公里，路面塌了三处，孩子上学要绕田埂。希望尽快修一修。"},
                           {"village", "990021101201"}, {"identity", "real"}, {"name", "李秀英"}, {"phone", "13800138000"}};

Session form_at(std::string service, std::string field) {
    Session session = at(Screen::Form);
    session.form.service = std::move(service);
    session.form.field = std::move(field);
    return session;
}

Session long_text() {
    Session session = form_at("help", "matter");
    session.composer.begin("我们村里路坏了，下雨天", Pad::Pinyin, 1000);
    compose(session.composer, "meifazou", "mei fa zou", {"没法走", "没法", "没", "每", "美", "煤", "妹", "眉", "梅", "枚"});
    return session;
}

/// 村 half written on the pad, with what it may mean.
Session handwriting() {
    Session session = form_at("help", "matter");
    session.composer.begin("我们", Pad::Ink, 1000);
    session.ink.strokes = {{{0.10F, 0.32F}, {0.30F, 0.31F}, {0.47F, 0.29F}},
                           {{0.29F, 0.10F}, {0.30F, 0.45F}, {0.28F, 0.90F}},
                           {{0.28F, 0.34F}, {0.19F, 0.56F}, {0.08F, 0.70F}},
                           {{0.31F, 0.40F}, {0.38F, 0.46F}, {0.45F, 0.55F}},
                           {{0.52F, 0.33F}, {0.75F, 0.31F}, {0.94F, 0.30F}},
                           {{0.77F, 0.10F}, {0.78F, 0.50F}, {0.77F, 0.86F}, {0.72F, 0.90F}, {0.66F, 0.83F}}};
    session.ink.candidates = {"村", "材", "杆", "衬", "朴", "杜", "林", "树", "杠", "扑"};
    return session;
}

Session handwriting_begun() {
    Session session = form_at("help", "matter");
    session.composer.begin("我们村", Pad::Ink, 1000);
    return session;
}

/// A text longer than its box, with the caret in it.
Session very_long_text() {
    Session session = form_at("help", "matter");
    std::string text;
    for (int i = 1; i <= 9; ++i) text += "第" + std::to_string(i) + "处塌方在村口往东，雨天泥水漫过路面，学生和老人都要绕远路。";
    session.composer.begin(text, Pad::Pinyin, 1000);
    return session;
}

Session on_pad(Pad pad) {
    Session session = form_at("help", "matter");
    session.composer.begin("我们村里路坏了", Pad::Pinyin, 1000);
    session.composer.put("，");
    session.composer.set_pad(pad);
    return session;
}

/// Speaking instead of writing, in that state of the memo.
Session speaking(MemoPhase phase, Milliseconds length) {
    Session session = form_at("help", "matter");
    session.composer.begin("", Pad::Memo, 1000);
    session.memo.phase = phase;
    session.memo.length = length;
    session.memo.level = 62;
    if (phase == MemoPhase::Recorded || phase == MemoPhase::Playing) session.form.memos["matter"] = length;
    return session;
}

Session memo_failed() {
    Session session = speaking(MemoPhase::Empty, Milliseconds{0});
    session.memo.failure = "unavailable";
    return session;
}

Session spoken_answer(Session session) {
    session.form.answers.erase("matter");
    session.form.memos["matter"] = Milliseconds{72'000};
    return session;
}

Session nine_keys() {
    Session session = on_pad(Pad::NineKey);
    compose(session.composer, "744742", "shi qia", {"时期", "事前", "石桥", "四七", "是去", "实权", "其情", "诗情", "世情"});
    return session;
}

Session phone_problem() {
    Session session = form_at("help", "phone");
    session.form.answers = road_answers;
    session.form.answers["phone"] = "12800138000";
    session.composer.begin("12800138000", Pad::Digits, 13);
    session.form.problem = FieldProblem{Problem::PhoneStart, ""};
    return session;
}

Session villages() {
    Session session = form_at("help", "village");
    session.form.township = "990021101000";
    session.form.answers["village"] = "990021101201";
    return session;
}

Session identity() {
    Session session = form_at("help", "identity");
    session.form.answers["identity"] = "confidential";
    return session;
}

/// The first field of that type in any form.
Session first_of(const Catalogue& catalogue, FieldType type, Pad pad, std::string typed) {
    for (const Service& service : catalogue.services)
        for (const Field& field : service.fields)
            if (field.type == type && !field.when) {
                Session session = form_at(service.id, field.name);
                session.composer.begin(std::move(typed), pad, 100);
                return session;
            }
    throw std::runtime_error("no form has such a field");
}

Session confirm() {
    Session session = form_at("help", "");
    session.screen = Screen::Confirm;
    session.form.answers = road_answers;
    return session;
}

Session saving() {
    Session session = confirm();
    session.hand_in = HandIn::Saving;
    return session;
}

Session receipt(const SampleHall& hall) {
    Session session = at(Screen::Receipt);
    session.receipt = Receipt{"20261122-000017", "4821907736150248", "LXR1:" + std::string(211, 'A'), "求助", hall.now,
                              sound(parse_iso_day("2026-12-04")), hall.catalogue.clock_rule("help")->sentence, hall.catalogue.clock_rule("help")->article};
    return session;
}

Session printed(const SampleHall& hall, PrintingState printing) {
    Session session = receipt(hall);
    session.printing = printing;
    return session;
}

Session ask_progress(std::string typed, Finding finding) {
    Session session = at(Screen::Progress);
    session.composer.begin(std::move(typed), Pad::Digits, 24);
    session.progress.finding = finding;
    session.progress.wait_until = Milliseconds{1'028'000};
    return session;
}

Update step(std::uint64_t number, CaseState state, const char* at, std::string office, std::string text = "") {
    Update update;
    update.number = number;
    update.case_number = "QH20261122-0031";
    update.state = state;
    update.at = sound(parse_iso_time(at));
    update.office = std::move(office);
    update.text = std::move(text);
    update.service_title = "求助";
    update.handed_in = sound(parse_iso_time("2026-11-22T04:14:00Z"));
    return update;
}

Session found() {
    Session session = ask_progress("4821907736150248", Finding::Found);
    auto accepted = step(1, CaseState::Accepted, "2026-11-23T01:12:00Z", "县信访局");
    accepted.due = sound(parse_iso_day("2026-12-04"));
    accepted.article = "《青禾县便民服务诉求办理规定（示范）》第十二条第二项";
    session.progress.updates = {accepted, step(2, CaseState::Dispatched, "2026-11-23T03:40:00Z", "县信访局"),
                                step(3, CaseState::InProgress, "2026-11-24T07:05:00Z", "县交通运输局"),
                                step(4, CaseState::Answered, "2026-11-27T08:30:00Z", "县交通运输局",
                                     "李秀英同志：\n\n您反映的清溪镇村口至小学路段塌陷问题，我局已于11月25日派人到现场查看，情况属实。\n\n"
                                     "1. 三处塌陷已用碎石临时填平，雨天可以通行；\n2. 路面修复列入本月养护计划，12月15日前完工；\n3. 施工期间留出半幅路面，学生上学由村里安排人护送。\n\n"
                                     "联系人：养护股王工，电话 0599-6600123。感谢您的反映。")};
    return session;
}

Session notices(const SampleHall& hall) {
    Session session = at(Screen::Notices);
    for (const Page& page : hall.pages) session.notices.pages.push_back(SampleHall::summary(page));
    std::stable_sort(session.notices.pages.begin(), session.notices.pages.end(),
                     [](const auto& a, const auto& b) { return a.pinned != b.pinned ? a.pinned : a.published > b.published; });
    session.notices.total = session.notices.pages.size();
    return session;
}

Session notice(const SampleHall& hall, std::string_view id) {
    Session session = at(Screen::Notice);
    session.notices.page = id;
    session.notices.open = hall.page(id);
    return session;
}

/// A page with what corrects it or what it corrects.
Session chained(const SampleHall& hall, std::string_view id, std::string_view old, std::string_view correction) {
    Session session = notice(hall, id);
    session.notices.chain = {SampleHall::summary(hall.page(old)), SampleHall::summary(hall.page(correction))};
    return session;
}

/// A list of what to bring, two of them ticked, and the paper out.
Session checklist(const SampleHall& hall) {
    Session session = notice(hall, "living-certificate-guide");
    session.notices.open->body = "本县领养老金的，一般只要**认证**，不用开证明。";
    session.notices.open->updated = session.notices.open->published + std::chrono::days(200);
    session.notices.open->signer = "清溪镇人民政府";
    session.notices.ticked = {0, 2};
    session.notices.printing.step = Printing::Done;
    session.notices.readings = 38;
    return session;
}

Session wide_table(const SampleHall& hall) {
    Session session = notice(hall, "rural-bus-lines");
    session.notices.open->body = "| 线路 | 起点 | 终点 | 首班 | 末班 | 间隔 | 票价 | 经过 |\n|---|---|---|---|---|---|---|---|\n"
                                 "| 201路 | 清溪镇 | 石桥村 | 6:30 | 18:10 | 40分钟 | 3元 | 清水村、下溪村、石坝村 |\n| 202路 | 清溪镇 | 青禾县城 | 6:00 | 19:00 | 20分钟 | 5元 | 新桥、东门、县医院 |\n";
    return session;
}

Session enlarged(const SampleHall& hall, int steps) {
    Session session = notice(hall, "rural-road-maintenance");
    session.notices.picture = {"pictures/road-grades.png", "村道、乡道、县道的分别", steps};
    return session;
}

Session slide(const SampleHall& hall, Slide::Kind kind) {
    Session session;
    for (std::size_t i = 0; i < hall.catalogue.slides.size() && session.signage.at == 0; ++i)
        if (hall.catalogue.slides[i].kind == kind) session.signage.at = i + 1;
    return session;
}

Session board_entry(std::string id) {
    Session session = at(Screen::BoardEntry);
    session.trail.push_back(Screen::Board);
    session.board.entry = std::move(id);
    return session;
}

/// The slide of the board with a question, its answer and what was decided.
Session highlight(const SampleHall& hall) {
    Session session = slide(hall, Slide::Kind::Board);
    while (hall.catalogue.highlight(session.signage.highlights)->outcome.empty()) ++session.signage.highlights;
    return session;
}

/// A warning over what the session does, or answered already.
Session warned(const SampleHall& hall, Session session, bool seen) {
    const std::string key = hall.warned.alerts.front().key();
    if (seen) session.alert.seen = {key};
    else session.alert.shown = key;
    return session;
}

Session search_by_sound(const SampleHall& hall) {
    Session session = at(Screen::Search);
    session.composer.begin("低宝", Pad::Pinyin, 40);
    session.notices.sought = "低宝";
    const std::string text = "什么样的家庭能申请低保、怎样算收入、要带什么材料";
    const auto where = text.find("低保");
    session.notices.hits = {{SampleHall::summary(hall.page("subsistence-allowance-guide")), text, {{where, where + 6}}, FoundBy::Sound, "低保"}};
    return session;
}

Session search(const SampleHall& hall) {
    Session session = at(Screen::Search);
    session.composer.begin("公路", Pad::Pinyin, 40);
    session.notices.sought = "公路";
    for (const Page& page : hall.pages) {
        const std::string text = page.summary.empty() ? page.title : page.title + "。" + page.summary;
        const auto where = text.find("公路");
        if (where == text.npos) continue;
        session.notices.hits.push_back({SampleHall::summary(page), text, {{where, where + std::string("公路").size()}}});
    }
    return session;
}

const StaffMember wang{"wang-fang", "王芳", false};

Session staff_at(StaffStep step) {
    Session session = at(Screen::Staff);
    session.assistance.step = step;
    if (step != StaffStep::Pin) session.assistance.member = wang;
    return session;
}

const StaffMember li{"li-qiang", "李强", true};

Session technician(StaffStep step) {
    Session session = staff_at(step);
    session.assistance.member = li;
    return session;
}

Session at_stick(StickState::Daemon daemon, StickStatus status = {}) {
    Session session = technician(StaffStep::Stick);
    session.assistance.stick = {daemon, std::move(status), Milliseconds{960'000}};
    return session;
}

StickStatus found_on_stick() {
    StickStatus status;
    status.phase = StickPhase::Found;
    status.edition = StickEdition{12, "青禾县便民内容（2026年11月）", "青禾县人民政府办公室", sound(parse_iso_time("2026-11-20T01:00:00Z")), 96, 38, 2};
    status.answers = true;
    status.waiting = 12;
    return status;
}

Session stick_found() { return at_stick(StickState::Daemon::Answers, found_on_stick()); }

Session stick_refused() {
    StickStatus status;
    status.phase = StickPhase::Found;
    status.refusals = {{"edition-000011.lxe", "older"}, {"dujiang.lxe", "stranger"}, {"内容.lxe", "not_a_file"}, {"copy.lxe", "too_short"}, {"new.lxe", "installed"}};
    status.too_many = true;
    status.waiting = 3;
    return at_stick(StickState::Daemon::Answers, status);
}

Session stick_early() {
    StickStatus status;
    status.phase = StickPhase::Found;
    status.refusals = {{"edition-000013.lxe", "too_early", sound(parse_iso_time("2026-12-31T16:00:00Z"))}, {"edition-000012.lxe", "installed"}};
    status.waiting = 3;
    return at_stick(StickState::Daemon::Answers, status);
}

Session stick_working(StickDeed deed, std::uint64_t done) {
    StickStatus status = found_on_stick();
    status.phase = StickPhase::Working;
    status.deed = deed;
    status.done = done;
    status.all = done == 0 ? 0 : 500;
    return at_stick(StickState::Daemon::Answers, status);
}

Session stick_carried(std::uint64_t left, std::string problem, std::uint64_t left_parts = 0) {
    StickStatus status = found_on_stick();
    status.phase = StickPhase::Done;
    status.deed = StickDeed::Carry;
    status.carried = 12;
    status.left = left;
    status.left_parts = left_parts;
    status.delivered = 25;
    status.updates = 3;
    status.refused = left > 0 ? 1 : 0;
    status.problem = std::move(problem);
    return at_stick(StickState::Daemon::Answers, status);
}

Session stick_not_in() {
    Session session = stick_carried(0, "");
    StickStatus& status = session.assistance.stick.status;
    status.delivered = status.updates = 0;
    status.problem_in = "corrupt";
    return session;
}

/// On a route with many townships, the county's edition and this township's being new.
Session stick_route() {
    StickStatus status = found_on_stick();
    status.edition->township_waits = true;
    status.for_others = 14;
    return at_stick(StickState::Daemon::Answers, status);
}

Session stick_installed() {
    StickStatus status = found_on_stick();
    status.phase = StickPhase::Done;
    status.deed = StickDeed::Install;
    return at_stick(StickState::Daemon::Answers, status);
}

Session stick_failed(std::string problem) {
    StickStatus status;
    status.phase = StickPhase::Failed;
    status.deed = StickDeed::Carry;
    status.problem = std::move(problem);
    return at_stick(StickState::Daemon::Answers, status);
}

Session pin(std::string typed, std::optional<PinAnswer> refused) {
    Session session = staff_at(StaffStep::Pin);
    session.composer.begin(std::move(typed), Pad::Digits, pin_length);
    session.assistance.refused = std::move(refused);
    return session;
}

Session paper_number() {
    Session session = staff_at(StaffStep::PaperNumber);
    session.assistance.form.kind = Assistance::Paper;
    session.assistance.paper_known = true;
    session.composer.begin("QX20260017", Pad::Latin, 30);
    return session;
}

Session paper_day() {
    Session session = staff_at(StaffStep::PaperDay);
    session.assistance.form.kind = Assistance::Paper;
    session.assistance.problem = FieldProblem{Problem::TooLate, "2026年11月22日"};
    session.composer.begin("20261130", Pad::Digits, 10);
    return session;
}

Session helped(Session session, Assistance kind) {
    session.assistance.member = wang;
    session.assistance.form.kind = kind;
    session.assistance.form.paper_number = kind == Assistance::Paper ? "QX20260017" : "";
    if (kind == Assistance::Paper) session.assistance.form.paper_day = sound(parse_iso_day("2026-11-20"));
    return session;
}

Session readback(Assistance kind, std::size_t page) {
    Session session = helped(confirm(), kind);
    session.screen = Screen::Readback;
    session.assistance.form.page = page;
    return session;
}

/// In the middle of being read aloud: a sentence of the page, or one target.
Session read_aloud(Session session, const std::string& target, const std::string& sentence) {
    Passage passage;
    passage.text = sentence;
    passage.target = target;
    if (session.notices.open) {
        const std::string plain = plain_text(parse_markdown(session.notices.open->body));
        passage.begin = plain.find(sentence);
        passage.end = passage.begin + sentence.size();
    }
    session.reading.passages = {passage};
    session.reading.serial = 1;
    return session;
}

/// An answer that no screen shows at once.
Session long_readback() {
    Session session = readback(Assistance::Oral, 0);
    std::string matter;
    for (int i = 0; i < 12; ++i) matter += road_answers.at("matter");
    session.form.answers["matter"] = matter;
    return session;
}

Session with(Session session, Dialog dialog) {
    session.dialog = dialog;
    session.warned_at = Milliseconds{998'000};
    session.failure = "no_space";
    return session;
}

/// Somebody listens, and has come to that target.
Session by_ear(Session session, std::string focus) {
    session.spoken.on = true;
    session.spoken.consent = Consent::Refused;
    session.spoken.heard.focus = std::move(focus);
    return session;
}

} // namespace

SampleHall::SampleHall() : catalogue(read_catalogue()), now(sound(parse_iso_time("2026-11-22T04:14:00Z"))) {
    hall.hall = "清溪镇便民服务中心";
    hall.clock_trusted = true;
    hall.has_staff = true;
    hall.waiting = 2;
    hall.last_contact = now - std::chrono::hours(4);
    hall.oldest_waiting = now - std::chrono::hours(1);
    hall.can_attach = true;
    hall.clock_checked = true;
    hall.road.round_trip = Milliseconds{620};
    hall.free_space = std::uint64_t{41'000'000'000};
    devices.can_speak = true;
    devices.can_record = true;
    devices.printer = PrinterState::Ready;
    for (const Path& file : files_below(county / "notices", ".md")) pages.push_back(sound(parse_page(text_of(file))));
    for (const Page& each : pages) {
        if (catalogue.newest.size() < 5 && each.published > *parse_iso_day("2026-09-01")) catalogue.newest.push_back(summary(each));
        if (each.id == "rumour-pension-fee" || each.id == "straw-burning") catalogue.slide_pages.push_back(summary(each));
    }
    warned = hall;
    Alert alert = sound(parse_alert(text_of(county / "alerts/2026-06-12-rain-red.xml")));
    alert.sent = now - std::chrono::minutes(20);
    alert.expires = now + std::chrono::hours(5);
    warned.alerts = {alert};
    for (const Path& file : files_below(county / "pictures", ".png")) {
        auto bitmap = sound(read_picture(sound(read_file(file, 4 << 20))));
        pictures["pictures/" + file.filename().string()] = {bitmap.size.width, bitmap.size.height, std::move(bitmap.rgba)};
    }
}

SampleHall SampleHall::forsaken() {
    SampleHall sample;
    HallState& hall = sample.hall;
    hall.last_contact = sample.now - std::chrono::days(12);
    hall.oldest_waiting = sample.now - std::chrono::days(11);
    hall.waiting = 38;
    hall.clock_trusted = hall.clock_checked = false;
    hall.road = {"network", Milliseconds{0}, 0, true};
    hall.free_space = 700'000'000;
    hall.refused = 2;
    sample.catalogue.edition.made = sample.now - std::chrono::days(47);
    sample.devices.printer = PrinterState::NoPaper;
    // Nobody knows whether its time has come.
    std::vector<Alert> alerts = std::move(sample.warned.alerts);
    alerts.front().effective = sample.now + std::chrono::hours(1);
    sample.warned = hall;
    sample.warned.alerts = std::move(alerts);
    return sample;
}

View SampleHall::view(const Session& session) const {
    const bool is_warned = !session.alert.shown.empty() || !session.alert.seen.empty();
    return {is_warned ? warned : hall, catalogue, devices, now, monotonic, Milliseconds{30'000}, [this](std::string_view path) -> const Picture* {
                const auto found = pictures.find(path);
                return found == pictures.end() ? nullptr : &found->second;
            }};
}

const Page& SampleHall::page(std::string_view id) const {
    for (const Page& page : pages)
        if (page.id == id) return page;
    throw std::runtime_error("no page " + std::string(id));
}

PageSummary SampleHall::summary(const Page& page) {
    PageSummary summary{page.id, page.kind, page.title, page.channel, page.department, page.summary, page.published, page.expires, page.pinned};
    summary.updated = page.updated;
    summary.corrects = !page.supersedes.empty();
    summary.rebuts = !page.rebuts.empty();
    return summary;
}

std::vector<Sample> samples(const SampleHall& hall) {
    const Catalogue& c = hall.catalogue;
    std::vector<Sample> all{
        {"idle", {}},
        {"home", at(Screen::Home)},
        {"services", at(Screen::Services)},
        {"form-about", form_at("subsistence-allowance", "")},
        {"form-report", form_at("report", "")},
        {"form-text", long_text()},
        {"form-ink", handwriting()},
        {"form-ink-empty", handwriting_begun()},
        {"form-text-long", very_long_text()},
        {"form-pad-letters", on_pad(Pad::Pinyin)},
        {"form-pad-nine", on_pad(Pad::NineKey)},
        {"form-pad-nine-composing", nine_keys()},
        {"form-pad-symbols", on_pad(Pad::Symbols)},
        {"form-pad-digits", on_pad(Pad::Digits)},
        {"form-pad-latin", on_pad(Pad::Latin)},
        {"memo-empty", speaking(MemoPhase::Empty, Milliseconds{0})},
        {"memo-announced", by_ear(speaking(MemoPhase::Announced, Milliseconds{0}), "memo.record")},
        {"memo-recording", speaking(MemoPhase::Recording, Milliseconds{83'000})},
        {"memo-recorded", speaking(MemoPhase::Recorded, Milliseconds{72'000})},
        {"memo-playing", speaking(MemoPhase::Playing, Milliseconds{72'000})},
        {"memo-failed", memo_failed()},
        {"confirm-memo", spoken_answer(confirm())},
        {"readback-memo", spoken_answer(readback(Assistance::Oral, 0))},
        {"form-township", form_at("help", "village")},
        {"form-village", villages()},
        {"form-identity", identity()},
        {"form-phone-problem", phone_problem()},
        {"form-choice", form_at("complaint", "subject")},
        {"form-many", first_of(c, FieldType::Many, Pad::None, "")},
        {"form-date", first_of(c, FieldType::Date, Pad::Digits, "195803")},
        {"form-id", first_of(c, FieldType::IdNumber, Pad::Digits, "11010519491231002X")},
        {"form-statement", first_of(c, FieldType::Statement, Pad::None, "")},
        {"confirm", confirm()},
        {"confirm-saving", saving()},
        {"receipt", receipt(hall)},
        {"receipt-printing", printed(hall, {Printing::Working, {}})},
        {"receipt-printed", printed(hall, {Printing::Done, {}})},
        {"receipt-printer-absent", printed(hall, {Printing::Failed, PrintProblem::Absent})},
        {"receipt-no-paper", printed(hall, {Printing::Failed, PrintProblem::NoPaper})},
        {"receipt-cover-open", printed(hall, {Printing::Failed, PrintProblem::CoverOpen})},
        {"receipt-print-trouble", printed(hall, {Printing::Failed, PrintProblem::Trouble})},
        {"progress", ask_progress("", Finding::Nothing)},
        {"progress-wrong", ask_progress("4821907736150249", Finding::WrongDigit)},
        {"progress-wait", ask_progress("4821907736150248", Finding::Wait)},
        {"progress-found", found()},
        {"notices", notices(hall)},
        {"notice", notice(hall, "rural-road-maintenance")},
        {"notice-reading", read_aloud(notice(hall, "rural-road-maintenance"), "notice.text", "路坏了向谁反映，看第二十四条；")},
        {"home-reading", read_aloud(at(Screen::Home), "home.request", "我要诉求")},
        {"search", search(hall)},
        {"search-empty", at(Screen::Search)},
        {"search-sound", search_by_sound(hall)},
        {"notice-correction", chained(hall, "medical-payment-2026-correction", "medical-payment-2026", "medical-payment-2026-correction")},
        {"notice-corrected", chained(hall, "medical-payment-2026", "medical-payment-2026", "medical-payment-2026-correction")},
        {"notice-rumour", notice(hall, "rumour-pension-fee")},
        {"notice-checklist", checklist(hall)},
        {"notice-wide-table", wide_table(hall)},
        {"notice-picture", enlarged(hall, 0)},
        {"notice-picture-large", enlarged(hall, 2)},
        {"idle-picture", slide(hall, Slide::Kind::Picture)},
        {"idle-page", slide(hall, Slide::Kind::Page)},
        {"idle-notices", slide(hall, Slide::Kind::Notices)},
        {"idle-roster", slide(hall, Slide::Kind::Roster)},
        {"idle-board", highlight(hall)},
        {"board", at(Screen::Board)},
        {"board-entry", board_entry("lamp")},
        {"board-answered", board_entry("water-smell")},
        {"board-waiting", board_entry("clinic-night")},
        {"board-reading", read_aloud(board_entry("market-day-bus"), "board.answer", "票价不变。")},
        {"alert-idle", warned(hall, {}, false)},
        {"alert-form", warned(hall, long_text(), false)},
        {"alert-strip", warned(hall, at(Screen::Home), true)},
        {"trouble", at(Screen::Trouble)},
        {"staff-pin", pin("2806", std::nullopt)},
        {"staff-wait", pin("28064175", PinAnswer{PinResult::Wait, std::nullopt, Milliseconds{1'058'000}})},
        {"staff-menu", staff_at(StaffStep::Menu)},
        {"staff-state", staff_at(StaffStep::State)},
        {"staff-menu-technician", technician(StaffStep::Menu)},
        {"stick-asked", at_stick(StickState::Daemon::Asked)},
        {"stick-silent", at_stick(StickState::Daemon::Silent)},
        {"stick-absent", at_stick(StickState::Daemon::Answers)},
        {"stick-found", stick_found()},
        {"stick-refused", stick_refused()},
        {"stick-early", stick_early()},
        {"stick-begun", stick_working(StickDeed::Carry, 0)},
        {"stick-working", stick_working(StickDeed::Install, 225)},
        {"stick-carried", stick_carried(0, "")},
        {"stick-partly", stick_carried(38, "", 21)},
        {"stick-full", stick_carried(0, "no_space")},
        {"stick-not-in", stick_not_in()},
        {"stick-route", stick_route()},
        {"stick-left", stick_carried(40, "")},
        {"stick-installed", stick_installed()},
        {"stick-read-only", stick_failed("read_only")},
        {"stick-pulled", stick_failed("pulled")},
        {"stick-forged", stick_failed("altered_signature")},
        {"paper-number", paper_number()},
        {"paper-day", paper_day()},
        {"assisted-services", helped(at(Screen::Services), Assistance::FillIn)},
        {"assisted-text", helped(long_text(), Assistance::Oral)},
        {"assisted-phone", helped(phone_problem(), Assistance::FillIn)},
        {"readback-long", readback(Assistance::Oral, 0)},
        {"readback-more", long_readback()},
        {"readback-short", readback(Assistance::FillIn, 3)},
        {"readback-last", readback(Assistance::Oral, 5)},
        {"readback-paper", readback(Assistance::Paper, 5)},
        {"dialog-alone", with(helped(at(Screen::Services), Assistance::FillIn), Dialog::ResidentOnly)},
        {"dialog-help", with(at(Screen::Home), Dialog::Help)},
        {"dialog-timeout", with(long_text(), Dialog::Timeout)},
        {"dialog-leave", with(identity(), Dialog::Leave)},
        {"dialog-finish", with(confirm(), Dialog::Finish)},
        {"dialog-failed", with(confirm(), Dialog::Failed)},
        {"dialog-personal", by_ear(with(form_at("help", "phone"), Dialog::Personal), "personal.keep")},
        {"dialog-unplugged", by_ear(with(at(Screen::Home), Dialog::Unplugged), "unplugged.text")},
        {"spoken-home", by_ear(at(Screen::Home), "home.request")},
        {"spoken-form-text", by_ear(long_text(), "key.n")},
        {"spoken-form-identity", by_ear(identity(), "form.field.identity.real")},
        {"spoken-confirm", by_ear(confirm(), "confirm.value.phone")},
        {"spoken-receipt", by_ear(receipt(hall), "receipt.code")},
    };
    return all;
}

std::vector<Sample> forsaken_samples(const SampleHall& hall) {
    std::vector<Sample> some;
    for (const char* name : {"idle", "idle-page", "idle-roster", "idle-board", "home", "staff-state", "alert-strip"}) some.push_back({std::string(name), sample(hall, name)});
    return some;
}

Session sample(const SampleHall& hall, std::string_view name) {
    for (const Sample& each : samples(hall))
        if (each.name == name) return each.session;
    throw std::runtime_error("no sample " + std::string(name));
}

} // namespace lianxin::test
