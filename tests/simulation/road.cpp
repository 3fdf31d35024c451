// Carrying requests to the county, badly.
#include "tests/simulation/road.h"

#include "records/seal/chain.h"
#include "records/seal/checkpoint.h"
#include "records/store/ledger.h"
#include "records/wire/batch.h"
#include "records/wire/log_event.h"
#include "records/wire/routes.h"

#include <algorithm>

namespace lianxin {
namespace {

std::string lower(std::string name) {
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return name;
}

HttpRequest received(const OutgoingRequest& request) {
    HttpRequest out{request.method, request.path, request.query, {}, copy_of(request.body)};
    for (const RequestField& field : request.fields) out.headers[lower(field.name)] = field.value;
    return out;
}

HttpResponse page(unsigned status) {
    HttpResponse response;
    response.status = status;
    response.body = copy_of(bytes_of("<html><body>请先登录无线网络</body></html>"));
    return response;
}

HttpResponse copy(const HttpResponse& response) {
    HttpResponse out;
    out.status = response.status;
    out.headers = response.headers;
    out.body = response.body;
    return out;
}

constexpr std::size_t whole = ~std::size_t{0};
const Error cut{ErrorCode::Network, "the link broke", {}};

} // namespace

Road::Road(SimulatedCounty& county, Random& chance, std::uint32_t odds) : county_(county), chance_(chance), odds_(odds) {}

Mishap Road::next() { return chance_.below(100) < odds_ ? static_cast<Mishap>(chance_.below(mishaps)) : Mishap::None; }

void Road::heal() {
    odds_ = 0;
    for (const HttpRequest& request : std::exchange(late_, {})) (void)county_.respond(request);
}

Result<ReceivedAnswer> Road::deliver(const HttpResponse& response, std::size_t length, const ContentSink& sink) {
    ReceivedAnswer answer;
    answer.status = static_cast<int>(response.status);
    const ByteView content = ByteView(response.body).first(std::min(length, response.body.size()));
    if (auto taken = sink(answer, content); !taken) return std::move(taken).error();
    if (length < response.body.size()) return cut;
    return answer;
}

/// What somebody who saw the batch, but has no key of the county, can answer: all of it taken, proved by a log of his own.
HttpResponse Road::forged(const HttpRequest& request) const {
    const auto batch = Batch::parse(request.body);
    if (!batch || batch->items().empty()) return page(200);
    SeededRandom random(1);
    const SigningKey stranger = SigningKey::make(random);
    Answer answer;
    answer.kiosk = batch->head().kiosk;
    answer.time = county_.clock.wall();
    Frontier log;
    ProvenRange range{batch->items().front().header.sequence, 0, 0, answer.time, {}};
    for (const ReceivedItem& item : batch->items()) {
        const auto entry = make_entry(copy_of(item.item.header), item.item.signature);
        if (!entry) return page(200); // a row that went bad on the kiosk's disk: he cannot read it either
        answer.chain = {entry->epoch, entry->sequence, entry->head};
        answer.verdicts.push_back({entry->record, Verdict::Taken, "", std::chrono::seconds(0)});
        log.add(leaf_hash(log_entry({answer.kiosk, entry->epoch, entry->sequence, entry->record, entry->leaf, answer.time})));
        ++range.count;
    }
    answer.ranges.push_back(range);
    answer.checkpoint = sign_checkpoint({log_origin("990021"), log.size(), log.root()}, stranger);
    answer.consistent_from = 0;
    answer.durable_through = answer.chain.sequence;
    HttpResponse response;
    response.body = encode_answer(answer, stranger);
    return response;
}

Result<ReceivedAnswer> Road::exchange(const OutgoingRequest& request, std::size_t, const ContentSink& sink) {
    const HttpRequest arrived = received(request);
    if (!late_.empty() && chance_.below(4) == 0) {
        (void)county_.respond(late_.front());
        late_.erase(late_.begin());
    }
    const Mishap mishap = next();
    if (mishap == Mishap::NoLink) return cut;
    if (mishap == Mishap::JunkPage) return deliver(page(200), whole, sink);
    if (mishap == Mishap::Redirect) return deliver(page(302), whole, sink);
    if (mishap == Mishap::ForgedAnswer) return deliver(forged(arrived), whole, sink);
    auto& earlier = answers_[request.path];
    if (mishap == Mishap::OldAnswer && !earlier.empty())
        return deliver(earlier[chance_.below(static_cast<std::uint32_t>(earlier.size()))], whole, sink);
    if (mishap == Mishap::Duplicate) (void)county_.respond(arrived);
    if (mishap == Mishap::LateDuplicate) late_.push_back(arrived);
    const HttpResponse response = county_.respond(arrived);
    earlier.push_back(copy(response));
    if (mishap == Mishap::LostAnswer) return cut;
    if (mishap == Mishap::CountyCrash) {
        county_.crash();
        return cut;
    }
    if (mishap == Mishap::PowerFailure) throw PowerFailure{};
    return deliver(response, mishap == Mishap::CutAnswer ? response.body.size() / 2 : whole, sink);
}

} // namespace lianxin
