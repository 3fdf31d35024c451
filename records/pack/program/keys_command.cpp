// lianxin-pack keys.
#include "records/base/clock.h"
#include "records/pack/county_secrets.h"
#include "records/pack/program/commands.h"
#include "records/seal/keys.h"

#include <charconv>
#include <cstdio>

namespace lianxin::pack_program {
namespace {

Result<std::size_t> count_of(const Arguments& arguments, std::string_view name, std::size_t other) {
    if (!arguments.has(name)) return other;
    const auto text = arguments.value(name);
    std::size_t count = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (problem != std::errc() || end != text.data() + text.size())
        return used_wrongly("--" + std::string(name) + " must be a number");
    return count;
}

Result<void> make(const Arguments& arguments) {
    auto made = time_of(arguments, "made", SystemClock().wall());
    auto roots = count_of(arguments, "roots", 3);
    auto threshold = count_of(arguments, "threshold", 2);
    if (!made) return std::move(made).error();
    if (!roots) return std::move(roots).error();
    if (!threshold) return std::move(threshold).error();
    if (!arguments.has("county")) return used_wrongly("keys make needs --county CODE");
    SystemRandom random;
    auto keys = make_county_keys(arguments.words[2], {arguments.value("county"), *made, *roots, *threshold}, random);
    if (!keys) return std::move(keys).error();
    std::printf("keys of county %s made in %s; keep the root keys and recovery.txt away from any network\n",
                keys->county.c_str(), arguments.words[2].c_str());
    return {};
}

Result<void> add_signature(const Arguments& arguments) {
    auto keys = read_signed_keys(arguments.words[2]);
    // A document that nobody has signed yet has no file of signatures beside it.
    if (!keys && keys.error().code == ErrorCode::NotFound)
        if (auto document = read_text(arguments.words[2], 64 * 1024)) keys = SignedKeys{std::move(*document), ""};
    if (!keys) return std::move(keys).error();
    for (const auto& path : arguments.values("key")) {
        auto root = read_signing_key(path);
        if (!root) return std::move(root).error();
        if (auto added = add_root_signature(*keys, *root); !added) return added;
    }
    return write_file(arguments.words[2] + ".sig", keys->signatures);
}

Result<void> show_keys(const Arguments& arguments) {
    auto keys = read_signed_keys(arguments.words[2]);
    if (!keys) return std::move(keys).error();
    auto verified = verify_first(*keys);
    if (!verified) return std::move(verified).error();
    std::fputs(keys->document.c_str(), stdout);
    return {};
}

} // namespace

Result<void> keys(const Arguments& arguments) {
    if (arguments.words.size() == 3 && arguments.words[1] == "make") return make(arguments);
    if (arguments.words.size() == 3 && arguments.words[1] == "sign" && arguments.has("key"))
        return add_signature(arguments);
    if (arguments.words.size() == 3 && arguments.words[1] == "show") return show_keys(arguments);
    return used_wrongly("keys needs make DIR, sign KEYS --key ROOT or show KEYS");
}

} // namespace lianxin::pack_program
