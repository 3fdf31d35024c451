// lianxin-verify: anyone's proof that a kiosk's ledger is whole and that a receipt stands in it.
#include "records/base/command_line.h"
#include "records/base/json.h"
#include "records/seal/keys.h"
#include "records/seal/receipt_code.h"
#include "records/verify/ledger_proof.h"
#include "records/verify/receipt_proof.h"

#include <cstdio>

using namespace lianxin;

namespace {

const Program program{
    "lianxin-verify",
    "ledger FOLDER | receipt CODE-OR-QR",
    "Proves a kiosk's ledger or a receipt; exit 0 only when proved.\n"
    "  ledger FOLDER        every row is signed and chained without a gap, and every held body is the signed one;\n"
    "                       FOLDER holds outbox.db, or is that file\n"
    "  receipt LXR1:…       the kiosk signed the receipt and, with --ledger, the record stands there\n"
    "  receipt 16 DIGITS    only their check digit can be judged: the code opens an answer but names no record",
    {{"key", "FILE",
      "the kiosk's public key (or its key file); without it the key that the ledger itself names is taken and told"},
     {"ledger", "FOLDER", "the ledger to look for a receipt in"},
     {"json", "", "one JSON object on standard output"}},
};

int complain(const Error& error) {
    std::fprintf(stderr, "lianxin-verify: %s\n", error.text().c_str());
    return Failed;
}

int misuse(const char* sentence) {
    std::fprintf(stderr, "lianxin-verify: %s\n%s", sentence, help_of(program).c_str());
    return UsedWrongly;
}

Path folder_of(const Path& given) {
    std::error_code code;
    return std::filesystem::is_directory(given, code) ? given
           : given.has_parent_path()                  ? given.parent_path()
                                                      : Path(".");
}

struct Judge {
    PublicKey key;
    std::string source; ///< "file" or "ledger"
};

Result<PublicKey> read_key(const Path& file) {
    auto key = read_public_key(file);
    if (key) return key;
    auto secret = read_signing_key(file);
    return secret ? Result<PublicKey>(secret->public_key()) : key;
}

Result<Judge> judge_for(const Arguments& arguments, const OutboxReader* ledger) {
    if (arguments.has("key") || ledger == nullptr) {
        auto key = read_key(arguments.value("key"));
        return key ? Result<Judge>(Judge{*key, "file"}) : Result<Judge>(std::move(key).error());
    }
    auto key = ledger->key();
    return key ? Result<Judge>(Judge{*key, "ledger"}) : Result<Judge>(std::move(key).error());
}

/// Tells the outcome, as sentences or as JSON.
int tell(const Arguments& arguments, bool proved, Value facts, const std::vector<std::string>& sentences) {
    if (arguments.has("json")) {
        facts.set("proved", proved);
        std::printf("%s\n", to_json(facts).c_str());
    } else {
        for (const auto& sentence : sentences) std::printf("%s\n", sentence.c_str());
    }
    return proved ? Done : Failed;
}

std::string sentence_of(const Judge& judge) {
    const std::string key = "signed by " + to_hex(judge.key.bytes);
    return judge.source == "file"
               ? key
               : key + " — the key the ledger itself names: hold it against the county's list of kiosks";
}

int ledger(const Arguments& arguments, const Path& path) {
    auto reader = OutboxReader::open(folder_of(path));
    if (!reader) return complain(reader.error());
    auto judge = judge_for(arguments, &*reader);
    if (!judge) return complain(judge.error());
    auto proof = prove_ledger(*reader, judge->key);
    if (!proof) return complain(proof.error());
    Value facts;
    Value::Array faults(proof->faults.begin(), proof->faults.end());
    facts.set("key", to_hex(judge->key.bytes));
    facts.set("key_source", judge->source);
    facts.set("entries", proof->entries);
    facts.set("bodies", proof->bodies);
    facts.set("epoch", proof->epoch);
    facts.set("sequence", proof->sequence);
    facts.set("head", to_hex(proof->head));
    facts.set("faults", std::move(faults));
    std::vector<std::string> sentences = proof->faults;
    sentences.push_back(std::to_string(proof->entries) + " rows, " + std::to_string(proof->bodies) +
                        " bodies held, last is " + place_of(proof->epoch, proof->sequence) + ", head " +
                        to_hex(proof->head));
    sentences.push_back(sentence_of(*judge));
    sentences.emplace_back(proof->holds() ? "proved: the ledger is whole" : "NOT proved");
    return tell(arguments, proof->holds(), std::move(facts), sentences);
}

/// The digits alone name no record: the tag they lead to lies sealed inside it.
int code(const Arguments& arguments, const std::string& typed) {
    auto digits = read_code(typed);
    const std::string sentence =
        digits ? "the check digit fits; a code alone proves nothing: the QR text of the receipt does"
               : digits.error().message;
    Value facts;
    facts.set("check_digit", static_cast<bool>(digits));
    facts.set("sentence", sentence);
    return tell(arguments, false, std::move(facts), {sentence, "NOT proved"});
}

int receipt(const Arguments& arguments, const std::string& text) {
    if (text.rfind("LXR1:", 0) != 0) return code(arguments, text);
    auto parsed = parse_receipt(text);
    if (!parsed) return complain(parsed.error());
    if (!arguments.has("key") && !arguments.has("ledger"))
        return misuse("a receipt is held against --key, --ledger or both");
    std::optional<OutboxReader> reader;
    if (arguments.has("ledger")) {
        auto opened = OutboxReader::open(folder_of(arguments.value("ledger")));
        if (!opened) return complain(opened.error());
        reader = std::move(*opened);
    }
    auto judge = judge_for(arguments, reader ? &*reader : nullptr);
    if (!judge) return complain(judge.error());
    auto proof = prove_receipt(*parsed, judge->key, reader ? &*reader : nullptr);
    if (!proof) return complain(proof.error());
    Value facts;
    facts.set("key", to_hex(judge->key.bytes));
    facts.set("key_source", judge->source);
    facts.set("signed_by_kiosk", proof->signed_by_kiosk);
    if (proof->in_ledger) facts.set("in_ledger", *proof->in_ledger);
    facts.set("epoch", parsed->epoch);
    facts.set("sequence", parsed->sequence);
    facts.set("leaf", to_hex(parsed->leaf));
    facts.set("sentence", proof->sentence);
    return tell(arguments, proof->holds(), std::move(facts),
                {proof->sentence, sentence_of(*judge), proof->holds() ? "proved" : "NOT proved"});
}

} // namespace

int main(int count, char** words) {
    const Arguments arguments = parse_or_exit(program, count, words);
    if (arguments.words.size() != 2) return misuse("name a command and what to prove");
    if (arguments.words[0] == "ledger") return ledger(arguments, arguments.words[1]);
    if (arguments.words[0] == "receipt") return receipt(arguments, arguments.words[1]);
    return misuse("the commands are ledger and receipt");
}
