// lianxin-pack keys.
#include "records/base/clock.h"
#include "records/pack/county_secrets.h"
#include "records/pack/program/commands.h"
#include "records/seal/keys.h"

#include <algorithm>
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

/// A signing key for somebody who is to publish, and its public half for `keys next`.
Result<void> draw(const Arguments& arguments) {
    SystemRandom random;
    const auto key = SigningKey::make(random);
    const std::string& path = arguments.words[2];
    if (auto written = write_signing_key(path, key); !written) return written;
    if (auto written = write_public_key(path + ".pub", key.public_key()); !written) return written;
    std::printf("%s is the secret key: whoever signs keeps it; %s.pub is for keys next\n", path.c_str(), path.c_str());
    return {};
}

Result<std::vector<MinisignKey>> public_keys(const Arguments& arguments, std::string_view option) {
    std::vector<MinisignKey> keys;
    for (const auto& path : arguments.values(option)) {
        const auto key = read_public_key(path);
        if (!key) return key.error().in("--" + std::string(option) + " takes the .pub file that keys draw wrote");
        keys.push_back({key_id_of(*key), *key});
    }
    return keys;
}

Result<void> change_publishers(const Arguments& arguments, CountyKeys& keys) {
    const auto added = public_keys(arguments, "publisher"), dropped = public_keys(arguments, "without");
    if (!added) return added.error();
    if (!dropped) return dropped.error();
    for (const auto& key : *added) keys.publishers.push_back(key);
    for (const auto& key : *dropped)
        if (std::erase(keys.publishers, key) == 0)
            return Error{ErrorCode::NotFound, "a key of --without is not among the publishers", {}};
    const auto threshold = count_of(arguments, "publisher-threshold", keys.publisher_threshold);
    if (!threshold) return threshold.error();
    keys.publisher_threshold = *threshold;
    return {};
}

Result<void> change_townships(const Arguments& arguments, CountyKeys& keys) {
    const auto same = [&](std::string_view code) {
        return [code](const TownshipPublisher& one) { return one.township == code; };
    };
    if (arguments.has("without-township") &&
        std::erase_if(keys.townships, same(arguments.value("without-township"))) == 0)
        return Error{ErrorCode::NotFound, "this township does not publish by itself", {}};
    if (!arguments.has("township")) return {};
    auto theirs = public_keys(arguments, "township-key");
    if (!theirs) return std::move(theirs).error();
    if (theirs->empty() || !arguments.has("channel"))
        return used_wrongly("--township needs --township-key and --channel");
    std::erase_if(keys.townships, same(arguments.value("township")));
    keys.townships.push_back({arguments.value("township"), std::move(*theirs), arguments.values("channel")});
    return {};
}

/// The next version of the county's keys; the roots have yet to sign it.
Result<void> draft_next(const Arguments& arguments) {
    const auto before = read_signed_keys(arguments.words[2]);
    if (!before) return before.error();
    auto keys = verify_first(*before);
    if (!keys) return std::move(keys).error();
    ++keys->version;
    const auto made = time_of(arguments, "made", SystemClock().wall());
    if (!made) return made.error();
    keys->made = *made;
    if (auto changed = change_publishers(arguments, *keys); !changed) return changed;
    if (auto changed = change_townships(arguments, *keys); !changed) return changed;
    const std::string document = to_document(*keys);
    if (const auto fine = parse_county_keys(document); !fine) return fine.error();
    if (auto written = write_file(arguments.value("out"), document); !written) return written;
    std::printf("version %llu is in %s; %zu roots have to sign it: lianxin-pack keys sign %s --key ROOT\n",
                static_cast<unsigned long long>(keys->version), arguments.value("out").c_str(), keys->threshold,
                arguments.value("out").c_str());
    return {};
}

/// The next version takes the place of the one in use, if the roots in use signed it.
Result<void> put(const Arguments& arguments) {
    const auto next = read_signed_keys(arguments.words[2]);
    if (!next) return next.error();
    const Path folder = arguments.value("into");
    const auto in_use = read_signed_keys(folder);
    if (!in_use) return in_use.error().in("the keys in use");
    const auto keys = verify_first(*in_use);
    if (!keys) return keys.error().in("the keys in use");
    const auto verified = verify_next(*keys, *next);
    if (!verified) return verified.error();
    if (auto written = write_signed_keys(folder, *next); !written) return written;
    std::printf("version %llu is in use in %s; before it was version %llu\n", static_cast<unsigned long long>(verified->version), folder.c_str(),
                static_cast<unsigned long long>(keys->version));
    return {};
}

} // namespace

Result<void> keys(const Arguments& arguments) {
    if (arguments.words.size() == 3 && arguments.words[1] == "make") return make(arguments);
    if (arguments.words.size() == 3 && arguments.words[1] == "sign" && arguments.has("key"))
        return add_signature(arguments);
    if (arguments.words.size() == 3 && arguments.words[1] == "show") return show_keys(arguments);
    if (arguments.words.size() == 3 && arguments.words[1] == "draw") return draw(arguments);
    if (arguments.words.size() == 3 && arguments.words[1] == "next" && arguments.has("out"))
        return draft_next(arguments);
    if (arguments.words.size() == 3 && arguments.words[1] == "put" && arguments.has("into")) return put(arguments);
    return used_wrongly("keys needs make DIR, draw FILE, next KEYS --out FILE, sign KEYS --key ROOT, put KEYS --into DIR or show KEYS");
}

} // namespace lianxin::pack_program
