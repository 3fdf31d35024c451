// The three HTTP fields of a signed request, a line each.
#include "tests/fuzz/target.h"

#include "records/base/text.h"
#include "records/wire/request_signature.h"
#include "tests/records/wire/samples.h"

namespace lianxin::fuzz {
namespace {

const RequestTarget target{"POST", "/v1/batches", ""};
const Hash nothing{};

bool holds(ByteView input) {
    const std::string text = text_of(input);
    auto lines = split(text, '\n');
    lines.resize(3);
    const SignedFields fields{std::string(lines[0]), std::string(lines[1]), std::string(lines[2])};
    const auto signer = claimed_signer(fields.signature_input);
    const auto good = verify_request(target, nothing, fields, samples::kiosk_key().public_key());
    // Whoever changed a byte cannot have signed it: only the seed itself may pass.
    return !good || (signer && *signer == samples::kiosk);
}

std::vector<Bytes> seeds() {
    const auto fields = sign_request(target, nothing, samples::kiosk, samples::noon, samples::kiosk_key());
    const auto with_query = sign_request({"GET", "/v1/changes", "after=5"}, nothing, samples::kiosk, samples::noon, samples::kiosk_key());
    std::vector<Bytes> all;
    for (const auto& each : {fields, with_query}) all.push_back(copy_of(bytes_of(each.content_digest + "\n" + each.signature_input + "\n" + each.signature)));
    return all;
}

} // namespace

extern const Target signed_fields_target{"signed_fields", 3000, holds, seeds};

} // namespace lianxin::fuzz
