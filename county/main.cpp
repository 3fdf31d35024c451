// lianxin-county: the county's server and the desk of its people, on one command line.
#include "county/agent_process.h"
#include "county/attachments.h"
#include "county/audit.h"
#include "county/carriage_desk.h"
#include "county/founding.h"
#include "county/listing.h"
#include "county/opened_county.h"
#include "county/quarantine.h"
#include "county/service.h"
#include "county/sqlite_store.h"
#include "records/base/command_line.h"
#include "records/base/json.h"
#include "records/base/text.h"
#include "records/seal/keys.h"
#include "records/wire/enrolment.h"

#include <algorithm>
#include <cstdio>

namespace lianxin {

namespace {

const Program program{
    "lianxin-county",
    "--config FILE COMMAND",
    "The county's server for kiosks, and the desk that answers their requests.\n\n"
    "Commands:\n"
    "  init                      make the county's keys, certificates and database\n"
    "  enrol --kiosk NAME --township CODE [--url URL] --bundle DIR\n"
    "                            enrol a kiosk and make the folder to carry to it\n"
    "  serve                     serve kiosks until SIGTERM\n"
    "  cases [--json]            list the cases, opened with the county's key\n"
    "  attachment CASE [NUMBER] --out FILE\n"
    "                            write what is attached to a case, such as a voice memo, to a file; the first when no number is given\n"
    "  reply CASE --text TEXT [--state STATE]\n"
    "                            tell the holder of the receipt the next step; answered when no state is given\n"
    "  publish FILE.lxe          verify an edition and serve it\n"
    "  carry in FILE… [--json]   take in what kiosks sent by stick; folders are looked into\n"
    "  carry out FOLDER --route KIOSK,TOWNSHIP,…|all [--json]\n"
    "                            write answers, replies and the newest edition onto a stick for the kiosks of a route\n"
    "  announce FILE --kind board|survey|holidays|roster --id NAME [--to \"CODE KIOSK ...\"]\n"
    "  announce FILE --kind alert [--to \"CODE KIOSK ...\"]\n"
    "                            tell the kiosks, between editions; again with the same name takes the older one's place\n"
    "  withdraw KIND NAME --reason TEXT\n"
    "                            take back what was announced\n"
    "  announced [--json]        list what was announced, and to whom\n"
    "  kiosks [--json]           list the kiosks, when they were heard, how they are, and with a ! what is stale\n"
    "  revoke KIOSK              hear this kiosk no more\n"
    "  backup FILE               copy the county's book; run it every day, and keep the copy on another disk\n"
    "  recovery draft FILE --reason TEXT\n"
    "                            after a backup was put in place: the declaration that the roots then sign\n"
    "                            (lianxin-pack recovery sign)\n"
    "  recovery accept FILE      tell the kiosks of the signed declaration\n"
    "  quarantine list [--json]  what was refused and put aside, and why; exit 1 while some of it was not taken since\n"
    "  quarantine show NAME [--json]\n"
    "                            one of it, by its name or record in the list, opened, beside what is held under its id\n"
    "  quarantine export DIR     the list with the sealed records as files\n"
    "  check                     hold everything stored against its signatures, hashes and the log\n"
    "  key-agent                 open sealed matter for the server, which starts it itself",
    {{"config", "FILE", "the configuration; config/county.toml explains it"},
     {"kiosk", "NAME", "letters, digits, hyphens"},
     {"township", "CODE", "12-digit division code"},
     {"url", "URL", "where this kiosk reaches the county"},
     {"bundle", "DIR", "the folder to make for the kiosk"},
     {"out", "FILE", "the file to write; it is readable by its owner alone, and not overwritten"},
     {"text", "TEXT", "what the resident is told"},
     {"reason", "TEXT", "why the backup had to be put in place; residents' kiosks keep it"},
     {"route", "STOPS", "kiosks and 12-digit townships that the stick passes by, divided by commas, or all"},
     {"state", "STATE", "answered, completed, in_progress, explained …"},
     {"kind", "KIND", "board (an entry of 大家问, TOML), survey (TOML), holidays (iCalendar), roster (CSV) or alert (CAP 1.2)"},
     {"id", "NAME", "small letters, digits, hyphens"},
     {"to", "WORDS", "township codes and names of kiosks; the whole county when left out"},
     {"json", "", "machine-readable output"}}};

using Command = int (*)(const Settings&, const Arguments&);

void complain(const std::string& text) { std::fprintf(stderr, "lianxin-county: %s\n", text.c_str()); }

int used_wrongly(const std::string& sentence) {
    complain(sentence);
    return UsedWrongly;
}

int ended(const Result<void>& outcome) {
    if (outcome) return Done;
    complain(outcome.error().text());
    return Failed;
}

int ordered(const Settings& settings, Value::Map order) {
    const auto done = carry_out(settings, Value(std::move(order)));
    return done ? Done : ended(done.error());
}

Result<std::unique_ptr<Store>> reading(const Settings& settings) { return SqliteStore::open_reader(settings.database()); }

void print(const std::string& text) { std::fputs(text.c_str(), stdout); }

int init(const Settings& settings, const Arguments&) {
    if (const auto founded = found_county(settings); !founded) return ended(founded);
    print("The county's keys are in " + settings.keys.string() + ".\nNow carry root-*.key, recovery.txt, discipline-*.txt, "
          "publisher.key and authority.key to where they are kept, off this machine.\n");
    return Done;
}

int enrol(const Settings& settings, const Arguments& arguments) {
    NewKiosk kiosk{arguments.value("kiosk"), arguments.value("township"), arguments.value("url"), arguments.value("bundle")};
    if (kiosk.kiosk.empty() || kiosk.township.empty() || kiosk.bundle.empty())
        return used_wrongly("enrol needs --kiosk, --township and --bundle");
    return ended(enrol_kiosk(settings, std::move(kiosk)));
}

int serve_kiosks(const Settings& settings, const Arguments&) { return ended(serve(settings)); }

int cases(const Settings& settings, const Arguments& arguments) {
    const auto store = reading(settings);
    if (!store) return ended(store.error());
    const auto complete = wait_for_cases(**store, Milliseconds(10'000));
    if (!complete) return ended(complete.error());
    if (!*complete) complain("some records have no case yet; the server registers them while it runs");
    const SystemClock clock;
    AgentProcess agent(own_program(), settings.file, clock);
    const auto list = list_cases(**store, agent);
    if (!list) return ended(list.error());
    print(arguments.has("json") ? to_json(*list, Layout::Indented) + "\n" : lines_of_cases(*list));
    return Done;
}

/// Whoever may open the cases may have what is attached to them; it leaves the county's book only here.
Result<Bytes> attachment_of(const Settings& settings, const std::string& number, std::size_t place) {
    const auto wanted = parse_case_number(number, settings.county);
    if (!wanted) return wanted.error();
    const auto store = reading(settings);
    if (!store) return store.error();
    const auto found = (*store)->find_case(wanted->township, wanted->year, wanted->serial);
    if (!found) return found.error();
    if (!*found) return Error{ErrorCode::NotFound, "there is no case " + number, {}};
    const SystemClock clock;
    AgentProcess agent(own_program(), settings.file, clock);
    const auto request = open_case(**store, agent, (*found)->file);
    if (!request) return request.error().in("opening case " + number);
    if (place == 0 || place > request->attachments.size())
        return Error{ErrorCode::NotFound, "case " + number + " has " + std::to_string(request->attachments.size()) + " attachments", {}};
    return whole_attachment(**store, agent, wanted->township, *request, request->attachments[place - 1]);
}

int attachment(const Settings& settings, const Arguments& arguments) {
    const Path file = arguments.value("out");
    const bool is_numbered = arguments.words.size() == 3;
    if ((arguments.words.size() != 2 && !is_numbered) || file.empty()) return used_wrongly("attachment needs a case number and --out FILE");
    std::error_code ignored; // what cannot be looked at cannot be written either, and that is told then
    if (std::filesystem::exists(file, ignored)) return used_wrongly(file.string() + " is there already");
    const std::size_t place = is_numbered ? std::strtoul(arguments.words[2].c_str(), nullptr, 10) : 1;
    auto whole = attachment_of(settings, arguments.words[1], place);
    if (!whole) return ended(whole.error());
    const auto written = write_file(file, *whole, Access::OwnerOnly);
    wipe(*whole);
    return ended(written);
}

int reply(const Settings& settings, const Arguments& arguments) {
    if (arguments.words.size() != 2 || trimmed(arguments.value("text")).empty()) return used_wrongly("reply needs a case number and --text");
    const std::string state = arguments.value("state", "answered");
    if (!case_state(state)) return used_wrongly("'" + state + "' is not a state of a case");
    return ordered(settings, {{"order", "reply"}, {"case", arguments.words[1]}, {"text", arguments.value("text")}, {"state", state}});
}

int publish(const Settings& settings, const Arguments& arguments) {
    if (arguments.words.size() != 2) return used_wrongly("publish needs one edition file");
    const std::string file = std::filesystem::absolute(arguments.words[1]).string();
    return ordered(settings, {{"order", "publish"}, {"file", file}});
}

int announce(const Settings& settings, const Arguments& arguments) {
    const bool names_itself = arguments.value("kind") == item_kind::alert; // a warning has an identifier of its own
    if (arguments.words.size() != 2 || !arguments.has("kind") || (!arguments.has("id") && !names_itself)) return used_wrongly("announce needs one file, --kind and --id");
    const auto content = read_text(arguments.words[1], largest_item_content);
    if (!content) return ended(content.error());
    const auto done = carry_out(settings, Value(Value::Map{{"order", "announce"}, {"kind", arguments.value("kind")}, {"id", arguments.value("id")},
                                                           {"content", *content}, {"audience", arguments.value("to")}}));
    if (!done) return ended(done.error());
    print(done->text_or("item", "") + "\n");
    // It is announced all the same: what it ends may have come with an edition, which is not known here.
    if (done->find("ends") && done->integer_or("ends", 0) == 0) complain("没有找到它要解除的预警，请核对 references 里的发送方和编号（原来的预警只在内容包里的，不算错）");
    return Done;
}

int withdraw(const Settings& settings, const Arguments& arguments) {
    if (arguments.words.size() != 3 || trimmed(arguments.value("reason")).empty()) return used_wrongly("withdraw needs kind, name and --reason");
    return ordered(settings, {{"order", "withdraw"}, {"kind", arguments.words[1]}, {"id", arguments.words[2]}, {"reason", arguments.value("reason")}});
}

int announced(const Settings& settings, const Arguments& arguments) {
    const auto store = reading(settings);
    if (!store) return ended(store.error());
    const auto list = list_items(**store);
    if (!list) return ended(list.error());
    print(arguments.has("json") ? to_json(*list, Layout::Indented) + "\n" : lines_of_items(*list));
    return Done;
}

int kiosks(const Settings& settings, const Arguments& arguments) {
    const auto store = reading(settings);
    if (!store) return ended(store.error());
    const auto list = list_kiosks(**store, SystemClock().wall());
    if (!list) return ended(list.error());
    print(arguments.has("json") ? to_json(*list, Layout::Indented) + "\n" : lines_of_kiosks(*list));
    return Done;
}

int revoke(const Settings& settings, const Arguments& arguments) {
    if (arguments.words.size() != 2) return used_wrongly("revoke needs the name of a kiosk");
    return ordered(settings, {{"order", "revoke"}, {"kiosk", arguments.words[1]}});
}

int backup(const Settings& settings, const Arguments& arguments) {
    if (arguments.words.size() != 2) return used_wrongly("backup needs the file to write");
    return ordered(settings, {{"order", "backup"}, {"file", std::filesystem::absolute(arguments.words[1]).string()}});
}

int draft_recovery(const Settings& settings, const Arguments& arguments) {
    if (trimmed(arguments.value("reason")).empty()) return used_wrongly("recovery draft needs --reason");
    const auto drafted = carry_out(settings, Value(Value::Map{{"order", "draft_recovery"}, {"reason", arguments.value("reason")}}));
    if (!drafted) return ended(drafted.error());
    return ended(write_file(arguments.words[2], drafted->text_or("document", "")));
}

int accept_recovery(const Settings& settings, const Arguments& arguments) {
    const auto document = read_text(arguments.words[2], largest_recovery_text);
    if (!document) return ended(document.error());
    const auto signatures = read_text(arguments.words[2] + ".sig", largest_recovery_text);
    if (!signatures) return ended(signatures.error());
    return ordered(settings, {{"order", "accept_recovery"}, {"document", *document}, {"signatures", *signatures}});
}

int recovery(const Settings& settings, const Arguments& arguments) {
    if (arguments.words.size() == 3 && arguments.words[1] == "draft") return draft_recovery(settings, arguments);
    if (arguments.words.size() == 3 && arguments.words[1] == "accept") return accept_recovery(settings, arguments);
    return used_wrongly("recovery needs draft FILE --reason TEXT, or accept FILE");
}

/// The files themselves, and those on their way to the county in the folders.
Result<Value::Array> carriage_files(std::span<const std::string> words) {
    Value::Array files;
    for (const std::string& word : words) {
        std::error_code failed;
        if (!std::filesystem::is_directory(word, failed)) {
            files.push_back(std::filesystem::absolute(word).string());
            continue;
        }
        for (const Path& place : {Path(word), Path(word) / stick_folder})
            for (const auto& entry : std::filesystem::directory_iterator(place, failed))
                if (const std::string name = entry.path().filename().string(); name.starts_with("up-") && name.ends_with(carriage_ending))
                    files.push_back(std::filesystem::absolute(entry.path()).string());
    }
    if (files.empty()) return Error{ErrorCode::NotFound, "there is no file of a kiosk (up-….lxc)", {}};
    return files;
}

int carry_in(const Settings& settings, const Arguments& arguments) {
    auto files = carriage_files(std::span(arguments.words).subspan(2));
    if (!files) return ended(files.error());
    const auto done = carry_out(settings, Value(Value::Map{{"order", "carry_in"}, {"files", std::move(*files)}}));
    if (!done) return ended(done.error());
    print(arguments.has("json") ? to_json(*done, Layout::Indented) + "\n" : lines_of_carried_in(*done));
    const auto& told = *done->find("files")->array();
    return std::any_of(told.begin(), told.end(), [](const Value& file) { return file.find("problem") != nullptr; }) ? Failed : Done;
}

int carry(const Settings& settings, const Arguments& arguments) {
    const std::string way = arguments.words.size() > 2 ? arguments.words[1] : "";
    if (way == "in") return carry_in(settings, arguments);
    if (way != "out" || arguments.words.size() != 3 || !arguments.has("route"))
        return used_wrongly("carry needs in FILE…, or out FOLDER --route STOPS");
    const std::string folder = (std::filesystem::absolute(arguments.words[2]) / stick_folder).string();
    const auto done = carry_out(settings, Value(Value::Map{{"order", "carry_out"}, {"folder", folder}, {"route", arguments.value("route")}}));
    if (!done) return ended(done.error());
    print(arguments.has("json") ? to_json(*done, Layout::Indented) + "\n" : lines_of_carried_out(*done));
    const auto failed = [&](std::string_view list) {
        const auto& told = *done->find(list)->array();
        return std::any_of(told.begin(), told.end(), [](const Value& one) { return one.find("problem") != nullptr; });
    };
    return failed("kiosks") || failed("editions") ? Failed : Done;
}

int list_quarantine(Store& store, bool as_json) {
    const auto list = list_put_aside(store);
    if (!list) return ended(list.error());
    print(as_json ? to_json(value_of(*list), Layout::Indented) + "\n" : lines_of(*list));
    return open_ones(*list) == 0 ? Done : Failed;
}

int show_quarantine(const Settings& settings, Store& store, const Arguments& arguments) {
    const SystemClock clock;
    AgentProcess agent(own_program(), settings.file, clock);
    const auto shown = show_put_aside(store, agent, arguments.words[2]);
    if (!shown) return ended(shown.error());
    print(arguments.has("json") ? to_json(*shown, Layout::Indented) + "\n" : lines_of_shown(*shown));
    return Done;
}

int quarantine(const Settings& settings, const Arguments& arguments) {
    const auto& words = arguments.words;
    const bool lists = words.size() == 2 && words[1] == "list", shows = words.size() == 3 && words[1] == "show", exports = words.size() == 3 && words[1] == "export";
    if (!lists && !shows && !exports) return used_wrongly("quarantine needs list, show NAME or export DIR");
    const auto store = reading(settings);
    if (!store) return ended(store.error());
    if (lists) return list_quarantine(**store, arguments.has("json"));
    if (shows) return show_quarantine(settings, **store, arguments);
    const auto count = export_put_aside(**store, words[2]);
    if (!count) return ended(count.error());
    print(std::to_string(*count) + " records are in " + words[2] + "\n");
    return Done;
}

int check(const Settings& settings, const Arguments&) {
    const auto store = reading(settings);
    if (!store) return ended(store.error());
    const auto log_key = read_signing_key(settings.keys / "log.key");
    if (!log_key) return ended(log_key.error());
    const auto found = audit(**store, log_origin(settings.county), log_key->public_key());
    if (!found) return ended(found.error());
    for (const std::string& fault : found->faults) std::fprintf(stderr, "%s\n", fault.c_str());
    print(std::to_string(found->records) + " records, " + std::to_string(found->bodies) + " bodies, " +
          std::to_string(found->events) + " log entries, " + std::to_string(found->quarantined) + " put aside\n");
    return found->faults.empty() ? Done : Failed;
}

int key_agent(const Settings& settings, const Arguments&) { return ended(run_agent(settings)); }

const std::map<std::string, Command, std::less<>> commands = {
    {"init", init},       {"enrol", enrol},   {"serve", serve_kiosks}, {"cases", cases}, {"attachment", attachment}, {"reply", reply},
    {"publish", publish}, {"announce", announce}, {"withdraw", withdraw}, {"announced", announced}, {"kiosks", kiosks}, {"revoke", revoke},      {"backup", backup},   {"recovery", recovery}, {"carry", carry}, {"quarantine", quarantine}, {"check", check}, {"key-agent", key_agent}};

int run(const Arguments& arguments) {
    if (!arguments.has("config")) return used_wrongly("--config FILE is needed");
    const auto command = arguments.words.empty() ? commands.end() : commands.find(arguments.words.front());
    if (command == commands.end()) return used_wrongly("no such command; 'lianxin-county --help' lists them");
    const auto settings = Settings::read(arguments.value("config"));
    if (!settings) return ended(settings.error());
    return command->second(*settings, arguments);
}

} // namespace

} // namespace lianxin

int main(int count, char** words) {
    using namespace lianxin;
    return run(parse_or_exit(program, count, words));
}
