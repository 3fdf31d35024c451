// Recombining samples by seeded draws.
#include "tests/dictionary/request_maker.h"

#include "records/base/cbor.h"
#include "records/base/text.h"

namespace lianxin::test {
namespace {

constexpr std::uint32_t official_percent = 80; ///< of the sentences; there are many more of them than spoken ones
constexpr std::uint32_t most_sentences = 3;

ReplyAddress drawn_address(Random& random) {
    ReplyAddress address;
    random.fill(address.tag);
    random.fill(address.recipient);
    return address;
}

} // namespace

RequestMaker::RequestMaker(std::vector<SampleRequest> samples, std::vector<std::string> notices, Random& random)
    : samples_(std::move(samples)), official_(std::move(notices)), random_(random) {
    for (const auto& sample : samples_)
        for (const auto& [field, answer] : sample.answers) {
            if (holds_sentences(field))
                for (auto& sentence : sentences_of(answer)) spoken_.push_back(std::move(sentence));
            if (field != "name") continue;
            const auto surname = first_characters(answer, 1);
            surnames_.emplace_back(surname);
            given_names_.push_back(answer.substr(surname.size()));
        }
}

Request RequestMaker::as_written(const SampleRequest& sample) {
    Request request;
    random_.fill(request.record.bytes);
    request.service = sample.service;
    request.answers = sample.answers;
    // Some moment of 2026 to 2028.
    request.handed_in = TimePoint(Milliseconds(1'767'225'600'000 + static_cast<std::int64_t>(random_.below(1'000'000'000)) * 90));
    request.clock = sample.clock;
    request.promised = day_in_china(request.handed_in) + std::chrono::days(5 + random_.below(80));
    request.by_code = drawn_address(random_);
    request.by_qr = drawn_address(random_);
    return request;
}

Request RequestMaker::varied() {
    const SampleRequest& sample = one_of(samples_);
    Request request = as_written(sample);
    for (auto& [field, answer] : request.answers) answer = varied_answer(field, answer);
    return request;
}

std::string RequestMaker::varied_answer(const std::string& field, const std::string& answer) {
    if (field == "name") return name();
    if (field == "phone") return "1" + std::to_string(3 + random_.below(7)) + digits(9);
    if (field == "village") return digits(6) + answer.substr(6, 3) + std::to_string(random_.below(3)) + digits(2);
    if (field == "id_number") return digits(6) + "19" + digits(2) + "0" + digits(7);
    if (holds_sentences(field)) return sentences();
    return answer;
}

std::string RequestMaker::digits(std::size_t count) {
    std::string out;
    while (out.size() < count) out += static_cast<char>('0' + random_.below(10));
    return out;
}

std::string RequestMaker::name() { return one_of(surnames_) + one_of(given_names_); }

std::string RequestMaker::sentences() {
    std::string out;
    for (std::uint32_t left = 1 + random_.below(most_sentences); left > 0; --left)
        out += one_of(!official_.empty() && random_.below(100) < official_percent ? official_ : spoken_);
    return out;
}

Bytes body_of(const Request& request) { return to_cbor(to_value(request)); }

} // namespace lianxin::test
