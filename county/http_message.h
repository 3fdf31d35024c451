// A request and its response as plain data, so that handlers are tested without sockets.
#pragma once

#include "records/base/file.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace lianxin {

struct HttpRequest {
    std::string method; ///< "POST"
    std::string path;   ///< "/v1/changes", as sent
    std::string query;  ///< what follows '?', as sent; empty when there is none
    std::map<std::string, std::string, std::less<>> headers; ///< lower-case names; repeated fields joined by ", "
    Bytes body;

    /// A header's value, "" when it is missing.
    std::string_view header(std::string_view name) const;
    /// A parameter of the query, not unescaped: ours are numbers and words.
    std::optional<std::string_view> parameter(std::string_view name) const;
};

/// A piece of an open file, sent without being read into memory.
struct FilePiece {
    File file;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

struct HttpResponse {
    unsigned status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    Bytes body;
    std::optional<FilePiece> file; ///< sent instead of `body`
};

using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

/// A plain sentence with its status.
HttpResponse plain_response(unsigned status, std::string_view sentence);
/// A document of the given media type.
HttpResponse typed_response(std::string_view type, Bytes body);

/// A regular file, whole or the one byte range asked for (RFC 9110 §14.2; a Range that we do not understand is passed
/// over, one that lies outside gives 416). `tag` is the file's strong ETag without quotes. 404 when there is no file.
HttpResponse file_response(const HttpRequest& request, const Path& path, std::string_view type, std::string_view tag);

} // namespace lianxin
