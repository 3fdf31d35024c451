// The county's keys: who must have signed them, and how they roll over.
#include "tests/records/pack/small_county.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

CountyKeys parsed(const SignedKeys& keys) {
    auto found = parse_county_keys(keys.document);
    REQUIRE(problem_of(found) == "");
    return *found;
}

SignedKeys signed_by(const CountyKeys& keys, const std::vector<const SigningKey*>& roots) {
    SignedKeys document{to_document(keys), ""};
    for (const auto* root : roots) REQUIRE(add_root_signature(document, *root));
    return document;
}

/// Signs although the document does not name the key.
void sign_anyway(SignedKeys& keys, const SigningKey& key) {
    keys.signatures += minisign_signature(key, key_id_of(key.public_key()), bytes_of(keys.document), "x");
}

} // namespace

TEST_CASE("a county's first keys are believed when enough of their own roots signed them", "[keys]") {
    const SmallCounty county;
    const auto keys = verify_first(county.keys());
    REQUIRE(problem_of(keys) == "");
    CHECK(keys->county == "990021");
    CHECK(keys->roots.size() == 3);
    CHECK(keys->threshold == 2);
    CHECK(intake_of(*keys).first.size() == 2);
    CHECK(intake_of(*keys).second_holder.empty());
    CHECK(discipline_of(*keys).second_holder.size() == 1);
    CHECK(to_document(*keys) == county.keys().document);

    const auto one = signed_by(*keys, {}); // nobody
    CHECK(verify_first(one).error().code == ErrorCode::Untrusted);
    const auto root = county.key("root-1");
    CHECK(verify_first(signed_by(*keys, {&root})).error().message ==
          "keys.json is signed by 1 of the county's root keys, 2 are needed");
}

TEST_CASE("the same root twice counts once", "[keys]") {
    const SmallCounty county;
    const auto root = county.key("root-1");
    const auto twice = signed_by(parsed(county.keys()), {&root, &root});
    CHECK_FALSE(verify_first(twice));
}

TEST_CASE("any change to the document of keys or its signatures is noticed", "[keys]") {
    const SmallCounty county;
    const auto keys = county.keys();
    for (std::size_t i = 0; i < keys.document.size(); ++i) {
        auto spoiled = keys;
        spoiled.document[i] = static_cast<char>(spoiled.document[i] ^ 1);
        REQUIRE_FALSE(verify_first(spoiled));
    }
    for (std::size_t i = 0; i < keys.signatures.size(); ++i) {
        auto spoiled = keys;
        spoiled.signatures[i] = static_cast<char>(spoiled.signatures[i] ^ 1);
        REQUIRE_FALSE(verify_first(spoiled));
    }
}

TEST_CASE("keys roll over when the old roots and the new ones signed", "[keys][pack.roll-over]") {
    const SmallCounty county;
    const auto before = parsed(county.keys());
    SeededRandom random(7);
    const auto fresh = SigningKey::make(random);
    const auto first = county.key("root-1"), second = county.key("root-2");
    auto after = before;
    after.version = 2;
    after.roots = {named(first), named(fresh)};
    after.publishers = {named(fresh)};

    auto next = signed_by(after, {&first, &fresh});
    CHECK(verify_next(before, next).error().message ==
          "keys.json is signed by 1 of the county's root keys, 2 are needed");
    sign_anyway(next, second); // no root any more, but one that the kiosk still trusts
    const auto rolled = verify_next(before, next);
    REQUIRE(problem_of(rolled) == "");
    CHECK(rolled->publishers == after.publishers);

    CHECK(newest_keys(county.keys(), to_value(next)).value() == next);
    CHECK(newest_keys(county.keys(), Value()).value() == county.keys());
    CHECK(verify_next(*rolled, county.keys()).error().code != ErrorCode::Corrupt);
}

TEST_CASE("older keys, other keys of the same version and another county's keys are refused", "[keys]") {
    const SmallCounty county;
    const auto first = county.key("root-1"), second = county.key("root-2");
    auto keys = parsed(county.keys());
    keys.version = 5;
    const auto fifth = signed_by(keys, {&first, &second});
    CHECK(verify_next(keys, county.keys()).error().message == "the keys are of version 1, but version 5 is known");
    CHECK(verify_next(keys, fifth));
    auto other = keys;
    other.made += Milliseconds(1);
    CHECK(verify_next(keys, signed_by(other, {&first, &second})).error().code == ErrorCode::Conflict);
    other = keys;
    other.version = 6;
    other.county = "990022";
    CHECK(verify_next(keys, signed_by(other, {&first, &second})).error().message ==
          "the keys are those of county 990022");
    const SmallCounty stranger("990022", 2);
    CHECK(verify_next(keys, stranger.keys()).error().code == ErrorCode::Untrusted);
}

