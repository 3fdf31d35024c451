// The only file that sees librime.
#include "kiosk/input/pinyin.h"

#include "records/base/bytes.h"
#include "records/base/text.h"

#include <algorithm>
#include <array>
#include <malloc.h>
#include <rime_api.h>

namespace lianxin {
namespace {

constexpr std::size_t most_candidates = 64;
constexpr std::size_t largest_source = 16 << 20;
constexpr int backspace_key = 0xff08; // as X names it
constexpr std::array schemas{"lianxin_letters", "lianxin_nine_key"}; // by KeyLayout

/// A structure of librime as it wants to be handed one: all zero but for its own size.
template <class Structure>
Structure sized() {
    Structure empty{};
    RIME_STRUCT_INIT(Structure, empty);
    return empty;
}

/// Writes a source of the schemas unless it stands there already: librime compiles anew what has a new date.
Result<void> put_source(const Path& file, std::string_view content) {
    if (auto old = read_text(file, largest_source); old && *old == content) return {};
    return write_file(file, content, Access::OwnerOnly);
}

/// Everything that the compiled files depend on, to be compared with what they were made of.
std::string recipe_of(const PinyinOptions& options, const Path& large, std::string_view version) {
    std::error_code missing;
    const auto date = std::filesystem::last_write_time(large, missing).time_since_epoch().count();
    std::string recipe = "librime " + std::string(version) + ", dictionary of " + std::to_string(date) + "\n";
    for (const auto& entry : std::filesystem::directory_iterator(options.schemas, missing))
        recipe += entry.path().filename().string() + " of " + std::to_string(entry.last_write_time(missing).time_since_epoch().count()) + "\n";
    for (const auto& word : options.words)
        recipe += word.text + "\t" + word.pinyin + "\t" + (word.standing == LocalWord::Standing::Foremost ? "foremost" : "usual") + "\n";
    return recipe;
}

Result<void> put_sources(const PinyinOptions& options, const Path& large) {
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(options.schemas, missing)) {
        if (entry.path().extension() != ".yaml") continue;
        auto text = read_text(entry.path(), largest_source);
        if (!text) return std::move(text).error();
        if (auto put = put_source(options.scratch / entry.path().filename(), *text); !put) return put;
    }
    if (missing) return Error{ErrorCode::NotFound, "no pinyin schemas in " + options.schemas.string(), {}};
    auto dictionary = read_text(large, largest_source);
    if (!dictionary) return std::move(dictionary).error();
    return put_source(options.scratch / "lianxin_places.dict.yaml", word_list(options.words, *dictionary));
}

/// Without the marks that part syllables.
std::size_t count_keys(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c != ' ' && c != '\''; }));
}

} // namespace

struct Pinyin::State {
    RimeApi* api = rime_get_api();
    std::array<RimeSessionId, schemas.size()> sessions{};
    std::string data, scratch;
    RimeSessionId session = 0; ///< the one that was asked last
    std::string held;          ///< letters that stand in it

    ~State() {
        wipe(held);
        for (const auto each : sessions)
            if (each) api->destroy_session(each);
        api->finalize();
        // What was read to look words up goes back to the system.
        ::malloc_trim(0);
    }

    void start() {
        auto traits = sized<RimeTraits>();
        traits.shared_data_dir = data.c_str();
        traits.user_data_dir = scratch.c_str();
        traits.distribution_name = "lianxin";
        traits.distribution_code_name = "lianxin";
        traits.distribution_version = LIANXIN_VERSION;
        traits.app_name = "rime.lianxin";
        traits.min_log_level = 3; // fatal only: its log would hold what residents type
        traits.log_dir = "";
        // Its log can be set up once in a process.
        [[maybe_unused]] static const bool is_set_up = (api->setup(&traits), true);
        api->initialize(&traits);
    }
    bool open_sessions() {
        for (std::size_t i = 0; i < schemas.size(); ++i) {
            sessions[i] = api->create_session();
            if (!sessions[i] || !api->select_schema(sessions[i], schemas[i])) return false;
        }
        return true;
    }

