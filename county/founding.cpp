// Keys first, then the book that names them.
#include "county/founding.h"

#include "county/county_log.h"
#include "county/opened_county.h"
#include "county/sqlite_store.h"
#include "records/pack/county_secrets.h"
#include "records/seal/certificate.h"
#include "records/seal/hash.h"
#include "records/seal/keys.h"
#include "records/wire/enrolment.h"

namespace lianxin {

namespace {

// A kiosk whose clock stands years behind must still believe the certificate.
constexpr std::chrono::hours behind{24 * 365 * 10}, authority_life{24 * 365 * 20}, server_life{24 * 365 * 5};

bool is_there(const Path& path) {
    std::error_code ignored; // what cannot be looked at is noticed when it is written
    return std::filesystem::exists(path, ignored);
}

Result<void> make_certificates(const Settings& settings, TimePoint now) {
    const auto authority = make_authority(settings.name, {now - behind, now + authority_life});
    if (!authority) return authority.error();
    const auto server = make_server_certificate(*authority, {settings.names, settings.addresses}, {now - behind, now + server_life});
    if (!server) return server.error();
    const struct {
        const char* name;
        const std::string& text;
        Access access;
    } files[] = {{"authority.pem", authority->certificate_pem, Access::Everyone},
                 {"authority.key", authority->key_pem, Access::OwnerOnly},
                 {"server.pem", server->certificate_pem, Access::Everyone},
                 {"server.key", server->key_pem, Access::OwnerOnly}};
    for (const auto& file : files)
        if (auto written = write_file(settings.keys / file.name, file.text, file.access); !written) return written;
    return {};
}

Result<void> make_book(const Settings& settings, TimePoint now) {
    const auto log_key = read_signing_key(settings.keys / "log.key");
    if (!log_key) return log_key.error();
    const auto document = read_signed_keys(settings.keys);
    if (!document) return document.error();
    const auto store = SqliteStore::open_writer(settings.database());
    if (!store) return store.error();
    auto log = CountyLog::open(**store, log_origin(settings.county), *log_key);
    if (!log) return std::move(log).error();
    if (auto begun = (*store)->begin(); !begun) return begun;
    const auto first = log->append_event(**store, "key",
                                         {{"county", settings.county},
                                          {"keys", sha256(bytes_of(document->document))},
                                          {"at", static_cast<std::int64_t>(now.time_since_epoch().count())}});
    if (!first) return first.error();
    if (const auto note = log->sign(**store); !note) return note.error();
    return (*store)->commit();
}

Result<void> make_bundle(const Settings& settings, const NewKiosk& kiosk, const SigningKey& key) {
    const auto document = read_signed_keys(settings.keys);
    if (!document) return document.error();
    auto authority = read_text(settings.keys / "authority.pem", 64 * 1024);
    if (!authority) return std::move(authority).error();
    if (auto made = make_folder(kiosk.bundle, Access::OwnerOnly); !made) return made;
    const Enrolment enrolment{kiosk.kiosk, kiosk.township, settings.county, kiosk.url, std::move(*authority)};
    if (auto written = write_enrolment(kiosk.bundle, enrolment); !written) return written;
    if (auto written = write_signed_keys(kiosk.bundle, *document); !written) return written;
    return write_kiosk_key(kiosk.bundle, key);
}

} // namespace

Result<void> found_county(const Settings& settings) {
    if (is_there(settings.keys / "keys.json") || is_there(settings.keys / "authority.pem"))
        return Error{ErrorCode::Conflict, "there are keys in " + settings.keys.string() + " already", {}};
    if (is_there(settings.database()))
        return Error{ErrorCode::Conflict, settings.database().string() + " is there already", {}};
    if (auto made = make_folder(settings.keys, Access::OwnerOnly); !made) return made;
    if (auto made = make_folder(settings.state, Access::OwnerOnly); !made) return made;
    if (auto made = make_folder(settings.editions(), Access::OwnerOnly); !made) return made;
    const TimePoint now = SystemClock().wall();
    SystemRandom random;
    if (const auto keys = make_county_keys(settings.keys, {settings.county, now}, random); !keys)
        return keys.error().in("making the county's keys");
    if (auto made = make_certificates(settings, now); !made) return std::move(made).error().in("making certificates");
    if (auto made = make_book(settings, now); !made) return std::move(made).error().in("making the county's book");
    return {};
}

Result<void> enrol_kiosk(const Settings& settings, NewKiosk kiosk) {
    if (kiosk.url.empty()) kiosk.url = settings.url;
    if (kiosk.url.empty()) return Error{ErrorCode::Invalid, "the county has no url; give one with --url", {}};
    if (is_there(kiosk.bundle / "kiosk.key"))
        return Error{ErrorCode::Conflict, kiosk.bundle.string() + " holds a kiosk's key already", {}};
    SystemRandom random;
    const SigningKey key = SigningKey::make(random);
    const auto entered = carry_out(settings, Value(Value::Map{{"order", "enrol"},
                                                              {"kiosk", kiosk.kiosk},
                                                              {"township", kiosk.township},
                                                              {"public_key", to_text(key.public_key())}}));
    if (!entered) return entered.error();
    return make_bundle(settings, kiosk, key);
}

} // namespace lianxin
