// Handing in many sample requests.
#include "tests/bench/requests.h"

#include "kiosk/registrar.h"
#include "records/pack/county_keys.h"
#include "records/wire/enrolment.h"
#include "tests/bench/report.h"
#include "tests/dictionary/request_maker.h"

namespace lianxin::bench {

void hand_in(const Path& enrolment_folder, const Path& outbox_folder, std::size_t count) {
    const Path assets = Path(LIANXIN_SOURCE_DIR) / "assets";
    const auto samples = test::read_sample_requests(assets);
    auto dictionary = read_file(assets / "dictionaries/requests.zdict", 1 << 20);
    const auto enrolment = read_enrolment(enrolment_folder);
    auto key = read_kiosk_key(enrolment_folder);
    const auto signed_keys = read_signed_keys(enrolment_folder);
    if (!samples || !dictionary || !enrolment || !key || !signed_keys) give_up("the enrolment is not whole");
    const auto keys = parse_county_keys(signed_keys->document);
    if (!keys) give_up(keys.error().text());

    SystemRandom random;
    const SystemClock clock;
    auto outbox = Outbox::open({outbox_folder, enrolment->kiosk, enrolment->township, 16u << 20}, *key, clock);
    if (!outbox) give_up(outbox.error().text());
    Registrar registrar({keys->county, intake_of(*keys), discipline_of(*keys), *to_dictionary(std::move(*dictionary)), {1024, 1}, clock, random});
    for (std::size_t done = 0, i = 0; done < count; ++i) {
        const auto& sample = (*samples)[i % samples->size()];
        if (sample.service == "report") continue; // sealed twice, in their own size class; bar.md counts ordinary ones
        const auto text = read_text(assets / "samples/county/forms" / (sample.service + ".toml"), 1 << 20);
        const auto receipt = registrar.take(*outbox, *key, Catalogue{}, *parse_service(*text), sample.answers, ClockQuality::Rtc);
        if (!receipt) give_up(receipt.error().text());
        ++done;
    }
}

} // namespace lianxin::bench
