// Starts inside out and stops outside in: doors, reception, book.
#include "county/service.h"

#include "county/http_server.h"
#include "county/opened_county.h"
#include "county/order_line.h"
#include "county/reception.h"
#include "county/routes.h"
#include "records/base/log.h"
#include "records/wire/batch.h"

#include <csignal>
#include <cstdio>
#include <sys/resource.h>

namespace lianxin {

namespace {

sigset_t ending_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

/// As many descriptors as we may have: each connection takes one.
void raise_descriptors() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

Result<HttpServerOptions> server_options(const Settings& settings) {
    HttpServerOptions out;
    auto certificate = read_text(settings.keys / "server.pem", 64 * 1024);
    if (!certificate) return std::move(certificate).error();
    auto key = read_text(settings.keys / "server.key", 64 * 1024);
    if (!key) return std::move(key).error();
    out.address = settings.address;
    out.port = settings.port;
    out.certificate_pem = std::move(*certificate);
    out.key_pem = std::move(*key);
    out.connection_threads = settings.connection_threads;
    out.workers = settings.workers;
    out.connections = settings.connections;
    out.largest_body = largest_batch;
    out.idle_time = settings.idle_time;
    out.upload_time = settings.upload_time;
    return out;
}

Result<void> announce(const Settings& settings, std::uint16_t port) {
    const bool six = settings.address.find(':') != std::string::npos;
    const std::string address =
        (six ? "[" + settings.address + "]" : settings.address) + ":" + std::to_string(port);
    if (auto written = write_file(settings.address_file(), address + "\n"); !written) return written;
    std::printf("listening on %s\n", address.c_str());
    std::fflush(stdout);
    return {};
}

/// Waits for a signal to end, looking now and then whether the store still holds.
Result<void> wait_for_the_end(const Writer& writer) {
    const sigset_t signals = ending_signals();
    const timespec patience{0, 500'000'000};
    while (sigtimedwait(&signals, nullptr, &patience) < 0)
        if (writer.has_failed()) return Error{ErrorCode::Storage, "the store failed while serving", {}};
    return {};
}

} // namespace

Result<void> serve(const Settings& settings) {
    // Before any thread begins, so that only our wait gets them.
    const sigset_t signals = ending_signals();
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    raise_descriptors();
    auto opened = OpenedCounty::open(settings);
    if (!opened) return std::move(opened).error();
    OpenedCounty& county = **opened;
    Reception reception(county.writer(), county.readers(), county.agent(), county.answers(), county.clock());
    Intake intake(county.writer(), county.readers(), county.answers(), county.clock());
    const Routes routes({county.writer(), county.readers(), intake, county.answers(), county.clock(), settings.editions(),
                         [&] { reception.wake(); }});
    auto options = server_options(settings);
    if (!options) return std::move(options).error();
    auto orders = OrderLine::open(settings.orders(), [&](const Value& order) {
        auto outcome = county.perform(order);
        if (CarriageDesk::concerns(order)) reception.wake();
        return outcome;
    });
    if (!orders) return std::move(orders).error();
    auto server = HttpServer::start(std::move(*options), [&](const HttpRequest& request) { return routes.respond(request); });
    if (!server) return std::move(server).error();
    reception.start();
    if (auto told = announce(settings, server->port()); !told) return told;
    const auto ended = wait_for_the_end(county.writer());
    log(Priority::Notice, "stopping");
    server->stop();
    orders->reset();
    reception.stop();
    return ended;
}

} // namespace lianxin
