// lianxin-train-dictionary: makes assets/dictionaries/requests.zdict from the samples, or measures what such a one is worth.
#include "records/base/command_line.h"
#include "records/base/compression.h"
#include "records/seal/record_seal.h"
#include "tests/dictionary/training.h"

#include <cstdio>

using namespace lianxin;
using namespace lianxin::test;

namespace {

constexpr int level = 19; ///< as record_seal.cpp
constexpr std::size_t folds = 7;

const Program program{"lianxin-train-dictionary",
                      "ASSETS FILE",
                      "Trains the dictionary of request bodies on the samples below ASSETS and writes it to FILE.",
                      {{"measure", "", "write nothing; print sizes of samples that the training did not see"}}};

int fail(const Error& error) {
    std::fprintf(stderr, "lianxin-train-dictionary: %s\n", error.text().c_str());
    return Failed;
}

struct Sizes {
    std::size_t body = 0, bare = 0, packed = 0, count = 0;
};

/// Trains on six sevenths of the samples and packs the others, in turn.
Result<Sizes> measured(const std::vector<SampleRequest>& samples, const std::vector<std::string>& notices) {
    Sizes sizes;
    SeededRandom random(1);
    for (std::size_t fold = 0; fold < folds; ++fold) {
        std::vector<SampleRequest> seen, unseen;
        for (std::size_t i = 0; i < samples.size(); ++i) (i % folds == fold ? unseen : seen).push_back(samples[i]);
        const auto dictionary = train_on(seen, notices);
        if (!dictionary) return dictionary.error();
        RequestMaker maker(unseen, {}, random);
        for (const auto& sample : unseen) {
            const Bytes body = body_of(maker.as_written(sample));
            sizes.body += body.size();
            sizes.bare += compress(body, level).size();
            sizes.packed += compress(body, level, *dictionary).size();
            ++sizes.count;
        }
    }
    return sizes;
}

} // namespace

int main(int count, char** words) {
    const Arguments arguments = parse_or_exit(program, count, words);
    if (arguments.words.size() != (arguments.has("measure") ? 1u : 2u)) {
        std::fputs(help_of(program).c_str(), stderr);
        return UsedWrongly;
    }
    const Path assets = arguments.words[0];
    const auto samples = read_sample_requests(assets);
    if (!samples) return fail(samples.error());
    const auto notices = notice_sentences(assets);
    if (!notices) return fail(notices.error());
    if (arguments.has("measure")) {
        const auto sizes = measured(*samples, *notices);
        if (!sizes) return fail(sizes.error());
        std::printf("unseen requests, mean bytes: body %zu, zstd %zu, zstd with dictionary %zu\n", sizes->body / sizes->count,
                    sizes->bare / sizes->count, sizes->packed / sizes->count);
        return Done;
    }
    const auto dictionary = train_on(*samples, *notices);
    if (!dictionary) return fail(dictionary.error());
    if (auto written = write_file(arguments.words[1], *dictionary); !written) return fail(written.error());
    return Done;
}
