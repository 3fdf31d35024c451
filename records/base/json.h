// JSON (RFC 8259) in and out.
#pragma once

#include "records/base/value.h"

namespace lianxin {

/// Parses one document; nesting at most 32 deep, keys unique, UTF-8 checked. The caller bounds the size. Errors: Invalid.
Result<Value> parse_json(std::string_view text);

enum class Layout { OneLine, Indented };
/// Writes maps in their own order; bytes become Base64 text.
std::string to_json(const Value& value, Layout layout = Layout::OneLine);

} // namespace lianxin
