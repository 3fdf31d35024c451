// Training the dictionary of request bodies: one recipe, used to make it and to measure what it is worth on unseen requests.
#pragma once

#include "tests/dictionary/request_maker.h"

namespace lianxin::test {

/// The id of the dictionary for request bodies of form version 1. Another training gets the next number.
constexpr std::uint32_t request_dictionary_id = 1;

/// Errors: Invalid (too few samples).
Result<Bytes> train_on(std::vector<SampleRequest> samples, std::vector<std::string> notices);

} // namespace lianxin::test
