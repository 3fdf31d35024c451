// The county's keys and the lines of key files.
#include "tests/fuzz/target.h"

#include "records/pack/county_keys.h"
#include "records/seal/keys.h"

namespace lianxin::fuzz {
namespace {

SigningKey signing(std::uint64_t seed) {
    SeededRandom random(seed);
    return SigningKey::make(random);
}

CountyKeys county() {
    SeededRandom random(8);
    CountyKeys keys;
    keys.county = "990021";
    keys.made = TimePoint(Milliseconds(1'793'333'333'000));
    const PublicKey root = signing(1).public_key();
    keys.roots = keys.publishers = {{key_id_of(root), root}};
    keys.intake = Identity::make(random).recipient();
    keys.recovery = Identity::make(random).recipient();
    keys.discipline_first = Identity::make(random).recipient();
    keys.discipline_second = Identity::make(random).recipient();
    keys.answers = signing(2).public_key();
    keys.log = signing(3).public_key();
    return keys;
}

CountyKeys with_township() {
    CountyKeys keys = county();
    const PublicKey second = signing(4).public_key(), town = signing(5).public_key();
    keys.publishers.push_back({key_id_of(second), second});
    keys.publisher_threshold = 2;
    keys.townships = {{"990021101000", {{key_id_of(town), town}}, {"town"}}};
    return keys;
}

bool holds(ByteView input) {
    const std::string text = text_of(input);
    (void)Identity::parse(text);
    if (const auto recipient = parse_recipient(text); recipient && to_text(*recipient) != text) return false;
    if (const auto key = parse_public_key(text); key && to_text(*key) != text) return false;
    const auto keys = parse_county_keys(text);
    if (!keys) return true;
    const auto again = parse_county_keys(to_document(*keys));
    return again && to_document(*again) == to_document(*keys);
}

std::vector<Bytes> seeds() {
    SeededRandom random(8);
    const Identity identity = Identity::make(random);
    std::vector<Bytes> all;
    for (const auto& text : {to_document(county()), to_document(with_township()), to_text(identity.recipient()), identity.secret_text(), to_text(signing(1).public_key())})
        all.push_back(copy_of(bytes_of(text)));
    return all;
}

} // namespace

extern const Target keys_target{"keys", 2500, holds, seeds};

} // namespace lianxin::fuzz
