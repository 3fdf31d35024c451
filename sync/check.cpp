// The parts that are looked at.
#include "sync/check.h"

#include "records/pack/county_keys.h"
#include "records/store/library.h"
#include "records/wire/enrolment.h"

#include <unistd.h>

namespace lianxin {
namespace {

using Verdict = Finding::Verdict;

Finding bad(std::string_view what, const Error& error) { return {Verdict::Bad, std::string(what) + ": " + error.text()}; }

/// What other programs make later may be missing; anything else is wrong.
Finding missing_or_bad(std::string_view what, std::string_view maker, const Error& error) {
    if (error.code != ErrorCode::NotFound) return bad(what, error);
    return {Verdict::NotYet, std::string(what) + ": not there yet; " + std::string(maker)};
}

Finding check_enrolment(const Settings& settings) {
    const auto enrolment = read_enrolment(settings.enrolment);
    if (!enrolment) return bad("enrolment", enrolment.error());
    return {Verdict::Good, "enrolment: kiosk " + enrolment->kiosk + " of county " + enrolment->county + " at " +
                               (settings.url.empty() ? enrolment->url : settings.url)};
}

Finding check_kiosk_key(const Settings& settings) {
    const auto key = read_kiosk_key(settings.enrolment);
    if (!key) return bad("the kiosk's key", key.error());
    return {Verdict::Good, "the kiosk's key: readable"};
}

Finding check_county_keys(const Settings& settings) {
    const auto signed_keys = read_signed_keys(settings.enrolment);
    if (!signed_keys) return bad("the county's keys", signed_keys.error());
    const auto keys = verify_first(*signed_keys);
    if (!keys) return bad("the county's keys", keys.error());
    return {Verdict::Good, "the county's keys: version " + std::to_string(keys->version) + " of county " + keys->county};
}

Finding check_state(const Settings& settings) {
    if (auto made = make_folder(settings.state); !made) return bad("state folder", made.error());
    const Path probe = settings.state / "probe";
    if (auto written = write_file(probe, std::string_view("probe")); !written) return bad("state folder", written.error());
    std::error_code ignored;
    std::filesystem::remove(probe, ignored);
    return {Verdict::Good, "state folder: writable, " + std::to_string(free_space(settings.state).value_or(0) >> 20) + " MiB free"};
}

Finding check_inbox(const Settings& settings) {
    const auto inbox = InboxReader::open(settings.inbox());
    if (!inbox) return missing_or_bad("inbox", "the first round makes it", inbox.error());
    return {Verdict::Good, "inbox: readable, cursor " + std::to_string(inbox->cursor())};
}

Finding check_outbox(const Settings& settings) {
    const auto outbox = OutboxReader::open(settings.outbox);
    if (!outbox) return missing_or_bad("outbox", "lianxin-kiosk makes it when it first starts", outbox.error());
    return {Verdict::Good, "outbox: readable, epoch " + std::to_string(outbox->epoch()) + ", " +
                               std::to_string(outbox->last_sequence(outbox->epoch())) + " records"};
}

Finding check_library(const Settings& settings) {
    const auto library = LibraryReader::open(settings.library);
    if (!library) return missing_or_bad("library", "the first edition makes it", library.error());
    const auto edition = library->edition();
    if (!edition) return missing_or_bad("library", "the first edition makes it", edition.error());
    return {Verdict::Good, "library: edition " + std::to_string(edition->number)};
}

Finding check_load_check(const Settings& settings) {
    if (settings.load_check.empty()) return {Verdict::NotYet, "load_check: not set; new content is installed without being tried first"};
    if (::access(settings.load_check.c_str(), X_OK) != 0)
        return {Verdict::Bad, "load_check: " + settings.load_check.string() + " cannot be run, so no edition can be installed"};
    return {Verdict::Good, "load_check: new content is tried before it is installed"};
}

} // namespace

std::vector<Finding> check(const Settings& settings) {
    std::vector<Finding> findings;
    for (const auto look : {check_enrolment, check_kiosk_key, check_county_keys, check_state, check_inbox, check_outbox, check_library, check_load_check})
        findings.push_back(look(settings));
    return findings;
}

} // namespace lianxin
