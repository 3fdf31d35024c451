// What cannot fail in a sound simulation: when it does, the seed is told and the run ends.
#pragma once

#include "records/base/result.h"

#include <stdexcept>

namespace lianxin {

/// The machinery of the simulation itself failed.
class Stuck : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

template <class T>
T must(Result<T> result) {
    if (!result) throw Stuck(result.error().text());
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

} // namespace lianxin
