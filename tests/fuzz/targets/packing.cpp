// The packing inside a seal, as one who may seal to the county could forge it.
#include "tests/fuzz/target.h"

#include "records/seal/record_seal.h"

namespace lianxin::fuzz {
namespace {

Dictionary dictionary() {
    const auto file = sample_files("assets/dictionaries", ".zdict", 1);
    return *to_dictionary(file.at(0));
}

bool holds(ByteView input) {
    static const std::vector<Dictionary> dictionaries = {dictionary()};
    static SeededRandom random(4);
    static const std::vector<Identity> keys = [] {
        std::vector<Identity> all;
        all.push_back(Identity::make(random));
        return all;
    }();
    const auto sealed = seal(input, std::vector<Recipient>{keys[0].recipient()}, random);
    if (!sealed) return false;
    const auto body = open_record(Suite::AgeX25519, *sealed, keys, dictionaries);
    return !body || body->size() <= largest_body;
}

std::vector<Bytes> seeds() {
    SeededRandom random(5);
    std::vector<Identity> keys;
    keys.push_back(Identity::make(random));
    std::vector<Bytes> all;
    for (const Dictionary& with : {dictionary(), Dictionary{}}) {
        const auto sealed = seal_record(Suite::AgeX25519, bytes_of("我们村里路坏了，下雨天没法走"), {{keys[0].recipient()}, {}}, with, random);
        all.push_back(*open(*sealed, keys, largest_sealed_body));
    }
    return all;
}

} // namespace

extern const Target packing_target{"packing", 1000, holds, seeds};

} // namespace lianxin::fuzz
