// Words for errors.
#include "records/base/result.h"

namespace lianxin {

std::string_view name_of(ErrorCode code) {
    switch (code) {
    case ErrorCode::Invalid: return "invalid";
    case ErrorCode::NotFound: return "not_found";
    case ErrorCode::Corrupt: return "corrupt";
    case ErrorCode::Untrusted: return "untrusted";
    case ErrorCode::Unsupported: return "unsupported";
    case ErrorCode::Conflict: return "conflict";
    case ErrorCode::Storage: return "storage";
    case ErrorCode::NoSpace: return "no_space";
    case ErrorCode::Network: return "network";
    case ErrorCode::Unavailable: return "unavailable";
    }
    return "invalid";
}

std::string Error::text() const {
    std::string out;
    for (auto context = chain.rbegin(); context != chain.rend(); ++context) out += *context + ": ";
    out += name_of(code);
    return message.empty() ? out : out + ": " + message;
}

} // namespace lianxin
