// lianxin-pack: builds, signs, verifies, shows, compares and installs content editions, and makes the keys for it.
#include "records/pack/program/commands.h"

#include <cstdio>
#include <functional>
#include <map>

namespace {

using namespace lianxin;
using namespace lianxin::pack_program;

Program description() {
    return {"lianxin-pack",
            "COMMAND [ARGUMENT]…",
            "Signed content editions (*.lxe) of a county.\n\n"
            "  build DIR --out FILE --key KEY…     check a source folder and make an edition of it\n"
            "  sign FILE --key KEY                 add a publisher's signature\n"
            "  verify FILE --trust KEYS            check signatures and every item\n"
            "  show FILE [--json]                  what the edition says of itself; checks nothing\n"
            "  diff OLD NEW [--json]               which items differ\n"
            "  delta NEW --since OLD --out FILE    only what kiosks with the old edition lack\n"
            "  install FILE --library DIR --trust KEYS [--json]\n"
            "                                      put the edition into a kiosk's library\n"
            "  keys make DIR --county CODE         draw all keys of a county, and keys.json\n"
            "  keys draw FILE                      draw one signing key, for a publisher or a township\n"
            "  keys next KEYS --out FILE …         the next version of keys.json, for the roots to sign\n"
            "  keys sign KEYS --key ROOT           add a root's signature to keys.json\n"
            "  keys put KEYS --into DIR            check the next version and put it in place of the one in use\n"
            "  keys show KEYS                      check keys.json and show it\n"
            "  recovery sign NOTE --trust KEYS --key ROOT\n"
            "                                      sign that the county's log goes on from a backup",
            {{"out", "FILE", "the edition to write"},
             {"key", "FILE", "a signing key; may be repeated"},
             {"keys", "KEYS", "keys.json to carry in the edition, when it changed"},
             {"made", "TIME", "when the edition or the keys were made (2026-03-01T00:00:00Z); now when not given"},
             {"trust", "KEYS", "keys.json, or the folder it lies in (the enrolment)"},
             {"library", "DIR", "the folder of the library"},
             {"township", "CODE",
              "install: refuse editions that are not meant for this township; keys next: let it publish by itself"},
             {"kiosk", "ID", "refuse editions that are not meant for this kiosk"},
             {"now", "TIME", "a time that can be trusted: refuse editions that expired before it or are valid only later"},
             {"county", "CODE", "six digits"},
             {"roots", "COUNT", "how many root keys to make (3)"},
             {"threshold", "COUNT", "how many of them must sign keys.json (2)"},
             {"over", "COUNTY", "build of a township's folder: the county's edition, to look up what its pages refer to; needs --trust"},
             {"into", "DIR", "the folder whose keys.json is replaced: that of the county's server"},
             {"since", "OLD", "the edition that the kiosks have"},
             {"load-check", "PROGRAM", "the program lianxin-load-check, which tries new pages and pictures"},
             {"publisher", "PUB", "let this key publish too; may be repeated"},
             {"without", "PUB", "let this key publish no more; may be repeated"},
             {"publisher-threshold", "COUNT", "how many publishers must sign an edition"},
             {"township-key", "PUB", "a key of that township; may be repeated"},
             {"channel", "ID", "a channel of that township; may be repeated"},
             {"without-township", "CODE", "let this township publish no more"},
             {"json", "", "machine-readable output"}}};
}

const std::map<std::string, std::function<Result<void>(const Arguments&)>>& commands() {
    static const std::map<std::string, std::function<Result<void>(const Arguments&)>> all = {
        {"build", build}, {"sign", sign},       {"verify", verify}, {"show", show},        {"diff", diff},
        {"delta", delta}, {"install", install}, {"keys", keys},     {"recovery", recovery}};
    return all;
}

} // namespace

int main(int count, char** words) {
    const auto arguments = parse_or_exit(description(), count, words);
    const auto command = arguments.words.empty() ? commands().end() : commands().find(arguments.words[0]);
    if (command == commands().end()) {
        std::fputs("lianxin-pack: a command is needed.\nTry 'lianxin-pack --help'.\n", stderr);
        return UsedWrongly;
    }
    const auto done = command->second(arguments);
    if (done) return Done;
    if (is_wrong_use(done.error())) {
        std::fprintf(stderr, "lianxin-pack: %s\nTry 'lianxin-pack --help'.\n", done.error().message.c_str());
        return UsedWrongly;
    }
    std::fprintf(stderr, "lianxin-pack: %s\n", done.error().text().c_str());
    return Failed;
}