    std::string committed() const {
        auto commit = sized<RimeCommit>();
        std::string text;
        if (api->get_commit(session, &commit)) {
            if (commit.text) text = commit.text;
            api->free_commit(&commit);
        }
        return text;
    }
    /// What is shown while composing: characters already picked, then the letters.
    struct Shown {
        std::string picked, letters;
    };
    Shown shown() const {
        auto context = sized<RimeContext>();
        Shown out;
        if (!api->get_context(session, &context)) return out;
        const std::string_view preedit = context.composition.preedit ? context.composition.preedit : "";
        const auto at = std::min(static_cast<std::size_t>(std::max(0, context.composition.sel_start)), preedit.size());
        out = {std::string(preedit.substr(0, at)), std::string(preedit.substr(at))};
        api->free_context(&context);
        return out;
    }
    struct Offer {
        std::vector<std::string> candidates;
        std::string reading; ///< syllables of the first
    };
    Offer offer() const {
        Offer out;
        RimeCandidateListIterator each{};
        if (!api->candidate_list_begin(session, &each)) return out;
        while (out.candidates.size() < most_candidates && api->candidate_list_next(&each)) {
            if (out.candidates.empty() && each.candidate.comment) out.reading = each.candidate.comment;
            out.candidates.emplace_back(each.candidate.text);
        }
        api->candidate_list_end(&each);
        return out;
    }
    void drop() {
        api->clear_composition(session);
        wipe(held);
    }
    void type(std::string_view letters) {
        const auto same = static_cast<std::size_t>(std::mismatch(held.begin(), held.end(), letters.begin(), letters.end()).first - held.begin());
        for (std::size_t surplus = held.size() - same; surplus > 0; --surplus) api->process_key(session, backspace_key, 0);
        for (const char letter : letters.substr(same)) api->process_key(session, letter, 0);
        wipe(held);
        held = letters;
    }
};

Pinyin::Pinyin(std::unique_ptr<State> state) : state_(std::move(state)) {}
Pinyin::Pinyin(Pinyin&&) noexcept = default;
Pinyin& Pinyin::operator=(Pinyin&&) noexcept = default;
Pinyin::~Pinyin() = default;

Result<Pinyin> Pinyin::open(const PinyinOptions& options) {
    const Path large = options.data / "luna_pinyin.dict.yaml", made_of = options.scratch / "made_of";
    if (!std::filesystem::exists(large)) return Error{ErrorCode::NotFound, "no pinyin dictionary in " + options.data.string(), {}};
    if (auto made = make_folder(options.scratch, Access::OwnerOnly); !made) return std::move(made).error();
    auto state = std::make_unique<State>();
    state->data = options.data.string();
    state->scratch = options.scratch.string();
    const std::string recipe = recipe_of(options, large, state->api->get_version());
    const auto made = read_text(made_of, largest_source);
    const bool is_made = made && *made == recipe;
    if (!is_made)
        if (auto put = put_sources(options, large); !put) return std::move(put).error();
    state->start();
    if (!is_made && state->api->start_maintenance(True)) state->api->join_maintenance_thread();
    if (!state->open_sessions()) return Error{ErrorCode::Unsupported, "the pinyin schemas do not load", {}};
    if (!is_made)
        if (auto noted = write_file(made_of, recipe, Access::OwnerOnly); !noted) return std::move(noted).error();
    return Pinyin(std::move(state));
}

PinyinAnswer Pinyin::ask(const PinyinQuery& query) {
    auto& rime = *state_;
    const RimeSessionId session = rime.sessions[static_cast<std::size_t>(query.layout)];
    if (rime.session != session || !query.picks.empty()) {
        if (rime.session) rime.drop();
        rime.session = session;
    }
    rime.type(query.letters);
    for (const std::size_t pick : query.picks) rime.api->select_candidate(session, pick);
    PinyinAnswer answer;
    answer.serial = query.serial;
    if (!query.picks.empty()) answer.committed = rime.committed();
    if (answer.committed.empty()) {
        auto [picked, letters] = rime.shown();
        auto [candidates, reading] = rime.offer();
        // On nine keys the digits say nothing; what they are taken for does.
        const bool tells = query.layout == KeyLayout::NineKey && count_keys(reading) >= count_keys(letters);
        answer.preedit = picked + (tells ? reading : letters);
        answer.candidates = std::move(candidates);
    }
    if (!query.picks.empty()) rime.drop();
    return answer;
}

} // namespace lianxin
