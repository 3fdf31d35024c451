// Measures a hand-in: from the confirmed form to a record that survives a power cut.
#include "kiosk/registrar.h"
#include "tests/bench/report.h"
#include "tests/bench/workspace.h"
#include "tests/dictionary/request_maker.h"

#include <fcntl.h>

using namespace lianxin;
using namespace lianxin::bench;
using namespace lianxin::test;

namespace {

constexpr int appends = 1000, whole_hand_ins = 40, syncs = 200;

void show(const std::string& what, const std::vector<double>& times, std::string_view goal) {
    row(what + " p50 / p99", milliseconds(percentile(times, 0.5)) + " / " + milliseconds(percentile(times, 0.99)), goal);
}

/// What the disk asks for one write that survives a power cut, to compare with.
std::vector<double> bare_syncs(const Path& folder) {
    auto file = File::open(folder / "bare", O_WRONLY | O_CREAT | O_APPEND);
    std::vector<double> times;
    for (int i = 0; i < syncs; ++i)
        times.push_back(timed([&] {
            if (!file->write_all(Bytes(1000)) || !file->sync_data()) give_up("the disk cannot be synced");
        }));
    return times;
}

} // namespace

int main() {
    const Workspace work;
    const Path assets = Path(LIANXIN_SOURCE_DIR) / "assets";
    const auto samples = read_sample_requests(assets);
    auto dictionary = read_file(assets / "dictionaries/requests.zdict", 1 << 20);
    if (!samples || !dictionary) give_up("the samples or the dictionary cannot be read");

    SystemRandom random;
    const SystemClock clock;
    const SigningKey key = SigningKey::make(random);
    const SealedTo county{{Identity::make(random).recipient(), Identity::make(random).recipient()}, {}};
    auto outbox = Outbox::open({work.path() / "outbox", "qingxi-1", "990021101000", 16u << 20}, key, clock);
    if (!outbox) give_up(outbox.error().text());
    const Dictionary packed = *to_dictionary(std::move(*dictionary));

    show("one write and fdatasync on this disk", bare_syncs(work.path()), "");
    RequestMaker maker(*samples, {}, random);
    std::vector<double> seals, stores;
    for (int i = 0; i < appends; ++i) {
        const Request request = maker.as_written((*samples)[static_cast<std::size_t>(i) % samples->size()]);
        NewRecord record;
        record.record = make_uuid(clock.wall(), random);
        seals.push_back(timed([&] { record.sealed = *seal_record(Suite::AgeX25519, body_of(request), county, packed, random); }));
        stores.push_back(timed([&] {
            if (auto entry = outbox->append(record); !entry) give_up(entry.error().text());
        }));
    }
    show("seal a request", seals, "");
    show("seal + store durably (2 syncs)", [&] {
        std::vector<double> sums;
        for (std::size_t i = 0; i < seals.size(); ++i) sums.push_back(seals[i] + stores[i]);
        return sums;
    }(), "p99 <= 100 ms on eMMC");

    Registrar registrar({"990021", county, county, packed, CodeCost{}, clock, random});
    const Catalogue catalogue;
    std::vector<double> whole;
    for (int i = 0; i < whole_hand_ins; ++i) {
        const auto& sample = (*samples)[static_cast<std::size_t>(i) % samples->size()];
        Service service;
        service.id = sample.service;
        whole.push_back(timed([&] {
            if (auto receipt = registrar.take(*outbox, key, catalogue, service, sample.answers, ClockQuality::CountyChecked); !receipt) give_up(receipt.error().text());
        }));
    }
    show("confirmed form to receipt, with Argon2id", whole, "p99 <= 2000 ms");
    return 0;
}