TEST_CASE("a document of keys that breaks a rule is refused with the rule", "[keys]") {
    const SmallCounty county;
    const auto problem = [&](std::string_view what, std::string_view with) {
        auto text = county.keys().document;
        const auto at = text.find(what);
        REQUIRE(at != std::string::npos);
        text.replace(at, what.size(), with);
        return problem_of(parse_county_keys(text));
    };
    CHECK(problem("\"threshold\": 2", "\"threshold\": 4") ==
          "invalid: keys.json: \"threshold\" must be from 1 to the number of roots");
    CHECK(problem("\"version\": 1", "\"version\": 0") == "invalid: keys.json: \"version\" must be a number from 1");
    CHECK(problem("\"intake\": \"age1", "\"intake\": \"age2") == "invalid: keys.json: \"intake\" is no age recipient");
    CHECK(problem("\"log\": \"", "\"log\": \"!") == "invalid: keys.json: \"log\" is no key of 32 bytes in Base64");
    CHECK(problem("\"threshold\": 2", "\"publisher_threshold\": 2, \"threshold\": 2") ==
          "invalid: keys.json: \"publisher_threshold\" must be from 1 to the number of publishers");
    CHECK(problem("\"threshold\": 2", "\"townships\": [{\"township\": \"990021000000\"}], \"threshold\": 2") ==
          "invalid: keys.json: \"townships\": \"township\" must be the code of a township");
    CHECK(problem("\"format\": 1", "\"format\": 2") == "unsupported: keys.json is of a newer format");
}

TEST_CASE("keys are never drawn over keys that are there", "[keys]") {
    const SmallCounty county;
    SeededRandom random(3);
    CHECK(make_county_keys(county.keys_folder(), {"990021", TimePoint{}, 3, 2}, random).error().code ==
          ErrorCode::Conflict);
    CHECK_FALSE(make_county_keys(county.folder() / "other", {"99", TimePoint{}, 3, 2}, random));
    CHECK_FALSE(make_county_keys(county.folder() / "other", {"990021", TimePoint{}, 1, 2}, random));
}

TEST_CASE("a key that publishes for a township publishes nothing else", "[keys][pack.township-role]") {
    const SmallCounty county;
    const SmallTownship town(county);
    auto keys = parsed(town.keys());
    CHECK(problem_of(parse_county_keys(to_document(keys))) == "");
    keys.townships.push_back({"990021102000", {named(town.key())}, {"town"}});
    CHECK(problem_of(parse_county_keys(to_document(keys))) ==
          "invalid: keys.json: 990021102000: a key of it has another role too");
    keys.townships.back() = keys.townships.front();
    CHECK(problem_of(parse_county_keys(to_document(keys))) == "invalid: keys.json: 990021101000 stands twice");
    keys.townships = {{"990021102000", {keys.publishers.front()}, {"town"}}};
    CHECK_FALSE(parse_county_keys(to_document(keys)));
}

TEST_CASE("authorities are named in the keys, at most four, and are certificates by their look", "[keys]") {
    const SmallCounty county;
    CountyKeys keys = parsed(county.keys());
    CHECK(keys.authorities.empty());
    const std::string pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    keys.authorities = {pem, pem};
    CHECK(parsed({to_document(keys), ""}).authorities == keys.authorities);
    for (const std::vector<std::string>& wrong : {std::vector<std::string>(5, pem), {"PEM"}, {pem + std::string(9000, 'A')}}) {
        keys.authorities = wrong;
        CHECK(parse_county_keys(to_document(keys)).error().code == ErrorCode::Invalid);
    }
}

TEST_CASE("keys that take the place of others are whole after a cut at any step", "[keys][pack.keys-put]") {
    const SmallCounty county;
    const SignedKeys before = county.keys(), next = county.next_keys([](CountyKeys&) {});
    const Path folder = county.keys_folder();
    REQUIRE(write_file(folder / "keys.json.sig.next", next.signatures)); // first step
    CHECK(read_signed_keys(folder).value() == before);
    REQUIRE(write_file(folder / "keys.json", next.document)); // second step
    CHECK(read_signed_keys(folder).value() == next);
    CHECK(verify_first(read_signed_keys(folder).value()));
    REQUIRE(write_signed_keys(folder, next));
    CHECK_FALSE(std::filesystem::exists(folder / "keys.json.sig.next"));
    CHECK(read_signed_keys(folder).value() == next);
}
