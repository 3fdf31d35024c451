// The road by stick.
#include "tests/sync/stick_road.h"

#include "county/sqlite_store.h"
#include "records/pack/recovery_note.h"
#include "records/seal/checkpoint.h"
#include "records/wire/routes.h"
#include "sync/round.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

namespace lianxin {

StickRoad::StickRoad(Path stick) : place(std::move(stick)), root(SigningKey::make(county.random)) {
    keys.roots = {{key_id_of(root.public_key()), root.public_key()}};
    hall.enrolment.county = "990021";
    hall.enrolment.township = "990021101000";
    keys.county = "990021";
    keys.answers = county.answers.public_key();
    keys.log = county.log_key.public_key();
    const EnrolledKiosk entry{{township_id_of(hall.enrolment.township).value(), hall.enrolment.kiosk}, hall.enrolment.township, hall.key.public_key(),
                              Hall::noon, std::nullopt};
    REQUIRE(county.writer->perform([&](Book& book) { return book.store.add(entry); }));
    std::filesystem::create_directories(this->stick());
}

CarriageDesk StickRoad::desk() {
    return {*county.routes, *county.readers, county.answers, county.clock, {"990021", county.folder / "carriage", county.folder / "editions"}};
}

Result<std::vector<GivenOut>> StickRoad::county_out(const Route& route) {
    auto given = desk().give(stick(), route);
    if (!given) return std::move(given).error();
    for (const GivenOut& one : given->kiosks)
        if (!one.problem.empty()) return Error{ErrorCode::Storage, one.problem, {}};
    for (const GivenEdition& one : given->editions)
        if (!one.problem.empty()) return Error{ErrorCode::Storage, one.problem, {}};
    return std::move(given->kiosks);
}

StickCarriage StickRoad::carriage() {
    StickCarriage carriage(hall.enrolment, hall.key, keys, {{hall.enrolment.kiosk, hall.outbox_folder(), hall.inbox, hall.kept, again}}, hall.clock);
    carriage.set_limits(limits);
    return carriage;
}

StickCarriage StickRoad::both_chains() {
    const Chain requests{hall.enrolment.kiosk, hall.outbox_folder(), hall.inbox, hall.kept, again};
    const Chain attachments{attachment_chain(hall.enrolment.kiosk), hall.attachments_folder(), hall.attachments_inbox, hall.attachments_kept, again};
    StickCarriage carriage(hall.enrolment, hall.key, keys, {requests, attachments}, hall.clock);
    carriage.set_limits(limits);
    return carriage;
}

Result<CarriedOut> StickRoad::out() { return carriage().out(up(), 0, {}); }

CarriedIn StickRoad::there_and_back() {
    good(out());
    good(county_in());
    good(county_out());
    return good(in());
}

void StickRoad::round() {
    FakeTransport transport;
    for (const std::string_view path : {routes::batches, routes::changes, routes::consistency, routes::edition, routes::health})
        transport.doors[std::string(path)] = [this](const OutgoingRequest& sent) {
            HttpRequest request{sent.method, sent.path, sent.query, {}, copy_of(sent.body)};
            for (const RequestField& field : sent.fields) {
                std::string name = field.name;
                std::transform(name.begin(), name.end(), name.begin(), [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
                request.headers[name] = field.value;
            }
            const HttpResponse response = county.respond(request);
            return FakeTransport::Reply{static_cast<int>(response.status), response.body, "", {}, {}};
        };
    EditionFetch editions(hall.folder / "editions", no_editions());
    CountyLink link(transport, hall.enrolment, hall.key, hall.clock);
    const SendingSettings settings{limits.batch_records, 1};
    const Chain chain{hall.enrolment.kiosk, hall.outbox_folder(), hall.inbox, hall.kept};
    Pace pace(limits.batch_bytes, 1);
    const RoundReport report = Round(settings, chain, keys, link, editions, pace, hall.clock).run();
    if (report.problem) FAIL(report.problem->text());
}

void StickRoad::tell(std::uint64_t cursor) {
    UpdateChange update{cursor, {}, copy_of(bytes_of("sealed " + std::to_string(cursor))), {}};
    update.tag.fill(static_cast<std::uint8_t>(cursor));
    update.signature = sign_update(update.tag, update.sealed, county.answers);
    const Uuid record = make_uuid(Hall::noon, hall.random);
    REQUIRE(county.writer->perform([&](Book& book) { return book.store.add(township_id_of(hall.enrolment.township).value(), record, 1, update); }));
}

void StickRoad::declare_recovery() {
    const RecoveryNote note{next_recovery_number(0, county.clock.wall()), keys.county, county.clock.wall(), "硬盘损坏", good(county.reader()->checkpoint())};
    SignedRecoveryNote signed_note{to_document(note), ""};
    REQUIRE(add_root_signature(signed_note, keys, root));
    const RecoveryRow row{note.number, signed_note.document, signed_note.signatures, good(parse_checkpoint(note.checkpoint)).size};
    REQUIRE(county.writer->perform([&](Book& book) { return book.store.add(row); }));
}

std::size_t StickRoad::held() {
    return county.reader()->bodies_after(township_id_of(hall.enrolment.township).value(), 0, 10'000).value().size();
}

std::map<std::string, Bytes> StickRoad::state() const {
    std::map<std::string, Bytes> files;
    for (const Path& folder : {hall.folder / "outbox", hall.folder / "inbox", county.folder})
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
            if (entry.is_regular_file() && entry.path().extension() != ".db-shm") files[entry.path().string()] = read_file(entry.path(), 1 << 28).value_or(Bytes());
    return files;
}

} // namespace lianxin
