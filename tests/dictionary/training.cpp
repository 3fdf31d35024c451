// The recipe of the dictionary of request bodies.
#include "tests/dictionary/training.h"

#include "records/base/compression.h"

namespace lianxin::test {
namespace {

constexpr std::uint64_t seed = 20260101;
constexpr std::size_t bodies = 3000;
constexpr std::size_t dictionary_size = 32 * 1024;

} // namespace

Result<Bytes> train_on(std::vector<SampleRequest> samples, std::vector<std::string> notices) {
    SeededRandom random(seed);
    RequestMaker maker(std::move(samples), std::move(notices), random);
    std::vector<Bytes> made;
    while (made.size() < bodies) made.push_back(body_of(maker.varied()));
    return train_dictionary(made, dictionary_size, request_dictionary_id);
}

} // namespace lianxin::test
