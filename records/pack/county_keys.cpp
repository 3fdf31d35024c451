// The document of keys: spelling, reading, and who must have signed it.
#include "records/pack/county_keys.h"

#include "records/base/date.h"
#include "records/base/json.h"
#include "records/model/division.h"
#include "records/pack/minisign_list.h"

#include <algorithm>
#include <set>

namespace lianxin {
namespace {

constexpr std::int64_t format = 1;
constexpr std::size_t largest_document = 64 * 1024;
constexpr std::size_t largest_signatures = 32 * 1024;
constexpr const char* fresh_signatures = ".sig.next";
constexpr std::size_t most_keys = 9;
constexpr std::size_t most_townships = 64;
constexpr std::size_t most_channels = 32;
constexpr std::size_t most_authorities = 4;
constexpr std::size_t largest_authority = 8 * 1024; // bytes of PEM

Error invalid(std::string why) {
    return {ErrorCode::Invalid, "keys.json: " + std::move(why), {}};
}

/// A signing key is told by its 32 bytes alone; the id follows from them.
Value to_value(const std::vector<MinisignKey>& keys) {
    Value::Array list;
    for (const auto& key : keys) list.emplace_back(to_base64(key.key.bytes));
    return list;
}

Result<PublicKey> public_key_from(const Value* entry, std::string_view name) {
    const auto bytes = entry && entry->text() ? from_base64(*entry->text()) : Error{};
    if (!bytes || bytes->size() != 32) return invalid("\"" + std::string(name) + "\" is no key of 32 bytes in Base64");
    return PublicKey{*to_array<32>(*bytes)};
}

Result<std::vector<MinisignKey>> keys_at(const Value& value, std::string_view name) {
    auto list = value.array_at(name);
    if (!list || list->empty() || list->size() > most_keys)
        return invalid("\"" + std::string(name) + "\" must list 1 to 9 keys");
    std::vector<MinisignKey> keys;
    for (const auto& entry : *list) {
        auto key = public_key_from(&entry, name);
        if (!key) return std::move(key).error();
        keys.push_back({key_id_of(*key), *key});
    }
    if (std::set<MinisignKey>(keys.begin(), keys.end()).size() != keys.size())
        return invalid("\"" + std::string(name) + "\" names a key twice");
    return keys;
}

Result<void> read_recipients(const Value& value, CountyKeys& keys) {
    for (const auto& [name, target] : {std::pair("intake", &keys.intake), std::pair("recovery", &keys.recovery),
                                       std::pair("discipline_first", &keys.discipline_first),
                                       std::pair("discipline_second", &keys.discipline_second)}) {
        auto recipient = parse_recipient(value.text_or(name, ""));
        if (!recipient) return invalid("\"" + std::string(name) + "\" is no age recipient");
        *target = *recipient;
    }
    return {};
}

Value to_value(const TownshipPublisher& township) {
    return Value::Map{{"township", township.township},
                      {"keys", to_value(township.keys)},
                      {"channels", Value::Array(township.channels.begin(), township.channels.end())}};
}

Result<TownshipPublisher> township_from(const Value& entry) {
    TownshipPublisher township;
    township.township = entry.text_or("township", "");
    const auto level = level_of(township.township);
    if (!level || *level != DivisionLevel::Township)
        return invalid("\"townships\": \"township\" must be the code of a township");
    auto found = keys_at(entry, "keys");
    if (!found) return std::move(found).error().in(township.township);
    township.keys = std::move(*found);
    const auto channels = entry.array_at("channels");
    if (!channels || channels->empty() || channels->size() > most_channels)
        return invalid(township.township + ": \"channels\" must list 1 to 32 channels");
    for (const auto& channel : *channels) {
        if (!channel.text() || channel.text()->empty()) return invalid(township.township + ": a channel is no text");
        township.channels.push_back(*channel.text());
    }
    return township;
}

/// A key of a township is its own: whoever holds it must not pass for another township or for the county.
Result<void> check_apart(const CountyKeys& keys) {
    std::set<std::string> townships;
    std::set<MinisignKey> all(keys.publishers.begin(), keys.publishers.end());
    for (const auto& township : keys.townships) {
        if (!townships.insert(township.township).second) return invalid(township.township + " stands twice");
        for (const auto& key : township.keys)
            if (!all.insert(key).second) return invalid(township.township + ": a key of it has another role too");
    }
    return {};
}

Result<void> read_townships(const Value& value, CountyKeys& keys) {
    if (!value.find("townships")) return {};
    const auto list = value.array_at("townships");
    if (!list || list->size() > most_townships) return invalid("\"townships\" must list at most 64 townships");
    for (const auto& entry : *list) {
        auto township = township_from(entry);
        if (!township) return std::move(township).error();
        keys.townships.push_back(std::move(*township));
    }
    return check_apart(keys);
}

/// What stands in them is for the TLS library to judge.
Result<void> read_authorities(const Value& value, CountyKeys& keys) {
    if (!value.find("authorities")) return {};
    const auto list = value.array_at("authorities");
    if (!list || list->empty() || list->size() > most_authorities) return invalid("\"authorities\" must list 1 to 4 certificates");
    for (const auto& entry : *list) {
        const std::string* pem = entry.text();
        if (!pem || pem->size() > largest_authority || pem->rfind("-----BEGIN CERTIFICATE-----", 0) != 0)
            return invalid("\"authorities\": a certificate is not PEM, or too large");
        keys.authorities.push_back(*pem);
    }
    return {};
}

Result<void> read_signers(const Value& value, CountyKeys& keys) {
    auto roots = keys_at(value, "roots");
    if (!roots) return std::move(roots).error();
    auto publishers = keys_at(value, "publishers");
    if (!publishers) return std::move(publishers).error();
    auto answers = public_key_from(value.find("answers"), "answers");
    if (!answers) return std::move(answers).error();
    auto log = public_key_from(value.find("log"), "log");
    if (!log) return std::move(log).error();
    const auto threshold = value.integer_or("threshold", 0);
    if (threshold < 1 || threshold > static_cast<std::int64_t>(roots->size()))
        return invalid("\"threshold\" must be from 1 to the number of roots");
    keys.roots = std::move(*roots);
    keys.threshold = static_cast<std::size_t>(threshold);
    keys.publishers = std::move(*publishers);
    const auto enough = value.integer_or("publisher_threshold", 1);
    if (enough < 1 || enough > static_cast<std::int64_t>(keys.publishers.size()))
        return invalid("\"publisher_threshold\" must be from 1 to the number of publishers");
    keys.publisher_threshold = static_cast<std::size_t>(enough);
    keys.answers = *answers;
    keys.log = *log;
    return read_townships(value, keys);
}

/// Whether enough of `roots` signed; of strangers' signatures nothing is asked.
Result<void> check_threshold(const CountyKeys& roots, const SignedKeys& keys) {
    const auto signers = count_signers(keys.signatures, bytes_of(keys.document), roots.roots, Strangers::PassedOver);
    if (!signers) return signers.error().in("keys.json.sig");
    if (*signers >= roots.threshold) return {};
    return Error{ErrorCode::Untrusted,
                 "keys.json is signed by " + std::to_string(*signers) + " of the county's root keys, " +
                     std::to_string(roots.threshold) + " are needed",
                 {}};
}

Result<void> check_sizes(const SignedKeys& keys) {
    if (keys.document.size() <= largest_document && keys.signatures.size() <= largest_signatures) return {};
    return invalid("the document or its signatures are too large");
}

} // namespace

SealedTo intake_of(const CountyKeys& keys) {
    return {{keys.intake, keys.recovery}, {}};
}
SealedTo discipline_of(const CountyKeys& keys) {
    return {{keys.discipline_first}, {keys.discipline_second}};
}

std::string to_document(const CountyKeys& keys) {
    Value::Map document{{"format", format},
                              {"version", keys.version},
                              {"county", keys.county},
                              {"made", iso_time(keys.made)},
                              {"roots", to_value(keys.roots)},
                              {"threshold", static_cast<std::int64_t>(keys.threshold)},
                              {"publishers", to_value(keys.publishers)},
                              {"intake", to_text(keys.intake)},
                              {"recovery", to_text(keys.recovery)},
                              {"discipline_first", to_text(keys.discipline_first)},
                              {"discipline_second", to_text(keys.discipline_second)},
                              {"answers", to_base64(keys.answers.bytes)},
                              {"log", to_base64(keys.log.bytes)}};
    if (keys.publisher_threshold != 1)
        document.emplace_back("publisher_threshold", static_cast<std::int64_t>(keys.publisher_threshold));
    if (!keys.authorities.empty()) document.emplace_back("authorities", Value::Array(keys.authorities.begin(), keys.authorities.end()));
    Value::Array townships;
    for (const auto& township : keys.townships) townships.push_back(to_value(township));
    if (!townships.empty()) document.emplace_back("townships", std::move(townships));
    return to_json(Value(std::move(document)), Layout::Indented) + "\n";
}

Result<CountyKeys> parse_county_keys(std::string_view document) {
    auto value = parse_json(document);
    if (!value) return std::move(value).error().in("keys.json");
    if (value->integer_or("format", format) != format)
        return Error{ErrorCode::Unsupported, "keys.json is of a newer format", {}};
    CountyKeys keys;
    const auto version = value->integer_or("version", 0);
    if (version < 1) return invalid("\"version\" must be a number from 1");
    keys.version = static_cast<std::uint64_t>(version);
    keys.county = value->text_or("county", "");
    if (keys.county.size() != 6) return invalid("\"county\" must have six digits");
    const auto made = parse_iso_time(value->text_or("made", ""));
    if (!made) return invalid("\"made\" must be a moment of UTC");
    keys.made = *made;
    if (auto read = read_signers(*value, keys); !read) return std::move(read).error();
    if (auto read = read_recipients(*value, keys); !read) return std::move(read).error();
    if (auto read = read_authorities(*value, keys); !read) return std::move(read).error();
    return keys;
}

Result<void> add_root_signature(SignedKeys& keys, const SigningKey& root) {
    auto parsed = parse_county_keys(keys.document);
    if (!parsed) return std::move(parsed).error();
    const auto id = key_id_of(root.public_key());
    if (std::none_of(parsed->roots.begin(), parsed->roots.end(), [&](const MinisignKey& key) { return key.id == id; }))
        return Error{ErrorCode::Untrusted, "this is not one of the root keys that keys.json names", {}};
    keys.signatures += minisign_signature(root, id, bytes_of(keys.document),
                                          "keys " + std::to_string(parsed->version) + " of county " + parsed->county);
    return {};
}

Result<CountyKeys> verify_first(const SignedKeys& keys) {
    if (auto fits = check_sizes(keys); !fits) return std::move(fits).error();
    auto parsed = parse_county_keys(keys.document);
    if (!parsed) return std::move(parsed).error();
    if (auto held = check_threshold(*parsed, keys); !held) return std::move(held).error();
    return parsed;
}

Result<CountyKeys> verify_next(const CountyKeys& trusted, const SignedKeys& next) {
    if (auto fits = check_sizes(next); !fits) return std::move(fits).error();
    // Before it is parsed, so that only those whom we trust can make us parse.
    if (auto held = check_threshold(trusted, next); !held) return refused(Refusal::UnsignedKeys, std::move(held).error());
    auto keys = verify_first(next);
    if (!keys) return refused(Refusal::UnsignedKeys, std::move(keys).error());
    if (keys->county != trusted.county)
        return refused(Refusal::OtherCounty, ErrorCode::Untrusted, "the keys are those of county " + keys->county);
    const Error conflict = refused(Refusal::OlderKeys, ErrorCode::Conflict,
                                   "the keys are of version " + std::to_string(keys->version) + ", but version " +
                                       std::to_string(trusted.version) + " is known");
    if (keys->version < trusted.version) return conflict;
    if (keys->version == trusted.version && to_document(*keys) != to_document(trusted)) return conflict;
    return keys;
}

Result<SignedKeys> newest_keys(const SignedKeys& enrolled, const Value& kept) {
    auto first = verify_first(enrolled);
    if (!first) return std::move(first).error();
    const SignedKeys later{kept.text_or("document", ""), kept.text_or("signatures", "")};
    return verify_next(*first, later) ? later : enrolled;
}

Value to_value(const SignedKeys& keys) {
    return Value::Map{{"document", keys.document}, {"signatures", keys.signatures}};
}

Result<SignedKeys> read_signed_keys(const Path& folder_or_file) {
    std::error_code ignored;
    const Path file =
        std::filesystem::is_directory(folder_or_file, ignored) ? folder_or_file / "keys.json" : folder_or_file;
    auto document = read_text(file, largest_document);
    if (!document) return std::move(document).error();
    // A cut between writing the document and naming its signatures leaves these under their first name.
    if (auto beside = read_text(file.string() + fresh_signatures, largest_signatures))
        if (SignedKeys fresh{*document, std::move(*beside)}; verify_first(fresh)) return fresh;
    auto signatures = read_text(file.string() + ".sig", largest_signatures);
    if (!signatures) return std::move(signatures).error();
    return SignedKeys{std::move(*document), std::move(*signatures)};
}

Result<void> write_signed_keys(const Path& folder, const SignedKeys& keys) {
    if (auto made = make_folder(folder); !made) return made;
    const Path document = folder / "keys.json", signatures = folder / "keys.json.sig";
    if (auto written = write_file(document.string() + fresh_signatures, keys.signatures); !written) return written;
    if (auto written = write_file(document, keys.document); !written) return written;
    std::error_code code;
    std::filesystem::rename(document.string() + fresh_signatures, signatures, code);
    if (code) return Error{ErrorCode::Storage, "naming " + signatures.string() + ": " + code.message(), {}};
    return sync_folder(folder);
}

} // namespace lianxin
