// Moments as HTTP spells them (RFC 9110 §5.6.7), for fields such as Retry-After.
#pragma once

#include "records/base/result.h"

#include <chrono>
#include <string_view>

namespace lianxin {

/// "Sun, 06 Nov 1994 08:49:37 GMT", and the two older forms that a recipient must know: "Sunday, 06-Nov-94 08:49:37 GMT" (years from 70 on
/// are those of the last century) and "Sun Nov  6 08:49:37 1994". The name of the day is not held against the date. Errors: Invalid.
Result<std::chrono::sys_seconds> parse_http_date(std::string_view text);

} // namespace lianxin
