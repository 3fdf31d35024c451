// Commands for people.
#include "kiosk/staff_commands.h"

#include "kiosk/staff_list.h"
#include "records/base/text.h"

#include <cstdio>
#include <iostream>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

namespace lianxin {
namespace {

ExitCode complain(ExitCode code, const std::string& sentence) {
    std::fprintf(stderr, "lianxin-kiosk: %s\n", sentence.c_str());
    return code;
}

/// The terminal shows nothing of what is typed while this lives.
class Silence {
  public:
    Silence() : is_terminal_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
        if (!is_terminal_) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Silence() {
        if (is_terminal_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    bool is_terminal() const { return is_terminal_; }

  private:
    termios before_{};
    bool is_terminal_;
};

std::string read_secret(const char* prompt) {
    const Silence silence;
    if (silence.is_terminal()) std::fputs(prompt, stderr);
    std::string line;
    std::getline(std::cin, line);
    if (silence.is_terminal()) std::fputc('\n', stderr);
    std::string pin(trimmed(line));
    wipe(line);
    return pin;
}

/// Files of another user would lock the kiosk out of its own list.
Result<void> is_ours(const Path& state) {
    struct stat status {};
    if (::stat(state.c_str(), &status) != 0 || status.st_uid == ::geteuid()) return {};
    return Error{ErrorCode::Untrusted, state.string() + " belongs to another user; run this as the user of lianxin-kiosk (sudo -u …)", {}};
}

ExitCode ended(const Result<void>& outcome) { return outcome ? Done : complain(Failed, outcome.error().text()); }

ExitCode add(StaffList& list, const Arguments& arguments) {
    if (arguments.value("name").empty()) return complain(UsedWrongly, "--add-staff needs --name");
    const StaffMember member{arguments.value("add-staff"), arguments.value("name"), arguments.has("technician")};
    std::string pin = read_secret("PIN, eight digits: ");
    std::string again = read_secret("the same PIN again: ");
    const bool is_same = pin == again;
    wipe(again);
    if (!is_same) {
        wipe(pin);
        return complain(Failed, "the two PINs differ; nothing was changed");
    }
    SystemRandom random;
    const auto added = list.add(member, pin, random);
    wipe(pin);
    return ended(added);
}

ExitCode show(const StaffList& list) {
    for (const StaffMember& member : list.members()) std::printf("%s\t%s\t%s\n", member.id.c_str(), member.technician ? "technician" : "staff", member.name.c_str());
    return Done;
}

} // namespace

std::vector<Option> staff_options() {
    return {{"add-staff", "ID", "give somebody a PIN, read twice from standard input; needs --name"},
            {"name", "NAME", "with --add-staff: as residents see it on the screen"},
            {"technician", "", "with --add-staff: a technician, not hall staff"},
            {"remove-staff", "ID", "take somebody's PIN away"},
            {"list-staff", "", "list who has a PIN: id, role, name"}};
}

std::optional<ExitCode> run_staff_command(const KioskConfig& config, const Arguments& arguments) {
    int given = 0;
    for (const char* command : {"add-staff", "remove-staff", "list-staff"}) given += arguments.has(command) ? 1 : 0;
    const bool has_rest = arguments.has("name") || arguments.has("technician");
    if (given == 0 && !has_rest) return std::nullopt;
    if (given != 1 || (has_rest && !arguments.has("add-staff"))) return complain(UsedWrongly, "give one of --add-staff, --remove-staff and --list-staff; --name and --technician belong to the first");
    if (auto ours = is_ours(config.state); !ours) return ended(ours);
    auto list = StaffList::read(config.state);
    if (!list) return complain(Failed, list.error().text());
    if (arguments.has("add-staff")) return add(*list, arguments);
    if (arguments.has("remove-staff")) return ended(list->remove(arguments.value("remove-staff")));
    return show(*list);
}

} // namespace lianxin
