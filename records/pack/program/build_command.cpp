// lianxin-pack build and sign.
#include "records/base/clock.h"
#include "records/pack/builder/edition_builder.h"
#include "records/pack/county_keys.h"
#include "records/pack/program/commands.h"
#include "records/seal/keys.h"

#include <cstdio>
#include <optional>

namespace lianxin::pack_program {
namespace {

constexpr const char* usage = "usage";

Result<std::vector<SigningKey>> read_keys(const Arguments& arguments) {
    std::vector<SigningKey> keys;
    for (const auto& path : arguments.values("key")) {
        auto key = read_signing_key(path);
        if (!key) return std::move(key).error();
        keys.push_back(std::move(*key));
    }
    return keys;
}

} // namespace

Error used_wrongly(std::string why) {
    return Error{ErrorCode::Invalid, std::move(why), {}}.in(usage);
}
bool is_wrong_use(const Error& error) {
    return error.chain.size() == 1 && error.chain[0] == usage;
}

Result<TimePoint> time_of(const Arguments& arguments, std::string_view name, TimePoint other) {
    if (!arguments.has(name)) return other;
    auto moment = parse_iso_time(arguments.value(name));
    if (!moment) return used_wrongly("--" + std::string(name) + " must be a moment of UTC like 2026-03-01T00:00:00Z");
    return moment;
}

Result<SignedKeys> trusted_keys(const Arguments& arguments) {
    if (!arguments.has("trust")) return used_wrongly("--trust KEYS is needed");
    auto keys = read_signed_keys(arguments.value("trust"));
    if (!keys) return std::move(keys).error().in("reading the trusted keys");
    return keys;
}

Result<void> build(const Arguments& arguments) {
    if (arguments.words.size() != 2 || !arguments.has("out"))
        return used_wrongly("build needs the source folder and --out FILE");
    BuildOptions options{arguments.words[1], arguments.value("out"), {}, {}, {}, nullptr};
    auto made = time_of(arguments, "made", SystemClock().wall());
    if (!made) return std::move(made).error();
    options.made = *made;
    auto publishers = read_keys(arguments);
    if (!publishers) return std::move(publishers).error();
    options.publishers = std::move(*publishers);
    if (arguments.has("keys")) {
        auto keys = read_signed_keys(arguments.value("keys"));
        if (!keys) return std::move(keys).error();
        options.keys = std::move(*keys);
    }
    std::optional<EditionFile> county;
    if (arguments.has("over")) {
        const auto trusted = trusted_keys(arguments);
        if (!trusted) return trusted.error();
        auto opened = EditionFile::open(arguments.value("over"), *trusted, OlderKeys::PassedOver);
        if (!opened) return std::move(opened).error().in("--over " + arguments.value("over"));
        options.over = &county.emplace(std::move(*opened));
    }
    auto built = build_edition(options);
    if (!built) return std::move(built).error();
    for (const auto& file : built->passed_over) std::fprintf(stderr, "passed over: %s\n", file.c_str());
    if (!built->unchecked.empty()) std::fputs("not looked for, because the county's edition was not given (--over COUNTY.lxe --trust KEYS):\n", stderr);
    for (const auto& reference : built->unchecked) std::fprintf(stderr, "  %s\n", reference.c_str());
    if (options.publishers.empty()) std::fputs("not signed yet: use lianxin-pack sign\n", stderr);
    std::printf("edition %llu of %s: %zu items, %llu bytes\n",
                static_cast<unsigned long long>(built->manifest.info.number), built->manifest.info.county_name.c_str(),
                built->manifest.items.size(), static_cast<unsigned long long>(built->bytes));
    return {};
}

Result<void> sign(const Arguments& arguments) {
    auto keys = read_keys(arguments);
    if (!keys) return std::move(keys).error();
    if (arguments.words.size() != 2 || keys->empty()) return used_wrongly("sign needs the edition and --key KEY");
    for (const auto& key : *keys)
        if (auto added = sign_edition_file(arguments.words[1], key); !added) return added;
    return {};
}

} // namespace lianxin::pack_program
