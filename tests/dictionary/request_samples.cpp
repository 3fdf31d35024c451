// Reading sample requests and cutting texts into sentences.
#include "tests/dictionary/request_samples.h"

#include "records/base/text.h"
#include "records/base/toml.h"

#include <algorithm>

namespace lianxin::test {
namespace {

constexpr std::size_t largest_file = 1 << 20;
constexpr std::size_t shortest_sentence = 9; ///< bytes
constexpr std::size_t longest_sentence = 240;

Result<std::vector<Path>> files_below(const Path& folder, std::string_view extension) {
    std::error_code failed;
    std::vector<Path> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, failed))
        if (entry.path().extension() == extension) found.push_back(entry.path());
    if (failed || found.empty()) return Error{ErrorCode::NotFound, "no samples in " + folder.string(), {}};
    std::sort(found.begin(), found.end());
    return found;
}

Result<Value> read_toml(const Path& path) {
    const auto text = read_text(path, largest_file);
    if (!text) return text.error();
    auto value = parse_toml(*text);
    if (!value) return std::move(value).error().in(path.string());
    return value;
}

Result<SampleRequest> read_sample(const Path& path, const Path& assets) {
    const auto value = read_toml(path);
    if (!value) return value.error();
    auto form = value->text_at("form");
    if (!form) return std::move(form).error().in(path.string());
    const auto service = read_text(assets / "samples/county/forms" / (*form + ".toml"), largest_file);
    if (!service) return service.error();
    const auto parsed = parse_service(*service);
    if (!parsed) return parsed.error();
    SampleRequest sample{path.stem().string(), *form, parsed->clock, {}};
    const Value* fields = value->find("fields");
    if (!fields || !fields->map()) return Error{ErrorCode::Invalid, path.string() + " has no [fields]", {}};
    for (const auto& [name, answer] : *fields->map())
        if (answer.text()) sample.answers[name] = *answer.text();
    return sample;
}

bool ends_a_sentence(std::string_view sign) { return sign == "。" || sign == "！" || sign == "？" || sign == "；" || sign == "\n"; }

} // namespace

Result<std::vector<SampleRequest>> read_sample_requests(const Path& assets) {
    const auto paths = files_below(assets / "samples/requests", ".toml");
    if (!paths) return paths.error();
    std::vector<SampleRequest> samples;
    for (const auto& path : *paths) {
        auto sample = read_sample(path, assets);
        if (!sample) return std::move(sample).error();
        samples.push_back(std::move(*sample));
    }
    return samples;
}

bool holds_sentences(std::string_view field) { return field == "matter" || field == "request" || field == "earlier_result"; }

std::vector<std::string> sentences_of(std::string_view text) {
    std::vector<std::string> sentences;
    std::string sentence;
    const auto close = [&] {
        if (sentence.size() >= shortest_sentence) sentences.push_back(std::move(sentence));
        sentence.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = code_point_at(text, at).length;
        sentence += text.substr(at, length);
        if (ends_a_sentence(text.substr(at, length))) close();
        at += length;
    }
    close();
    return sentences;
}

Result<std::vector<std::string>> notice_sentences(const Path& assets) {
    const auto paths = files_below(assets / "samples/county/notices", ".md");
    if (!paths) return paths.error();
    std::vector<std::string> sentences;
    for (const auto& path : *paths) {
        const auto text = read_text(path, largest_file);
        if (!text) return text.error();
        for (auto& sentence : sentences_of(*text))
            if (sentence.size() <= longest_sentence) sentences.push_back(std::move(sentence));
    }
    return sentences;
}

} // namespace lianxin::test
