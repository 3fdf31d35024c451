// TOML 1.0 in: forms, front matter, channels and configuration are written by people.
#pragma once

#include "records/base/value.h"

namespace lianxin {

/// Dates become ISO text ("2026-03-01"). Errors: Invalid, with line and column and what was expected.
Result<Value> parse_toml(std::string_view text);

} // namespace lianxin
