// lianxin-sync: carries what residents handed in to the county, and brings answers and editions back.
#include "records/base/command_line.h"
#include "records/base/json.h"
#include "records/base/log.h"
#include "sync/carrier.h"
#include "sync/check.h"
#include "sync/inotify_waker.h"
#include "sync/quarantine.h"

#include <iostream>
#include <malloc.h>

namespace lianxin {
namespace {

const Program program{
    "lianxin-sync",
    "--config FILE [COMMAND]",
    "Carries records to the county and brings answers and editions back. Without --once or --check it goes on until SIGTERM.\n\n"
    "Commands:\n"
    "  quarantine list [--json]  records that the county would not take, why, and what to do\n"
    "  quarantine export DIR     the same with the sealed records as files, for the county\n"
    "  quarantine retry          send them once more in the next round\n"
    "While the daemon does not run (--once neither):\n"
    "  carry out FOLDER          write what waits onto the stick mounted there\n"
    "  carry in FOLDER           take in what lies there for this kiosk",
    {{"config", "FILE", "sync.toml; required"},
     {"once", "", "one round; exit status 0 when nothing is left waiting, else 1"},
     {"check", "", "says what is wrong with configuration, keys, folders and databases; exit status 1 when something is"},
     {"json", "", "machine-readable output"},
     {"verbose", "", "logs every step"}},
};

int report(const std::vector<Finding>& findings) {
    bool good = true;
    for (const Finding& finding : findings) {
        constexpr std::array words{"good     ", "not yet  ", "WRONG    "};
        std::cout << words.at(static_cast<std::size_t>(finding.verdict)) << finding.sentence << '\n';
        good = good && finding.verdict != Finding::Verdict::Bad;
    }
    return good ? Done : Failed;
}

int carry_once(Carrier& carrier) {
    if (auto opened = carrier.open(); !opened) {
        log(Priority::Error, "cannot carry anything", opened.error());
        return Failed;
    }
    return carrier.carry().done ? Done : Failed;
}

int carry_by_stick(Carrier& carrier, const std::string& way, const Path& stick) {
    if (auto opened = carrier.open(); !opened) {
        log(Priority::Error, "cannot carry anything", opened.error());
        return Failed;
    }
    if (way == "out") {
        const auto told = carrier.carry_out(stick);
        if (!told) {
            log(Priority::Error, "nothing was carried out", told.error());
            return Failed;
        }
        std::cout << told->records << " records in " << told->bytes << " bytes, " << told->left << " left for the next stick\n";
        return Done;
    }
    const auto told = carrier.carry_in_from(stick);
    if (!told) {
        log(Priority::Error, "carrying in stopped", told.error());
        return Failed;
    }
    std::cout << told->delivered << " records delivered, " << told->refused << " refused, " << told->updates << " updates, " << told->passed_over
              << " answers passed over\n";
    return Done;
}

/// Nothing, carry out STICK, carry in STICK, or something about the quarantine.
bool is_wish(const std::vector<std::string>& words) {
    return words.empty() || words[0] == "quarantine" || (words.size() == 3 && words[0] == "carry" && (words[1] == "out" || words[1] == "in"));
}

Result<int> list_quarantine(const Quarantine& quarantine, bool as_json) {
    const auto records = quarantine.list();
    if (!records) return records.error();
    std::cout << (as_json ? to_json(value_of(*records), Layout::Indented) + "\n" : lines_of(*records));
    return Done;
}

Result<int> look_after_quarantine(const Settings& settings, const Arguments& arguments) {
    const Quarantine quarantine(settings);
    const auto& words = arguments.words;
    if (words.size() == 2 && words[1] == "list") return list_quarantine(quarantine, arguments.has("json"));
    if (words.size() == 3 && words[1] == "export") {
        const auto count = quarantine.export_to(words[2]);
        if (!count) return count.error();
        std::cout << *count << " records are in " << words[2] << '\n';
        return Done;
    }
    if (words.size() == 2 && words[1] == "retry") {
        if (auto asked = quarantine.ask_again(); !asked) return std::move(asked).error();
        std::cout << "they are sent once more in the next round, or go with the next stick; to send them now, stop the daemon, run lianxin-sync --once, and start it again\n";
        return Done;
    }
    std::cerr << "lianxin-sync: quarantine needs list, export DIR or retry\n";
    return UsedWrongly;
}

Result<int> run(const Arguments& arguments) {
    const auto settings = read_settings(arguments.value("config"));
    if (!settings) return settings.error();
    if (!arguments.words.empty() && arguments.words[0] == "quarantine") return look_after_quarantine(*settings, arguments);
    if (arguments.has("check")) return report(check(*settings));
    if (auto made = make_folder(settings->state); !made) return std::move(made).error();
    const auto lock = FileLock::take(settings->state / "lock");
    if (!lock) return lock.error().in("another lianxin-sync may be running; stop it first");
    auto waker = InotifyWaker::create(settings->outbox);
    if (!waker) return std::move(waker).error();
    const SystemClock clock;
    // A round gives way to the technician; what is done with the stick ends only when the program is to stop.
    Carrier carrier(*settings, clock, [&waker] { return waker->stop_asked(); }, [&waker] { return waker->stop_asked() || waker->stick_wished(); });
    if (!arguments.words.empty()) return carry_by_stick(carrier, arguments.words[1], arguments.words[2]);
    if (arguments.has("once")) return carry_once(carrier);
    SystemRandom random;
    Daemon(carrier, *waker, clock, settings->rhythm, random).run();
    return Done;
}

} // namespace
} // namespace lianxin

int main(int count, char** words) {
    using namespace lianxin;
    // Batches and answers go back to the system when they are done with, however large the last ones were.
    mallopt(M_MMAP_THRESHOLD, 64 << 10);
    const Arguments arguments = parse_or_exit(program, count, words);
    if (!arguments.has("config") || !is_wish(arguments.words)) {
        std::cerr << help_of(program);
        return UsedWrongly;
    }
    if (arguments.has("verbose")) set_log_level(Priority::Debug);
    const auto result = run(arguments);
    if (result) return *result;
    log(Priority::Error, "lianxin-sync ends", result.error());
    return Failed;
}
