// The only file with libcurl and its TLS library.
#include "sync/curl_transport.h"

#include "sync/http_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <curl/curl.h>
#include <map>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <sys/socket.h>

namespace lianxin {
namespace {

using Moment = std::chrono::steady_clock::time_point;

constexpr double slowest = 100; ///< bytes a second below which a link counts as dead
constexpr int look_around = 200; ///< milliseconds between two looks at whether to stop

struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Lines = std::unique_ptr<curl_slist, FreeList>;

void add_line(Lines& lines, const std::string& line) { lines.reset(curl_slist_append(lines.release(), line.c_str())); }

/// One exchange under way, as libcurl's callbacks see it. Stays where it is.
struct Exchange {
    std::unique_ptr<CURL, FreeHandle> handle;
    Lines lines; ///< the fields of the request, which outlive it
    ByteView body;
    std::size_t sent = 0;
    std::size_t held_back = 0; ///< bytes at the end of the body that do not go yet
    ContentSink sink; ///< without one the content is collected
    Bytes content;
    std::size_t room = 0;
    ReceivedAnswer answer;
    std::optional<Error> problem;
    std::optional<CURLcode> code; ///< once it is over
    std::array<char, CURL_ERROR_SIZE> detail{};
    std::uint64_t moved = 0;           ///< bytes either way
    std::uint64_t moved_before = 0;    ///< when its speed was last judged
    Moment judged = std::chrono::steady_clock::now();

    bool is_sending() const { return !code && sent + held_back < body.size(); }
    bool waits_for_release() const { return held_back > 0 && sent + held_back == body.size(); }
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
    exchange.moved += count;
    if (const auto tag = field_value(line, "etag")) exchange.answer.etag = *tag;
    if (const auto type = field_value(line, "content-type")) exchange.answer.page = curl_strnequal(type->data(), "text/html", 9) != 0;
    if (const auto after = field_value(line, "retry-after")) {
        unsigned seconds = 0;
        const auto read = std::from_chars(after->data(), after->data() + after->size(), seconds);
        if (read.ec == std::errc() && read.ptr == after->data() + after->size()) exchange.answer.retry_after = std::chrono::seconds(seconds);
        else if (const auto date = parse_http_date(*after)) exchange.answer.retry_at = *date;
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
    exchange.moved += count;
    long status = 0;
    curl_easy_getinfo(exchange.handle.get(), CURLINFO_RESPONSE_CODE, &status);
    exchange.answer.status = static_cast<int>(status);
    if (!exchange.sink) {
        append(exchange.content, bytes_of({data, count}));
        return count;
    }
    auto taken = exchange.sink(exchange.answer, bytes_of({data, count}));
    if (taken) return count;
    exchange.problem = std::move(taken).error();
    return 0;
}

std::size_t on_read(char* buffer, std::size_t size, std::size_t count, void* context) {
    auto& exchange = *static_cast<Exchange*>(context);
    if (exchange.waits_for_release()) return CURL_READFUNC_PAUSE;
    const ByteView piece = exchange.body.subspan(exchange.sent, std::min(size * count, exchange.body.size() - exchange.held_back - exchange.sent));
    std::copy(piece.begin(), piece.end(), buffer);
    exchange.sent += piece.size();
    exchange.moved += piece.size();
    return piece.size();
}

/// A kept connection that turns out to be closed makes libcurl begin anew on another.
int on_seek(void* context, curl_off_t offset, int) {
    static_cast<Exchange*>(context)->sent = static_cast<std::size_t>(offset);
    return CURL_SEEKFUNC_OK;
}

/// A kiosk's own clock may be years off: the certificate is judged at the time that is trusted instead.
CURLcode on_tls(CURL*, void* tls, void* context) {
    const auto& settings = *static_cast<const CurlSettings*>(context);
    const auto now = std::chrono::floor<std::chrono::seconds>(settings.trusted_now()).time_since_epoch().count();
    SSL_CTX_set_mode(static_cast<SSL_CTX*>(tls), SSL_MODE_RELEASE_BUFFERS); // connections that wait keep none
    X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(static_cast<SSL_CTX*>(tls)), static_cast<time_t>(now));
    return CURLE_OK;
}

/// On a lossy rural line BBR carries almost three times as much as the usual congestion control; where the kernel does not
/// offer it, the usual one stays. The kernel takes little more than is on its way, so that what was handed to it was sent.
int on_socket(void* context, curl_socket_t socket, curlsocktype) {
    const std::string& control = static_cast<const CurlSettings*>(context)->congestion;
    constexpr int unsent = 16 << 10;
    if (!control.empty()) setsockopt(socket, IPPROTO_TCP, TCP_CONGESTION, control.data(), static_cast<socklen_t>(control.size()));
    setsockopt(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent);
    return CURL_SOCKOPT_OK;
}

Error error_of(CURLcode code, const char* detail) {
    const std::string why = *detail != '\0' ? detail : curl_easy_strerror(code);
    if (code == CURLE_PEER_FAILED_VERIFICATION) return {ErrorCode::Untrusted, "not the county's server: " + why, {}};
    return {ErrorCode::Network, why, {}};
}

/// A stranger's certificate, or no TLS at all, where the county should be. One that only expired is the county's own trouble.
bool looks_like_a_portal(const Exchange& exchange) {
    long verified = 0;
    curl_easy_getinfo(exchange.handle.get(), CURLINFO_SSL_VERIFYRESULT, &verified);
    const bool stranger = verified == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT || verified == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN ||
                          verified == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY || verified == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE;
    const bool no_tls = exchange.code == CURLE_SSL_CONNECT_ERROR && std::string_view(exchange.detail.data()).find("wrong version number") != std::string_view::npos;
    return (exchange.code == CURLE_PEER_FAILED_VERIFICATION && stranger) || no_tls;
}

} // namespace

struct CurlTransport::State {
    CurlSettings settings;
    CURLM* all = nullptr; ///< with the connections
    std::map<Ticket, std::unique_ptr<Exchange>> under_way;
    bool met_a_portal = false;
    Ticket last = 0;

