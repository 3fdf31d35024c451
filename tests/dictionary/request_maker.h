// Makes requests out of the samples: as they stand, or varied so that a dictionary learns the language and not the persons.
#pragma once

#include "records/base/random.h"
#include "tests/dictionary/request_samples.h"

namespace lianxin::test {

class RequestMaker {
  public:
    /// `notices` lend their sentences too, so that words of the trade are learned beyond the few samples; may be empty.
    RequestMaker(std::vector<SampleRequest> samples, std::vector<std::string> notices, Random& random);

    /// The sample's own words; what is random by nature (ids, addresses of replies, moments) is drawn.
    Request as_written(const SampleRequest& sample);
    /// A sample's form with other persons, places, numbers and recombined sentences.
    Request varied();

    const std::vector<SampleRequest>& samples() const { return samples_; }

  private:
    std::string digits(std::size_t count);
    std::string name();
    std::string sentences();
    std::string varied_answer(const std::string& field, const std::string& answer);
    template <class T> const T& one_of(const std::vector<T>& choice) { return choice[random_.below(static_cast<std::uint32_t>(choice.size()))]; }

    std::vector<SampleRequest> samples_;
    std::vector<std::string> spoken_, official_, surnames_, given_names_;
    Random& random_;
};

/// The body that is sealed.
Bytes body_of(const Request& request);

} // namespace lianxin::test
