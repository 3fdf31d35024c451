// The only file with libcurl and its TLS library.
#include "sync/curl_transport.h"

#include <charconv>
#include <curl/curl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <sys/socket.h>

namespace lianxin {
namespace {

/// One exchange under way, as libcurl's callbacks see it.
struct Exchange {
    CURL* handle = nullptr;
    const ContentSink* sink = nullptr;
    std::size_t room = 0;
    ReceivedAnswer answer;
    std::optional<Error> problem;
};

std::string_view trimmed_value(std::string_view line) {
    const auto begin = line.find_first_not_of(" \t");
    const auto end = line.find_last_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view() : line.substr(begin, end - begin + 1);
}

/// The value when `line` is the field `name` (lower case), compared without case.
std::optional<std::string_view> field_value(std::string_view line, std::string_view name) {
    if (line.size() <= name.size() || line[name.size()] != ':') return {};
    if (!curl_strnequal(line.data(), name.data(), name.size())) return {};
    return trimmed_value(line.substr(name.size() + 1));
}

std::size_t on_header(char* data, std::size_t, std::size_t count, void* context) {
    auto& exchange = *static_cast<Exchange*>(context);
    const std::string_view line(data, count);
    if (const auto tag = field_value(line, "etag")) exchange.answer.etag = *tag;
    if (const auto after = field_value(line, "retry-after")) {
        unsigned seconds = 0;
        const auto read = std::from_chars(after->data(), after->data() + after->size(), seconds);
        if (read.ec == std::errc() && read.ptr == after->data() + after->size()) exchange.answer.retry_after = std::chrono::seconds(seconds);
    }
    return count;
}

std::size_t on_content(char* data, std::size_t, std::size_t count, void* context) {
    auto& exchange = *static_cast<Exchange*>(context);
    if (count > exchange.room) {
        exchange.problem = Error{ErrorCode::Network, "the answer is larger than it may be", {}};
        return 0;
    }
    exchange.room -= count;
    long status = 0;
    curl_easy_getinfo(exchange.handle, CURLINFO_RESPONSE_CODE, &status);
    exchange.answer.status = static_cast<int>(status);
    auto taken = (*exchange.sink)(exchange.answer, bytes_of({data, count}));
    if (taken) return count;
    exchange.problem = std::move(taken).error();
    return 0;
}

int on_progress(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const auto& settings = *static_cast<const CurlSettings*>(context);
    return settings.stop_asked && settings.stop_asked() ? 1 : 0;
}

/// A kiosk's own clock may be years off: the certificate is judged at the time that is trusted instead.
CURLcode on_tls(CURL*, void* tls, void* context) {
    const auto& settings = *static_cast<const CurlSettings*>(context);
    const auto now = std::chrono::floor<std::chrono::seconds>(settings.trusted_now()).time_since_epoch().count();
    X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(static_cast<SSL_CTX*>(tls)), static_cast<time_t>(now));
    return CURLE_OK;
}

/// On a lossy rural line BBR carries almost three times as much as the usual congestion control; where the kernel does not
/// offer it, the usual one stays.
int on_socket(void*, curl_socket_t socket, curlsocktype) {
    constexpr std::string_view control = "bbr";
    setsockopt(socket, IPPROTO_TCP, TCP_CONGESTION, control.data(), control.size());
    return CURL_SOCKOPT_OK;
}

Error error_of(CURLcode code, const char* detail) {
    const std::string why = *detail != '\0' ? detail : curl_easy_strerror(code);
    if (code == CURLE_ABORTED_BY_CALLBACK) return {ErrorCode::Unavailable, "asked to stop", {}};
    if (code == CURLE_PEER_FAILED_VERIFICATION) return {ErrorCode::Untrusted, "not the county's server: " + why, {}};
    return {ErrorCode::Network, why, {}};
}

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Lines = std::unique_ptr<curl_slist, FreeList>;

void add_line(Lines& lines, const std::string& line) { lines.reset(curl_slist_append(lines.release(), line.c_str())); }

} // namespace

struct CurlTransport::State {
    CurlSettings settings;
    CURL* handle = nullptr;
    std::array<char, CURL_ERROR_SIZE> detail{};

    ~State() { curl_easy_cleanup(handle); }
    void set_trust();
    void set_limits();
    Lines set_request(const OutgoingRequest& request);
};

/// Debian's libcurl also looks into the system's folder of authorities unless told not to.
void CurlTransport::State::set_trust() {
    curl_blob authority{settings.authority_pem.data(), settings.authority_pem.size(), CURL_BLOB_NOCOPY};
    curl_easy_setopt(handle, CURLOPT_CAINFO, nullptr);
    curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
    curl_easy_setopt(handle, CURLOPT_CAINFO_BLOB, &authority);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_3));
    curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, on_tls);
    curl_easy_setopt(handle, CURLOPT_SSL_CTX_DATA, &settings);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
}

void CurlTransport::State::set_limits() {
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(settings.connect_limit.count()));
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 100L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(settings.stall_limit.count()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(settings.exchange_limit.count()));
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &settings);
    curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, on_socket);
    curl_easy_setopt(handle, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "lianxin-sync/" LIANXIN_VERSION);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, detail.data());
}

/// The lines of the request's fields, which must outlive the exchange.
Lines CurlTransport::State::set_request(const OutgoingRequest& request) {
    const std::string url = settings.url + request.path + (request.query.empty() ? "" : "?" + request.query);
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    Lines lines;
    for (const RequestField& field : request.fields) add_line(lines, field.name + ": " + field.value);
    if (request.method == "POST") {
        add_line(lines, "Expect:");
        curl_easy_setopt(handle, CURLOPT_POST, 1L);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.data());
    } else {
        curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
    }
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, lines.get());
    return lines;
}

CurlTransport::CurlTransport(std::unique_ptr<State> state) : state_(std::move(state)) {}
CurlTransport::~CurlTransport() = default;

Result<std::unique_ptr<CurlTransport>> CurlTransport::create(CurlSettings settings) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    auto state = std::make_unique<State>();
    state->handle = started == CURLE_OK ? curl_easy_init() : nullptr;
    if (!state->handle) return Error{ErrorCode::Unavailable, "libcurl does not start", {}};
    state->settings = std::move(settings);
    state->set_trust();
    state->set_limits();
    return std::unique_ptr<CurlTransport>(new CurlTransport(std::move(state)));
}

Result<ReceivedAnswer> CurlTransport::exchange(const OutgoingRequest& request, std::size_t largest, const ContentSink& sink) {
    CURL* const handle = state_->handle;
    Exchange exchange{handle, &sink, largest, {}, {}};
    const Lines lines = state_->set_request(request);
    state_->detail[0] = '\0';
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_content);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &exchange);
    const CURLcode code = curl_easy_perform(handle);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, nullptr);
    if (exchange.problem) return *std::move(exchange.problem);
    if (code != CURLE_OK) return error_of(code, state_->detail.data());
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    exchange.answer.status = static_cast<int>(status);
    return std::move(exchange.answer);
}

} // namespace lianxin