    ~State();
    void set_trust(CURL* handle);
    void set_limits(Exchange& exchange);
    void set_callbacks(Exchange& exchange);
    void set_request(Exchange& exchange, const OutgoingRequest& request);
    Result<Ticket> start(const OutgoingRequest& request, std::size_t largest, ContentSink sink, std::size_t held_back);
    bool asked_to_stop() const { return settings.stop_asked && settings.stop_asked(); }
    void move_on();
    void give_up_slow_ones();
    Result<WholeAnswer> wait_for(Ticket ticket);
    void drop(Ticket ticket);
};

CurlTransport::State::~State() {
    while (!under_way.empty()) drop(under_way.begin()->first);
    curl_multi_cleanup(all);
}

/// Debian's libcurl also looks into the system's folder of authorities unless told not to.
void CurlTransport::State::set_trust(CURL* handle) {
    curl_blob authority{settings.authority_pem.data(), settings.authority_pem.size(), CURL_BLOB_NOCOPY};
    curl_easy_setopt(handle, CURLOPT_CAINFO, nullptr);
    curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
    curl_easy_setopt(handle, CURLOPT_CAINFO_BLOB, &authority);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_3));
    curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, on_tls);
    curl_easy_setopt(handle, CURLOPT_SSL_CTX_DATA, &settings);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_PROXY, settings.proxy.c_str());
    curl_easy_setopt(handle, CURLOPT_NOPROXY, settings.proxy.empty() ? "*" : "");
    curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

void CurlTransport::State::set_limits(Exchange& exchange) {
    CURL* const handle = exchange.handle.get();
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(settings.connect_limit.count()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(settings.exchange_limit.count()));
    curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, on_socket);
    curl_easy_setopt(handle, CURLOPT_SOCKOPTDATA, &settings);
    curl_easy_setopt(handle, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(handle, CURLOPT_UPLOAD_BUFFERSIZE, 16384L); // of each exchange; the usual 64 KiB add up
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "lianxin-sync/" LIANXIN_VERSION);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, exchange.detail.data());
}

void CurlTransport::State::set_callbacks(Exchange& exchange) {
    CURL* const handle = exchange.handle.get();
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_content);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, on_read);
    curl_easy_setopt(handle, CURLOPT_READDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, on_seek);
    curl_easy_setopt(handle, CURLOPT_SEEKDATA, &exchange);
}

void CurlTransport::State::set_request(Exchange& exchange, const OutgoingRequest& request) {
    CURL* const handle = exchange.handle.get();
    const std::string url = settings.url + request.path + (request.query.empty() ? "" : "?" + request.query);
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    for (const RequestField& field : request.fields) add_line(exchange.lines, field.name + ": " + field.value);
    if (request.method == "POST") {
        add_line(exchange.lines, "Expect:");
        curl_easy_setopt(handle, CURLOPT_POST, 1L);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    } else {
        curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
    }
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, exchange.lines.get());
}

Result<Ticket> CurlTransport::State::start(const OutgoingRequest& request, std::size_t largest, ContentSink sink, std::size_t held_back) {
    auto exchange = std::make_unique<Exchange>();
    exchange->handle.reset(curl_easy_init());
    if (!exchange->handle) return Error{ErrorCode::Unavailable, "libcurl does not start", {}};
    exchange->body = request.body;
    exchange->held_back = held_back;
    exchange->sink = std::move(sink);
    exchange->room = largest;
    set_trust(exchange->handle.get());
    set_limits(*exchange);
    set_callbacks(*exchange);
    set_request(*exchange, request);
    curl_easy_setopt(exchange->handle.get(), CURLOPT_PRIVATE, exchange.get());
    curl_multi_add_handle(all, exchange->handle.get());
    under_way.emplace(++last, std::move(exchange));
    return last;
}

