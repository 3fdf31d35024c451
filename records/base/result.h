// The outcome of anything that can fail: a value, or an error with a code, a sentence and where it came from.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace lianxin {

/// The closed set of reasons. Each has its words in assets/text ("error.no_space").
enum class ErrorCode {
    Invalid,     ///< input that breaks a rule; the message names the thing and the rule
    NotFound,    ///< what was asked for is not there
    Corrupt,     ///< stored or received bytes are damaged
    Untrusted,   ///< a signature, key or certificate does not hold
    Unsupported, ///< a version or kind this program does not know
    Conflict,    ///< the same identity with other content
    Storage,     ///< reading or writing a disk failed
    NoSpace,     ///< the disk is full or nearly so
    Network,     ///< no link, or the other side did not answer properly
    Unavailable, ///< refused for now; trying later may succeed
};

/// Stable lower-case word of a code, used in logs, JSON and as a key of the wording ("error.no_space").
std::string_view name_of(ErrorCode code);

struct Error {
    ErrorCode code = ErrorCode::Invalid;
    std::string message;
    std::vector<std::string> chain; ///< what was being done, innermost first

    /// The same error with one more line of context ("opening outbox.db").
    [[nodiscard]] Error in(std::string context) && {
        chain.push_back(std::move(context));
        return std::move(*this);
    }
    [[nodiscard]] Error in(std::string context) const& {
        Error copy = *this;
        copy.chain.push_back(std::move(context));
        return copy;
    }
    /// "opening outbox.db: reading header: corrupt: bad magic", outermost context first.
    [[nodiscard]] std::string text() const;
};

template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return state_.index() == 0; }
    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const& { return std::get<1>(state_); }
    Error&& error() && { return std::get<1>(std::move(state_)); }
    /// The value, or `other` when there is none.
    T value_or(T other) const& { return *this ? value() : std::move(other); }

  private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
  public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    explicit operator bool() const { return !error_.has_value(); }
    const Error& error() const& { return *error_; }
    Error&& error() && { return *std::move(error_); }

  private:
    std::optional<Error> error_;
};

} // namespace lianxin
