// The form of a service, and answers held against its fields.
#include "tests/fuzz/target.h"

#include "records/model/field_check.h"
#include "records/model/request.h"
#include "records/model/service.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    const auto service = parse_service(text_of(input));
    if (!service) return true;
    const Day today = *parse_iso_day("2026-11-22");
    Answers answers;
    for (const Field& field : service->fields) {
        if (service->field(field.name) != &field) return false;
        if (!is_asked(*service, field, answers)) continue;
        for (const std::string_view value : {"", "real", "2026-11-22", "13800000001", "99999999999999999999", "\xff"}) (void)check(field, value, today);
        answers[field.name] = field.options.empty() ? "1" : field.options.front().value;
    }
    return true;
}

std::vector<Bytes> seeds() { return sample_files("assets/samples/county/forms", ".toml"); }

} // namespace

extern const Target form_target{"form", 800, holds, seeds};

} // namespace lianxin::fuzz
