// Opening in the one right order, and finding out who may write.
#include "county/opened_county.h"

#include "county/order_line.h"
#include "county/reception.h"
#include "county/sqlite_store.h"
#include "records/base/log.h"
#include "records/seal/keys.h"
#include "records/wire/enrolment.h"

#include <thread>

namespace lianxin {

Path own_program() {
    std::error_code ignored; // without /proc an empty path is told when the agent is to start
    return std::filesystem::read_symlink("/proc/self/exe", ignored);
}

OpenedCounty::OpenedCounty(const Settings& settings, FileLock lock, std::unique_ptr<SigningKeys> keys, Writer writer)
    : settings_(settings), lock_(std::move(lock)), keys_(std::move(keys)), writer_(std::move(writer)),
      readers_([file = settings.database()] { return SqliteStore::open_reader(file); }),
      agent_(own_program(), settings.file, clock_), desk_(settings_, writer_, readers_, agent_, keys_->answers, clock_),
      intake_(writer_, readers_, keys_->answers, clock_),
      routes_({writer_, readers_, intake_, keys_->answers, clock_, settings_.editions(), {}}),
      carriage_(routes_, readers_, keys_->answers, clock_, {settings_.county, settings_.carriage(), settings_.editions()}) {}

Result<std::unique_ptr<OpenedCounty>> OpenedCounty::open(const Settings& settings) {
    std::error_code ignored; // a database that cannot be looked at is not there for us
    if (!std::filesystem::exists(settings.database(), ignored))
        return Error{ErrorCode::NotFound, settings.database().string() + " is not there; 'init' makes it", {}};
    auto lock = FileLock::take(settings.lock());
    if (!lock) return std::move(lock).error();
    auto answers = read_signing_key(settings.keys / "answers.key");
    if (!answers) return std::move(answers).error();
    auto log_key = read_signing_key(settings.keys / "log.key");
    if (!log_key) return std::move(log_key).error();
    auto store = SqliteStore::open_writer(settings.database());
    if (!store) return std::move(store).error();
    auto keys = std::make_unique<SigningKeys>(SigningKeys{std::move(*answers), std::move(*log_key)});
    auto log = CountyLog::open(**store, log_origin(settings.county), keys->log);
    if (!log) return std::move(log).error();
    return std::unique_ptr<OpenedCounty>(new OpenedCounty(settings, std::move(*lock), std::move(keys),
                                                          Writer(std::move(*store), std::move(*log))));
}

Result<Value> OpenedCounty::perform(const Value& order) {
    if (CarriageDesk::concerns(order)) return carriage_.perform(order);
    auto outcome = desk_.perform(order);
    const bool new_calendar = outcome && outcome->text_or("kind", "") == item_kind::holidays;
    if (outcome && (outcome->find("edition") != nullptr || new_calendar)) agent_.renew();
    return outcome;
}

namespace {

/// What cannot be registered now, the server registers when it runs.
void register_waiting(OpenedCounty& county) {
    Reception reception(county.writer(), county.readers(), county.agent(), county.answers(), county.clock());
    for (;;) {
        const auto some = reception.round();
        if (!some) log(Priority::Warning, "cases are not registered for now", some.error());
        if (!some || *some == 0) return;
    }
}

} // namespace

Result<Value> carry_out(const Settings& settings, const Value& order) {
    constexpr int most_tries = 50;
    for (int tries = 0;; ++tries) {
        auto county = OpenedCounty::open(settings);
        if (county) {
            auto outcome = (*county)->perform(order);
            if (outcome) register_waiting(**county);
            return outcome;
        }
        if (county.error().code != ErrorCode::Unavailable) return std::move(county).error();
        auto outcome = send_order(settings.orders(), order);
        if (outcome || outcome.error().code != ErrorCode::Unavailable || tries == most_tries) return outcome;
        std::this_thread::sleep_for(Milliseconds(100)); // the server is just starting or stopping
    }
}

} // namespace lianxin
