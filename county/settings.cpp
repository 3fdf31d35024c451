// Reads county.toml.
#include "county/settings.h"

#include <algorithm>

namespace lianxin {

namespace {

/// How the county is reached when nothing is said: where it listens, or by its name when it listens everywhere.
std::string host_of(const Settings& settings) {
    const bool everywhere = settings.address == "0.0.0.0" || settings.address == "::";
    if (everywhere && !settings.names.empty()) return settings.names.front();
    return settings.address.find(':') == std::string::npos ? settings.address : "[" + settings.address + "]";
}

} // namespace

Result<Settings> Settings::read(const Path& file) {
    auto config = Config::read(file);
    if (!config) return std::move(config).error();
    Settings out;
    out.file = std::filesystem::absolute(file);
    out.county = config->required_text("county");
    out.name = config->required_text("name");
    out.office = config->text("office", out.name);
    out.state = config->required_path("state");
    out.keys = config->required_path("keys");
    out.assets = config->path("assets", "/usr/share/lianxin");
    out.address = config->text("server.address", "127.0.0.1");
    out.port = static_cast<std::uint16_t>(config->integer("server.port", 8443, 0, 65535));
    out.url = config->text("server.url", "");
    out.names = config->texts("server.names", {"localhost"});
    out.addresses = config->texts("server.addresses", {"127.0.0.1"});
    out.workers = static_cast<unsigned>(config->integer("server.workers", 8, 1, 256));
    out.connection_threads = static_cast<unsigned>(config->integer("server.connection_threads", 2, 1, 64));
    out.connections = static_cast<unsigned>(config->integer("server.connections", 6000, 16, 100'000));
    out.idle_time = std::chrono::seconds(config->integer("server.idle_seconds", 60, 1, 3600));
    out.upload_time = std::chrono::seconds(config->integer("server.upload_seconds", 600, 10, 86'400));
    if (auto read = config->finish(); !read) return std::move(read).error();
    const bool digits = std::all_of(out.county.begin(), out.county.end(), [](char sign) { return sign >= '0' && sign <= '9'; });
    if (out.county.size() != 6 || !digits)
        return Error{ErrorCode::Invalid, out.file.string() + ": \"county\" must be the six digits of the county", {}};
    if (out.url.empty() && out.port != 0) out.url = "https://" + host_of(out) + ":" + std::to_string(out.port);
    return out;
}

} // namespace lianxin
