// The sample requests as the dictionary and the measurements need them: answers by form, and sentences to write more from.
#pragma once

#include "records/base/file.h"
#include "records/model/request.h"

#include <vector>

namespace lianxin::test {

struct SampleRequest {
    std::string name; ///< of its file
    std::string service;
    std::string clock; ///< rule of the form
    Answers answers;
};

/// Every request of assets/samples/requests in the order of names, with the clocks of assets/samples/county/forms.
/// `assets` is that folder. Errors: those of reading and parsing, naming the file.
Result<std::vector<SampleRequest>> read_sample_requests(const Path& assets);

/// Whether residents write whole sentences into the field of that name.
bool holds_sentences(std::string_view field);
/// The sentences of a Chinese text, each with its full stop; headings and other short lines are passed over.
std::vector<std::string> sentences_of(std::string_view text);
/// Sentences of every notice of the sample county, not longer than a resident would write.
Result<std::vector<std::string>> notice_sentences(const Path& assets);

} // namespace lianxin::test
