// The only file that sees librime.
#include "kiosk/input/pinyin.h"

#include <rime_api.h>

namespace lianxin {
namespace {

constexpr std::size_t most_candidates = 48;
constexpr const char* schema = "luna_pinyin_simp";

/// No user dictionary: librime would otherwise learn what a resident typed and offer it to the next.
constexpr std::string_view schema_patch = "patch:\n"
                                          "  translator/enable_user_dict: false\n"
                                          "  translator/enable_sentence: true\n"
                                          "  switches/@0/reset: 0\n";
constexpr std::string_view default_patch = "patch:\n"
                                           "  schema_list:\n"
                                           "    - schema: luna_pinyin_simp\n"
                                           "  menu/page_size: 8\n";

/// A structure of librime as it wants to be handed one: all zero but for its own size.
template <class Structure>
Structure sized() {
    Structure empty{};
    RIME_STRUCT_INIT(Structure, empty);
    return empty;
}

} // namespace

struct Pinyin::State {
    RimeApi* api = rime_get_api();
    RimeSessionId session = 0;
    std::string data, scratch;

    ~State() {
        if (session) api->destroy_session(session);
        api->finalize();
    }
    std::string preedit() const {
        auto context = sized<RimeContext>();
        std::string text;
        if (api->get_context(session, &context)) {
            if (context.composition.preedit) text = context.composition.preedit;
            api->free_context(&context);
        }
        return text;
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
    std::vector<std::string> candidates() const {
        std::vector<std::string> out;
        RimeCandidateListIterator each{};
        if (!api->candidate_list_begin(session, &each)) return out;
        while (out.size() < most_candidates && api->candidate_list_next(&each)) out.emplace_back(each.candidate.text);
        api->candidate_list_end(&each);
        return out;
    }
};

Pinyin::Pinyin(std::unique_ptr<State> state) : state_(std::move(state)) {}
Pinyin::Pinyin(Pinyin&&) noexcept = default;
Pinyin& Pinyin::operator=(Pinyin&&) noexcept = default;
Pinyin::~Pinyin() = default;

Result<Pinyin> Pinyin::open(const PinyinOptions& options) {
    if (!std::filesystem::exists(options.data / "luna_pinyin_simp.schema.yaml"))
        return Error{ErrorCode::NotFound, "no pinyin dictionary in " + options.data.string(), {}};
    if (auto made = make_folder(options.scratch, Access::OwnerOnly); !made) return std::move(made).error();
    if (auto put = write_file(options.scratch / "luna_pinyin_simp.custom.yaml", schema_patch); !put) return std::move(put).error();
    if (auto put = write_file(options.scratch / "default.custom.yaml", default_patch); !put) return std::move(put).error();

    auto state = std::make_unique<State>();
    state->data = options.data.string();
    state->scratch = options.scratch.string();
    auto traits = sized<RimeTraits>();
    traits.shared_data_dir = state->data.c_str();
    traits.user_data_dir = state->scratch.c_str();
    traits.distribution_name = "lianxin";
    traits.distribution_code_name = "lianxin";
    traits.distribution_version = LIANXIN_VERSION;
    traits.app_name = "rime.lianxin";
    traits.min_log_level = 3; // fatal only: its log would hold what residents type
    traits.log_dir = "";
    state->api->setup(&traits);
    state->api->initialize(&traits);
    if (state->api->start_maintenance(False)) state->api->join_maintenance_thread();
    state->session = state->api->create_session();
    if (!state->session || !state->api->select_schema(state->session, schema))
        return Error{ErrorCode::Unsupported, std::string("pinyin schema ") + schema + " does not load", {}};
    return Pinyin(std::move(state));
}

PinyinAnswer Pinyin::ask(const PinyinQuery& query) {
    const auto& rime = *state_;
    rime.api->clear_composition(rime.session);
    rime.committed(); // drops what an earlier query left
    for (char letter : query.letters) rime.api->process_key(rime.session, letter, 0);
    for (std::size_t pick : query.picks) rime.api->select_candidate(rime.session, pick);
    PinyinAnswer answer;
    answer.serial = query.serial;
    answer.committed = rime.committed();
    if (answer.committed.empty()) {
        answer.preedit = rime.preedit();
        answer.candidates = rime.candidates();
    }
    rime.api->clear_composition(rime.session);
    return answer;
}

} // namespace lianxin
