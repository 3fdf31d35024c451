// For readers whose callers can do nothing about a failing disk: the error goes to the log, an empty answer to the
// caller.
#pragma once

#include "records/base/log.h"

namespace lianxin {

template <class T>
T logged_or(Result<T> result, T other, std::string_view what) {
    if (result) return std::move(*result);
    log(Priority::Error, what, result.error());
    return other;
}

} // namespace lianxin
