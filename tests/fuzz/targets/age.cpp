// An age file: its header, and the whole as one who holds a key opens it.
#include "tests/fuzz/target.h"

#include "records/seal/age.h"
#include "records/seal/age_header.h"

namespace lianxin::fuzz {
namespace {

Identity key() {
    SeededRandom random(9);
    return Identity::make(random);
}

bool holds(ByteView input) {
    static const std::vector<Identity> keys = [] {
        std::vector<Identity> all;
        all.push_back(key());
        return all;
    }();
    if (const auto header = parse_age_header(input); header && header->length > input.size()) return false;
    const auto plain = open(input, keys, 4096);
    return !plain || plain->size() <= 4096;
}

std::vector<Bytes> seeds() {
    SeededRandom random(3);
    const std::vector<Recipient> one = {key().recipient()};
    const std::vector<Recipient> two = {Identity::make(random).recipient(), key().recipient()};
    std::vector<Bytes> all = {*seal(bytes_of("路坏了"), one, random), *seal(Bytes(3000, 1), two, random)};
    for (const auto& stanza : {std::string("-> scrypt AAAA 10\nAAAA\n"), std::string("-> other a b c\n\n")}) {
        std::string text = text_of(all[0]);
        text.insert(text.find("-> "), stanza);
        all.push_back(copy_of(bytes_of(text)));
    }
    return all;
}

} // namespace

extern const Target age_target{"age", 1500, holds, seeds};

} // namespace lianxin::fuzz
