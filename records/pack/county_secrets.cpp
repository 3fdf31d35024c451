// Drawing the county's keys.
#include "records/pack/county_secrets.h"

#include "records/seal/keys.h"

namespace lianxin {
namespace {

/// Draws a signing key into `folder`; its public half.
Result<SigningKey> make_signing_key(const Path& path, Random& random) {
    auto key = SigningKey::make(random);
    if (auto written = write_signing_key(path, key); !written) return std::move(written).error();
    return key;
}

Result<void> make_identity(const Path& path, Random& random, Recipient& recipient) {
    const auto identity = Identity::make(random);
    recipient = identity.recipient();
    return write_identity(path, identity);
}

MinisignKey named(const SigningKey& key) {
    return {key_id_of(key.public_key()), key.public_key()};
}

Result<void> make_recipients(const Path& folder, Random& random, CountyKeys& keys) {
    for (const auto& [name, recipient] :
         {std::pair("intake.txt", &keys.intake), std::pair("recovery.txt", &keys.recovery),
          std::pair("discipline-first.txt", &keys.discipline_first),
          std::pair("discipline-second.txt", &keys.discipline_second)})
        if (auto made = make_identity(folder / name, random, *recipient); !made) return made;
    return {};
}

Result<void> make_online_keys(const Path& folder, Random& random, CountyKeys& keys) {
    auto publisher = make_signing_key(folder / "publisher.key", random);
    if (!publisher) return std::move(publisher).error();
    auto answers = make_signing_key(folder / "answers.key", random);
    if (!answers) return std::move(answers).error();
    auto log = make_signing_key(folder / "log.key", random);
    if (!log) return std::move(log).error();
    keys.publishers = {named(*publisher)};
    keys.answers = answers->public_key();
    keys.log = log->public_key();
    return {};
}

Result<void> check(const KeyPlan& plan, const Path& folder) {
    const bool digits = plan.county.size() == 6 && plan.county.find_first_not_of("0123456789") == std::string::npos;
    if (!digits) return Error{ErrorCode::Invalid, "the county must be a code of six digits", {}};
    if (plan.roots < 1 || plan.roots > 9 || plan.threshold < 1 || plan.threshold > plan.roots)
        return Error{ErrorCode::Invalid, "there can be 1 to 9 root keys, and a threshold of 1 to as many", {}};
    std::error_code ignored;
    if (std::filesystem::exists(folder / "keys.json", ignored))
        return Error{
            ErrorCode::Conflict, (folder / "keys.json").string() + " is there already; keys are never overwritten", {}};
    return make_folder(folder, Access::OwnerOnly);
}

} // namespace

Result<CountyKeys> make_county_keys(const Path& folder, const KeyPlan& plan, Random& random) {
    if (auto fine = check(plan, folder); !fine) return std::move(fine).error();
    CountyKeys keys;
    keys.county = plan.county;
    keys.made = plan.made;
    keys.threshold = plan.threshold;
    std::vector<SigningKey> roots;
    for (std::size_t i = 1; i <= plan.roots; ++i) {
        auto root = make_signing_key(folder / ("root-" + std::to_string(i) + ".key"), random);
        if (!root) return std::move(root).error();
        keys.roots.push_back(named(*root));
        roots.push_back(std::move(*root));
    }
    if (auto made = make_online_keys(folder, random, keys); !made) return std::move(made).error();
    if (auto made = make_recipients(folder, random, keys); !made) return std::move(made).error();
    SignedKeys signed_keys{to_document(keys), ""};
    for (std::size_t i = 0; i < plan.threshold; ++i)
        if (auto added = add_root_signature(signed_keys, roots[i]); !added) return std::move(added).error();
    if (auto written = write_signed_keys(folder, signed_keys); !written) return std::move(written).error();
    return keys;
}

} // namespace lianxin
