// Quarantine: what a technician sees of refused records, carries away, and has sent once more.
#include "sync/quarantine.h"

#include "records/wire/batch.h"
#include "tests/sync/hall.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

/// A hall whose second and third record were refused.
struct RefusedHall {
    RefusedHall() {
        if (!write_enrolment(hall.folder / "enrolment", hall.enrolment)) std::abort();
        hall.hand_in(4);
        sent = *OutboxReader::open(hall.outbox_folder())->after(1, 0, 10, 1u << 20);
        Settlement settlement;
        settlement.delivery = {1, 4, 4};
        settlement.refused = {{sent[2].entry.record, std::string(refusal::conflict), Hall::noon + Milliseconds(2000)},
                              {sent[1].entry.record, std::string(refusal::body), Hall::noon + Milliseconds(1000)}};
        if (!hall.inbox.record_settlement(settlement)) std::abort();
        settings.outbox = hall.outbox_folder();
        settings.state = hall.folder;
        settings.enrolment = hall.folder / "enrolment";
    }

    Hall hall;
    std::vector<Envelope> sent;
    Settings settings;
};

} // namespace

TEST_CASE("refused records are listed with their reason and what to do", "[sync][sync.quarantine]") {
    RefusedHall refused;
    const auto list = Quarantine(refused.settings).list();
    REQUIRE(list);
    REQUIRE(list->size() == 2);
    CHECK((*list)[0].record == refused.sent[1].entry.record);
    CHECK((*list)[0].reason == "body");
    CHECK((*list)[0].sequence == 2);
    CHECK((*list)[0].readable);
    CHECK((*list)[0].handed_in == Hall::noon);
    CHECK((*list)[1].chain == Hall::kiosk_id);
    const std::string lines = lines_of(*list);
    for (const auto& each : *list) {
        CHECK(lines.find(to_text(each.record)) != lines.npos);
        CHECK(lines.find(advice_on(each.reason)) != lines.npos);
    }
    CHECK(value_of(*list).array()->size() == 2);
}

TEST_CASE("refused records are carried away as they are sealed, for the county to look at", "[sync][sync.quarantine]") {
    RefusedHall refused;
    const Path target = refused.hall.folder / "stick/quarantine";
    CHECK(*Quarantine(refused.settings).export_to(target) == 2);
    const auto batch = Batch::parse(*read_file(target / ("refused-" + to_text(refused.sent[2].entry.record) + ".batch"), largest_batch));
    REQUIRE(batch);
    REQUIRE(batch->items().size() == 1);
    CHECK(batch->items()[0].problem.empty());
    CHECK(verify(refused.hall.key.public_key(), batch->items()[0].item.header, batch->items()[0].item.signature));
    CHECK(copy_of(batch->items()[0].item.sealed) == refused.sent[2].sealed);
    CHECK(read_text(target / "refused.txt", 100'000)->find("conflict") != std::string::npos);
    CHECK(Quarantine(refused.settings).list()->size() == 2); // nothing went away
}

TEST_CASE("that refused records are to be sent once more is remembered until it was done", "[sync][sync.quarantine]") {
    RefusedHall refused;
    const Quarantine quarantine(refused.settings);
    CHECK_FALSE(quarantine.is_asked_again(Goods::Requests));
    REQUIRE(quarantine.ask_again());
    CHECK(Quarantine(refused.settings).is_asked_again(Goods::Requests));
    quarantine.asked(Goods::Requests);
    CHECK_FALSE(quarantine.is_asked_again(Goods::Requests));
    CHECK(quarantine.is_asked_again(Goods::Attachments)); // each chain by itself
    quarantine.asked(Goods::Attachments);
    CHECK_FALSE(quarantine.is_asked_again(Goods::Attachments));
}
