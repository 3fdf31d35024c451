// Reading sync.toml.
#include "sync/settings.h"

#include "records/base/config.h"
#include "records/seal/record_seal.h"
#include "records/wire/batch.h"

namespace lianxin {
namespace {

constexpr std::int64_t least_batch_bytes = 100'000;
// A record never travels in pieces, so the cap of a request holds only where it holds the largest of them.
constexpr std::int64_t around_largest_body = 4096; ///< header, signature and the head of the batch, with room to spare
static_assert(least_batch_bytes >= static_cast<std::int64_t>(largest_sealed_body) + around_largest_body);

} // namespace

Result<Settings> read_settings(const Path& file) {
    auto config = Config::read(file);
    if (!config) return std::move(config).error();
    const auto seconds = [&](std::string_view key, std::int64_t other, std::int64_t most) {
        return std::chrono::seconds(config->integer(key, other, 1, most));
    };
    Settings settings;
    settings.outbox = config->required_path("outbox");
    settings.state = config->required_path("state");
    settings.library = config->required_path("library");
    settings.enrolment = config->required_path("enrolment");
    settings.load_check = config->text("load_check", "");
    settings.metrics = config->path("metrics", settings.state / "lianxin.prom");
    settings.url = config->text("url", "");
    settings.rhythm.resting = seconds("resting_seconds", 300, 24 * 3600);
    settings.rhythm.first_retry = seconds("first_retry_seconds", 5, 3600);
    settings.rhythm.longest_retry = seconds("longest_retry_seconds", 900, 24 * 3600);
    settings.connect_limit = seconds("connect_seconds", 15, 600);
    settings.stall_limit = seconds("stall_seconds", 60, 3600);
    settings.proxy = config->text("proxy", "");
    for (const Goods goods : {Goods::Requests, Goods::Updates, Goods::Attachments, Goods::Content})
        if (const auto megabytes = config->integer("daily_megabytes." + std::string(name_of(goods)), 0, 0, 1'000'000); megabytes > 0)
            settings.daily.at(static_cast<std::size_t>(goods)) = static_cast<std::uint64_t>(megabytes) * 1'000'000;
    auto quiet = QuietHours::parse(config->text("quiet", ""));
    settings.congestion = config->text("congestion", "bbr");
    settings.batch_bytes = static_cast<std::size_t>(config->integer("batch_bytes", 160'000, least_batch_bytes, 1'040'000));
    settings.side_by_side = static_cast<std::size_t>(config->integer("side_by_side", 4, 1, 8));
    settings.sending.batch_records = static_cast<std::size_t>(config->integer("batch_records", most_batch_records, 1, most_batch_records));
    settings.sending.compression_level = static_cast<int>(config->integer("level", 1, 1, 19));
    settings.stick.folder = config->path("stick.folder", "/run/lianxin/stick");
    if (!config->flag("stick.mounted", true)) settings.stick.presence = StickPlace::Presence::Folder;
    if (const auto flag = config->text("stick.write_flag", ""); !flag.empty()) settings.stick.write_flag = config->path("stick.write_flag", "");
    if (const auto door = config->text("stick.door", ""); !door.empty()) settings.stick.door = config->path("stick.door", "");
    if (auto good = config->finish(); !good) return std::move(good).error();
    if (!quiet) return std::move(quiet).error().in("quiet, in " + file.string());
    settings.quiet = *quiet;
    return settings;
}

} // namespace lianxin