/// A link slower than the slowest for the whole stall limit is dead; what waits for its release is not slow.
void CurlTransport::State::give_up_slow_ones() {
    const Moment now = std::chrono::steady_clock::now();
    const auto least = slowest * static_cast<double>(settings.stall_limit.count());
    for (auto& [ticket, exchange] : under_way) {
        const bool slow = static_cast<double>(exchange->moved - exchange->moved_before) < least && !exchange->waits_for_release();
        if (!slow || exchange->code) {
            exchange->judged = now;
            exchange->moved_before = exchange->moved;
        } else if (now - exchange->judged >= settings.stall_limit) {
            exchange->problem = Error{ErrorCode::Network, "the link carried next to nothing for " + std::to_string(settings.stall_limit.count()) + " s", {}};
            exchange->code = CURLE_OPERATION_TIMEDOUT;
        }
    }
}

/// Lets everything that is under way go on, for a moment.
void CurlTransport::State::move_on() {
    int running = 0, left = 0;
    curl_multi_perform(all, &running);
    bool ended = false;
    while (CURLMsg* const message = curl_multi_info_read(all, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        Exchange* exchange = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &exchange);
        exchange->code = message->data.result;
        ended = true;
    }
    give_up_slow_ones();
    if (!ended) curl_multi_poll(all, nullptr, 0, look_around, nullptr);
}

Result<WholeAnswer> CurlTransport::State::wait_for(Ticket ticket) {
    Exchange& exchange = *under_way.at(ticket);
    while (!exchange.code) {
        if (asked_to_stop()) {
            drop(ticket);
            return Error{ErrorCode::Unavailable, "asked to stop", {}};
        }
        move_on();
    }
    long status = 0;
    curl_easy_getinfo(exchange.handle.get(), CURLINFO_RESPONSE_CODE, &status);
    exchange.answer.status = static_cast<int>(status);
    curl_off_t connected = 0; // microseconds, with TLS
    curl_easy_getinfo(exchange.handle.get(), CURLINFO_APPCONNECT_TIME_T, &connected);
    exchange.answer.connecting = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::microseconds(connected)); // 0 is a kept connection only
    const auto over = std::move(under_way.extract(ticket).mapped());
    met_a_portal = looks_like_a_portal(*over);
    curl_multi_remove_handle(all, over->handle.get());
    if (over->problem) return *std::move(over->problem);
    if (*over->code != CURLE_OK) return error_of(*over->code, over->detail.data());
    return WholeAnswer{std::move(over->answer), std::move(over->content)};
}

void CurlTransport::State::drop(Ticket ticket) {
    const auto found = under_way.find(ticket);
    if (found == under_way.end()) return;
    curl_multi_remove_handle(all, found->second->handle.get());
    under_way.erase(found);
}

CurlTransport::CurlTransport(std::unique_ptr<State> state) : state_(std::move(state)) {}
CurlTransport::~CurlTransport() = default;

Result<std::unique_ptr<CurlTransport>> CurlTransport::create(CurlSettings settings) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    auto state = std::make_unique<State>();
    state->all = started == CURLE_OK ? curl_multi_init() : nullptr;
    if (!state->all) return Error{ErrorCode::Unavailable, "libcurl does not start", {}};
    state->settings = std::move(settings);
    return std::unique_ptr<CurlTransport>(new CurlTransport(std::move(state)));
}

void CurlTransport::believe(const std::string& authorities) { state_->settings.authority_pem = authorities; }

Result<ReceivedAnswer> CurlTransport::exchange(const OutgoingRequest& request, std::size_t largest, const ContentSink& sink) {
    const auto ticket = state_->start(request, largest, sink, 0);
    if (!ticket) return ticket.error();
    auto whole = state_->wait_for(*ticket);
    if (!whole) return std::move(whole).error();
    return std::move(whole->answer);
}

Result<Ticket> CurlTransport::begin(const OutgoingRequest& request, std::size_t largest) {
    return state_->start(request, largest, {}, 1);
}

void CurlTransport::release(Ticket ticket) {
    const auto found = state_->under_way.find(ticket);
    if (found == state_->under_way.end()) return;
    Exchange& exchange = *found->second;
    const bool waited = exchange.waits_for_release();
    exchange.held_back = 0;
    if (waited && !exchange.code) curl_easy_pause(exchange.handle.get(), CURLPAUSE_CONT);
}

bool CurlTransport::wait(Ticket ticket) {
    const Exchange& exchange = *state_->under_way.at(ticket);
    const std::size_t before = sending();
    while (!exchange.code && sending() >= before && !state_->asked_to_stop()) state_->move_on();
    return exchange.code || state_->asked_to_stop();
}

std::size_t CurlTransport::sending() const {
    const auto& all = state_->under_way;
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const auto& each) { return each.second->is_sending(); }));
}

Result<WholeAnswer> CurlTransport::finish(Ticket ticket) {
    return state_->wait_for(ticket);
}

void CurlTransport::drop(Ticket ticket) { state_->drop(ticket); }
bool CurlTransport::met_a_portal() const { return state_->met_a_portal; }

} // namespace lianxin
