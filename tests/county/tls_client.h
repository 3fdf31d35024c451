// A small HTTPS client for tests: keeps a connection, trusts one authority, and can stop in the middle of a request.
#pragma once

#include "records/base/bytes.h"

#include <map>
#include <memory>

namespace lianxin {

struct TlsAnswer {
    int status = 0;
    std::map<std::string, std::string> headers; ///< lower-case names
    Bytes body;
    std::string text() const { return text_of(body); }
};

class TlsClient {
  public:
    /// Connects to 127.0.0.1. Errors: Network.
    static Result<TlsClient> connect(std::uint16_t port, const std::string& authority_pem);
    TlsClient(TlsClient&&) noexcept;
    TlsClient& operator=(TlsClient&&) noexcept;
    ~TlsClient();

    /// Sends bytes as they are. Errors: Network.
    Result<void> send(ByteView bytes);
    /// One response, read to its end. Errors: Network.
    Result<TlsAnswer> receive();
    /// A whole request and its response; `headers` are lines ending in CR LF.
    Result<TlsAnswer> ask(const std::string& method, const std::string& target, const std::string& headers = "",
                          ByteView body = {});

  private:
    struct State;
    explicit TlsClient(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace lianxin
