// Figures of intake: records a second over TLS with sixteen kiosks, against a bare insert of the same rows in the same run.
#include "tests/county/county_fixture.h"
#include "tests/county/county_program.h"

#include "county/sqlite_store.h"
#include "records/pack/county_keys.h"
#include "records/seal/chain.h"
#include "records/wire/enrolment.h"
#include "records/wire/log_event.h"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace lianxin;

namespace {

constexpr std::size_t kiosk_count = 16, batches_each = 10, records_each = 200, sealed_size = 700;
using Stopwatch = std::chrono::steady_clock;

double seconds_since(Stopwatch::time_point begin) { return std::chrono::duration<double>(Stopwatch::now() - begin).count(); }

/// Seconds of processor time: of a process (without its children), or of this thread.
double processor_seconds(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string stat;
    std::getline(file, stat);
    unsigned long user = 0, system = 0;
    std::sscanf(stat.c_str() + stat.rfind(')') + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    return static_cast<double>(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}
double processor_seconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

std::size_t resident_kib(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/statm");
    std::size_t all = 0, resident = 0;
    file >> all >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 1024;
}

struct Load {
    FakeKiosk kiosk;
    std::vector<HeldRecord> records;
    std::vector<HttpRequest> requests;
};

Load load_of(FakeKiosk kiosk) {
    Load out{std::move(kiosk), {}, {}};
    for (std::size_t batch = 0; batch < batches_each; ++batch) {
        std::vector<HeldRecord> records;
        for (std::size_t at = 0; at < records_each; ++at) {
            Bytes sealed(sealed_size);
            out.kiosk.random.fill(sealed);
            records.push_back(out.kiosk.make(sealed));
        }
        out.requests.push_back(out.kiosk.request("POST", "/v1/batches", "", out.kiosk.batch(records)));
        for (HeldRecord& record : records) out.records.push_back(std::move(record));
    }
    return out;
}

/// Seconds until every kiosk has its answers.
double take_all(const CountyProgram& county, const std::vector<Load>& loads, const PublicKey& answers) {
    std::vector<TlsClient> clients;
    for (std::size_t at = 0; at < loads.size(); ++at) clients.push_back(county.connect());
    std::atomic<std::size_t> good{0};
    const auto begin = Stopwatch::now();
    std::vector<std::thread> threads;
    for (std::size_t at = 0; at < loads.size(); ++at)
        threads.emplace_back([&, at] {
            for (const HttpRequest& request : loads[at].requests) {
                std::string headers;
                for (const auto& [name, value] : request.headers) headers += name + ": " + value + "\r\n";
                const auto response = clients[at].ask("POST", request.path, headers, request.body);
                if (response && parse_answer(response->body, answers)) ++good;
            }
        });
    for (std::thread& thread : threads) thread.join();
    const double seconds = seconds_since(begin);
    CHECK(good == loads.size() * batches_each);
    return seconds;
}

/// Seconds for the same rows without any checking, 200 a transaction.
double insert_all(const Path& file, const std::vector<Load>& loads) {
    auto store = SqliteStore::open_writer(file);
    REQUIRE(store);
    const TimePoint now = SystemClock().wall();
    std::uint64_t index = 0;
    const auto begin = Stopwatch::now();
    for (std::size_t batch = 0; batch < batches_each; ++batch)
        for (const Load& load : loads) {
            REQUIRE((*store)->begin());
            for (std::size_t at = batch * records_each; at < (batch + 1) * records_each; ++at) {
                const HeldRecord& record = load.records[at];
                const RecordHeader& header = record.header;
                const KioskKey key{990021101, load.kiosk.name};
                const Bytes entry = log_entry({key.kiosk, 1, header.sequence, header.record, header.sealed_hash, now});
                REQUIRE((*store)->add(LogEvent{index, "submit", entry, header.sealed_hash}));
                REQUIRE((*store)->add(key, LedgerRow{1, header.sequence, header.record, record.encoded, record.signature,
                                                     header.sealed_hash, header.previous_head, index, now}));
                REQUIRE((*store)->add(key.township, BodyRow{header.record, ++index, key.kiosk, RecordClass::Sealed,
                                                            Suite::AgeX25519, now, header.sealed_hash, record.sealed}));
            }
            REQUIRE((*store)->commit());
        }
    return seconds_since(begin);
}

} // namespace

TEST_CASE("intake against a bare insert of the same rows", "[.bench]") {
    CountyProgram county;
    REQUIRE(county.run("init").code == 0);
    std::vector<Load> loads;
    for (std::size_t at = 0; at < kiosk_count; ++at) {
        const std::string name = "hall-" + std::to_string(at);
        const Path bundle = county.folder / name;
        REQUIRE(county.run("enrol --kiosk " + name + " --township 990021101000 --url https://h.example --bundle '" + bundle.string() +
                           "'").code == 0);
        FakeKiosk kiosk(name, "990021101000", at + 1);
        kiosk.key = read_kiosk_key(bundle).value();
        loads.push_back(load_of(std::move(kiosk)));
    }
    const auto keys = verify_first(read_signed_keys(county.folder / "keys").value()).value();
    const double records = static_cast<double>(kiosk_count * batches_each * records_each);
    const double thread_before = processor_seconds();
    const double bare = insert_all(county.folder / "bare.db", loads);
    const double bare_processor = processor_seconds() - thread_before;
    county.start();
    const double whole = take_all(county, loads, keys.answers);
    const double whole_processor = processor_seconds(county.process());
    const double known = take_all(county, loads, keys.answers);
    CHECK(county.stop() == 0);
    std::printf("bare insert %.0f records/s; intake with %zu kiosks %.0f records/s = %.2f of it; the same again %.0f records/s\n",
                records / bare, kiosk_count, records / whole, bare / whole, records / known);
    std::printf("processor time a record: bare insert %.0f us, intake %.0f us\n", bare_processor / records * 1e6,
                whole_processor / records * 1e6);
}

TEST_CASE("memory of idle connections", "[.bench]") {
    rlimit limit{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &limit) == 0);
    limit.rlim_cur = limit.rlim_max;
    REQUIRE(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    CountyProgram county;
    REQUIRE(county.run("init").code == 0);
    county.start();
    const std::size_t before = resident_kib(county.process());
    std::vector<TlsClient> idle;
    const std::size_t most = std::min<std::size_t>(5000, limit.rlim_max - 100);
    const auto begin = Stopwatch::now();
    while (idle.size() < most && seconds_since(begin) < 50) {
        auto client = county.try_connect();
        REQUIRE(client);
        REQUIRE(client->ask("GET", "/v1/checkpoint")->status == 200);
        idle.push_back(std::move(*client));
    }
    std::printf("%zu idle connections in %.0f s: %zu KiB, %zu KiB without them\n", idle.size(), seconds_since(begin),
                resident_kib(county.process()), before);
}
