// The county's configuration, read from county.toml; config/county.toml explains every key.
#pragma once

#include "records/base/config.h"

namespace lianxin {

struct Settings {
    Path file; ///< the configuration itself
    std::string county, name, office;
    Path state, keys, assets;
    std::string address;
    std::uint16_t port = 0;
    std::string url;
    std::vector<std::string> names, addresses; ///< in the server's certificate
    unsigned workers = 8, connection_threads = 2, connections = 6000;
    std::chrono::seconds idle_time{60}, upload_time{600};

    Path database() const { return state / "county.db"; }
    Path lock() const { return state / "county.lock"; }
    Path orders() const { return state / "county.orders"; }
    Path address_file() const { return state / "address"; }
    Path carriage() const { return state / "carriage"; }
    Path editions() const { return state / "editions"; }

    /// Errors: NotFound, Storage, Invalid naming file and keys.
    static Result<Settings> read(const Path& file);
};

} // namespace lianxin
