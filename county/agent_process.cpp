// Starting, watching and being the key agent.
#include "county/agent_process.h"

#include "county/sqlite_store.h"
#include "records/base/cbor.h"
#include "records/pack/county_keys.h"
#include "records/seal/keys.h"

#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lianxin {

namespace {

constexpr Milliseconds between_starts{1000};
constexpr std::size_t largest_dictionary = 256 * 1024;

Result<int> spawn(const Path& program, const Path& config, int descriptor) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, descriptor, STDIN_FILENO);
    std::string words[] = {program.string(), "--config", config.string(), "key-agent"};
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
    pid_t child = 0;
    const int failed = posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) return Error{ErrorCode::Network, "the key agent cannot be started", {}};
    return child;
}

} // namespace

AgentProcess::~AgentProcess() { end(); }

void AgentProcess::renew() {
    const std::lock_guard lock(mutex_);
    end();
    started_.reset();
}

/// Closing the intercom ends the child; one that does not listen is killed.
void AgentProcess::end() {
    agent_.reset();
    if (child_ == 0) return;
    for (int tries = 0; tries < 50; ++tries) {
        if (waitpid(child_, nullptr, WNOHANG) != 0) {
            child_ = 0;
            return;
        }
        usleep(10'000);
    }
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
    child_ = 0;
}

Result<std::shared_ptr<RemoteAgent>> AgentProcess::agent() {
    const std::lock_guard lock(mutex_);
    if (agent_) return agent_;
    if (started_ && clock_->monotonic() - *started_ < between_starts)
        return Error{ErrorCode::Network, "the key agent has just died", {}};
    auto ends = Intercom::make_pair();
    if (!ends) return std::move(ends).error();
    auto child = spawn(program_, config_, ends->second.descriptor());
    if (!child) return std::move(child).error();
    child_ = *child;
    started_ = clock_->monotonic();
    agent_ = std::make_shared<RemoteAgent>(std::move(ends->first));
    return agent_;
}

template <class Question> auto AgentProcess::ask(Question question) -> decltype(question(std::declval<RemoteAgent&>())) {
    auto running = agent();
    if (!running) return std::move(running).error();
    auto answer = question(**running);
    if (answer || answer.error().code != ErrorCode::Network) return answer;
    const std::lock_guard lock(mutex_);
    if (agent_ == *running) {
        running->reset();
        end();
    }
    return answer;
}

Result<SealedStep> AgentProcess::tell(const SealedRecord& record, TimePoint received, const StepToTell& step) {
    return ask([&](RemoteAgent& agent) { return agent.tell(record, received, step); });
}

Result<Request> AgentProcess::read(const SealedRecord& record) {
    return ask([&](RemoteAgent& agent) { return agent.read(record); });
}

Result<AttachmentPart> AgentProcess::read_part(const SealedRecord& record) {
    return ask([&](RemoteAgent& agent) { return agent.read_part(record); });
}

namespace {

/// Days off announced after the edition was made, as the kiosks count them too.
Result<void> add_announced_holidays(Content& content, Store& store) {
    const auto items = store.items();
    if (!items) return items.error();
    for (const PublicItemRow& row : *items) {
        const auto value = parse_cbor(row.document);
        const auto item = value ? public_item_from(*value) : Result<PublicItem>(value.error());
        if (!item) return item.error().in("reading what was announced");
        if (item->kind != item_kind::holidays || item->is_withdrawn()) continue;
        if (auto added = content.calendar.add(item->content); !added) return std::move(added).error().in("holidays " + item->id);
    }
    return {};
}

/// Nothing while nothing has been published.
Result<Content> published_content(const Settings& settings, const SignedKeys& keys) {
    const auto store = SqliteStore::open_reader(settings.database());
    if (!store) return store.error();
    const auto newest = (*store)->newest_edition();
    if (!newest) return newest.error();
    if (!*newest) return Content();
    const auto edition = EditionFile::open(settings.editions() / (*newest)->file, keys);
    if (!edition) return edition.error();
    auto content = Content::of(*edition);
    if (!content) return content;
    if (auto added = add_announced_holidays(*content, **store); !added) return std::move(added).error();
    return content;
}

/// Every dictionary that kiosks may have packed with. Errors: Invalid or Storage for one that is there and cannot be used.
Result<std::vector<Dictionary>> installed_dictionaries(const Path& folder) {
    std::vector<Dictionary> out;
    std::error_code ignored; // without dictionaries only plainly packed records can be opened, and that is said for each
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        if (entry.path().extension() != ".zdict") continue;
        auto bytes = read_file(entry.path(), largest_dictionary);
        auto dictionary = bytes ? to_dictionary(std::move(*bytes)) : Result<Dictionary>(std::move(bytes).error());
        if (!dictionary) return std::move(dictionary).error().in(entry.path().string());
        out.push_back(std::move(*dictionary));
    }
    return out;
}

} // namespace

Result<void> run_agent(const Settings& settings) {
    // What is opened here is found in no core file and by no debugger of the same user.
    prctl(PR_SET_DUMPABLE, 0);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    auto intake = read_identities(settings.keys / "intake.txt");
    if (!intake) return std::move(intake).error();
    const auto signed_keys = read_signed_keys(settings.keys);
    if (!signed_keys) return signed_keys.error();
    const auto known = parse_county_keys(signed_keys->document);
    if (!known) return known.error();
    auto content = published_content(settings, *signed_keys);
    if (!content) return std::move(content).error().in("reading the published edition");
    auto dictionaries = installed_dictionaries(settings.assets / "dictionaries");
    if (!dictionaries) return std::move(dictionaries).error();
    SystemRandom random;
    KeyAgent::Keys held{std::move(*intake), {known->intake, known->recovery}, std::move(*dictionaries)};
    KeyAgent agent(std::move(held), std::move(*content), settings.office, random);
    Intercom intercom{File(dup(STDIN_FILENO))};
    serve_agent(agent, intercom);
    return {};
}

} // namespace lianxin
