// The enrolment folder: one small TOML file, the county's authority, the kiosk's key.
#include "records/wire/enrolment.h"

#include "records/base/config.h"
#include "records/seal/keys.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t largest_authority = 64 << 10;

bool is_kiosk_id(std::string_view id) {
    const auto fits = [](char sign) {
        return (sign >= '0' && sign <= '9') || (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || sign == '-';
    };
    return !id.empty() && id.size() <= 32 && std::all_of(id.begin(), id.end(), fits);
}

bool is_code(std::string_view code, std::size_t length) {
    return code.size() == length && std::all_of(code.begin(), code.end(), [](char sign) { return sign >= '0' && sign <= '9'; });
}

/// Printable ASCII without blanks and without what TOML would take for an escape or an end.
bool is_url(std::string_view url) {
    const auto fits = [](char sign) { return sign > ' ' && sign < 0x7f && sign != '"' && sign != '\\'; };
    return url.substr(0, 8) == "https://" && url.size() > 8 && url.back() != '/' && std::all_of(url.begin(), url.end(), fits);
}

Error wrong(const Path& file, const char* what) { return {ErrorCode::Invalid, file.string() + ": " + what, {}}; }

Result<void> check(const Enrolment& enrolment, const Path& file) {
    if (!is_kiosk_id(enrolment.kiosk)) return wrong(file, "kiosk must be 1 to 32 letters, digits and hyphens");
    if (!is_code(enrolment.township, 12)) return wrong(file, "township must be a code of 12 digits");
    if (!is_code(enrolment.county, 6)) return wrong(file, "county must be a code of 6 digits");
    if (!is_url(enrolment.url))
        return wrong(file, "url must begin with https:// and not end in a slash");
    return {};
}

} // namespace

Result<Enrolment> read_enrolment(const Path& folder) {
    const Path file = folder / "enrolment.toml";
    auto config = Config::read(file);
    if (!config) return std::move(config).error().in("reading the enrolment");
    Enrolment enrolment;
    enrolment.kiosk = config->required_text("kiosk");
    enrolment.township = config->required_text("township");
    enrolment.county = config->required_text("county");
    enrolment.url = config->required_text("url");
    if (auto whole = config->finish(); !whole) return std::move(whole).error().in("reading the enrolment");
    if (auto good = check(enrolment, file); !good) return std::move(good).error();

    auto authority = read_text(folder / "authority.pem", largest_authority);
    if (!authority) return std::move(authority).error().in("reading the enrolment");
    enrolment.authority_pem = std::move(*authority);
    return enrolment;
}

Result<void> write_enrolment(const Path& folder, const Enrolment& enrolment) {
    const Path file = folder / "enrolment.toml";
    if (auto good = check(enrolment, file); !good) return good;
    if (auto made = make_folder(folder); !made) return made;
    if (auto done = write_file(folder / "authority.pem", enrolment.authority_pem); !done) return done;
    const std::string text = "# Who this kiosk is and which county it belongs to. Made by lianxin-county enrol.\n"
                             "kiosk = \"" + enrolment.kiosk + "\"\n"
                             "township = \"" + enrolment.township + "\"\n"
                             "county = \"" + enrolment.county + "\"\n"
                             "url = \"" + enrolment.url + "\"\n";
    return write_file(file, text);
}

Result<SigningKey> read_kiosk_key(const Path& folder) { return read_signing_key(folder / "kiosk.key"); }

Result<void> write_kiosk_key(const Path& folder, const SigningKey& key) {
    if (auto made = make_folder(folder); !made) return made;
    return write_signing_key(folder / "kiosk.key", key);
}

} // namespace lianxin
