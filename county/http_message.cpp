// Reading queries and ranges, and the usual responses.
#include "county/http_message.h"

#include "records/base/text.h"

#include <charconv>
#include <fcntl.h>

namespace lianxin {

std::string_view HttpRequest::header(std::string_view name) const {
    const auto at = headers.find(name);
    return at == headers.end() ? std::string_view() : std::string_view(at->second);
}

std::optional<std::string_view> HttpRequest::parameter(std::string_view name) const {
    for (const std::string_view pair : split(query, '&')) {
        const std::size_t equals = pair.find('=');
        if (pair.substr(0, equals) != name) continue;
        return equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    }
    return std::nullopt;
}

HttpResponse plain_response(unsigned status, std::string_view sentence) {
    HttpResponse response;
    response.status = status;
    response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    response.body = copy_of(bytes_of(sentence));
    response.body.push_back('\n');
    return response;
}

HttpResponse typed_response(std::string_view type, Bytes body) {
    HttpResponse response;
    response.headers.emplace_back("Content-Type", type);
    response.body = std::move(body);
    return response;
}

namespace {

struct Range {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return out;
}

/// What a Range header asks for of `size` bytes: the whole when it says nothing that we serve, length 0 when it lies outside.
Range wanted_range(const HttpRequest& request, std::uint64_t size, std::string_view tag) {
    const Range whole{0, size};
    std::string_view text = request.header("range");
    const std::string_view condition = request.header("if-range");
    if (!condition.empty() && condition != tag) return whole;
    if (!text.starts_with("bytes=")) return whole;
    text.remove_prefix(6);
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos || text.find(',') != std::string_view::npos) return whole;
    const auto first = number(text.substr(0, dash));
    const auto last = number(text.substr(dash + 1));
    if (dash == 0) return last ? Range{size - std::min(*last, size), std::min(*last, size)} : whole;
    if (!first || (!last && dash + 1 != text.size()) || (last && *last < *first)) return whole;
    if (*first >= size) return {size, 0};
    const std::uint64_t end = last && *last < size ? *last + 1 : size;
    return {*first, end - *first};
}

} // namespace

HttpResponse file_response(const HttpRequest& request, const Path& path, std::string_view type, std::string_view tag) {
    const std::string quoted = "\"" + std::string(tag) + "\"";
    auto file = File::open(path, O_RDONLY);
    if (!file) return plain_response(404, "there is no such file");
    const auto size = file->size();
    if (!size) return plain_response(500, "the file cannot be read");
    HttpResponse response;
    response.headers.emplace_back("ETag", quoted);
    response.headers.emplace_back("Accept-Ranges", "bytes");
    if (request.header("if-none-match") == quoted) {
        response.status = 304;
        return response;
    }
    const Range range = wanted_range(request, *size, quoted);
    if (range.length == 0 && *size > 0) {
        response.status = 416;
        response.headers.emplace_back("Content-Range", "bytes */" + std::to_string(*size));
        return response;
    }
    response.headers.emplace_back("Content-Type", type);
    if (range.length != *size) {
        response.status = 206;
        response.headers.emplace_back("Content-Range", "bytes " + std::to_string(range.offset) + "-" +
                                                           std::to_string(range.offset + range.length - 1) + "/" +
                                                           std::to_string(*size));
    }
    response.file = FilePiece{std::move(*file), range.offset, range.length};
    return response;
}

} // namespace lianxin
