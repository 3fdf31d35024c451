// lianxin-pack recovery.
#include "records/pack/program/commands.h"
#include "records/pack/recovery_note.h"
#include "records/seal/keys.h"

#include <cstdio>

namespace lianxin::pack_program {

Result<void> recovery(const Arguments& arguments) {
    if (arguments.words.size() != 3 || arguments.words[1] != "sign" || !arguments.has("key") || !arguments.has("trust"))
        return used_wrongly("recovery needs sign NOTE --trust KEYS --key ROOT");
    const auto signed_keys = read_signed_keys(arguments.value("trust"));
    if (!signed_keys) return signed_keys.error();
    const auto keys = verify_first(*signed_keys);
    if (!keys) return keys.error();
    SignedRecoveryNote note;
    auto document = read_text(arguments.words[2], largest_recovery_text);
    if (!document) return std::move(document).error();
    note.document = std::move(*document);
    const auto parsed = parse_recovery_note(note.document);
    if (!parsed) return parsed.error();
    // A note that nobody has signed yet has no file of signatures beside it.
    const std::string beside = arguments.words[2] + ".sig";
    if (auto signatures = read_text(beside, largest_recovery_text)) note.signatures = std::move(*signatures);
    for (const auto& path : arguments.values("key")) {
        const auto root = read_signing_key(path);
        if (!root) return root.error();
        if (auto added = add_root_signature(note, *keys, *root); !added) return added;
    }
    std::fputs(note.document.c_str(), stdout);
    return write_file(beside, note.signatures);
}

} // namespace lianxin::pack_program
