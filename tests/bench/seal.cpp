// Measures bytes of text requests: packed, sealed, and on the wire as one batch.
#include "records/wire/batch.h"
#include "records/base/compression.h"
#include "records/seal/hash.h"
#include "records/seal/record_seal.h"
#include "tests/bench/report.h"
#include "tests/dictionary/training.h"

using namespace lianxin;
using namespace lianxin::bench;
using namespace lianxin::test;

namespace {

struct Sent {
    Bytes header, sealed;
    Signature signature{};
};

double mean(std::size_t sum, std::size_t count) { return static_cast<double>(sum) / static_cast<double>(count); }

/// Records of one kiosk as its outbox makes them.
std::vector<Sent> sealed_records(const std::vector<Bytes>& bodies, const Dictionary& dictionary, Random& random) {
    const SealedTo county{{Identity::make(random).recipient(), Identity::make(random).recipient()}, {}};
    const SigningKey key = SigningKey::make(random);
    std::vector<Sent> records;
    for (const Bytes& body : bodies) {
        Sent record;
        record.sealed = *seal_record(Suite::AgeX25519, body, county, dictionary, random);
        RecordHeader header;
        random.fill(header.record.bytes);
        random.fill(header.previous_head);
        header.kiosk = "qingxi-1";
        header.township = "990021101000";
        header.sequence = records.size() + 1;
        header.wall = TimePoint(Milliseconds(1'793'333'333'000 + 61'234 * static_cast<std::int64_t>(records.size())));
        header.monotonic = Milliseconds(61'234 * static_cast<std::int64_t>(records.size()));
        header.sealed_hash = sha256(record.sealed);
        record.header = encode(header);
        record.signature = key.sign(record.header);
        records.push_back(std::move(record));
    }
    return records;
}

void measure(const std::string& what, const std::vector<Bytes>& bodies, const Dictionary& dictionary) {
    SeededRandom random(3);
    std::size_t frames = 0, sealed = 0, whole = 0;
    for (const Bytes& body : bodies) frames += compress(body, 19, dictionary.bytes).size();
    const auto records = sealed_records(bodies, dictionary, random);
    std::vector<BatchItem> items;
    for (const Sent& record : records) {
        sealed += record.sealed.size();
        whole += record.header.size() + record.signature.size() + record.sealed.size();
        items.push_back({record.header, record.signature, record.sealed});
    }
    const std::size_t count = bodies.size();
    row(what + ": body as zstd", number(mean(frames, count), 0, "bytes"));
    row(what + ": sealed to two", number(mean(sealed, count), 0, "bytes"));
    row(what + ": with header and signature", number(mean(whole, count), 0, "bytes"), "<= 950 bytes up");
    row(what + ": share of one batch", number(mean(encode_batch({"qingxi-1", 1, 0}, items, 1).size(), count), 0, "bytes"), "<= 950 bytes up");
}

} // namespace

int main() {
    const Path assets = Path(LIANXIN_SOURCE_DIR) / "assets";
    const auto samples = read_sample_requests(assets);
    const auto notices = notice_sentences(assets);
    auto bytes = read_file(assets / "dictionaries/requests.zdict", 1 << 20);
    if (!samples || !notices || !bytes) give_up("the samples or the dictionary cannot be read");
    const Dictionary dictionary = *to_dictionary(std::move(*bytes));

    SeededRandom random(1);
    std::vector<Bytes> bodies, unseen;
    RequestMaker as_written(*samples, {}, random);
    for (const auto& sample : *samples) bodies.push_back(body_of(as_written.as_written(sample)));
    measure("sample requests, no dictionary", bodies, {});
    measure("sample requests, dictionary", bodies, dictionary);

    // What residents will write stands in no sample: a dictionary trained on half of them packs the other half.
    std::vector<SampleRequest> half, other;
    for (std::size_t i = 0; i < samples->size(); ++i) (i % 2 ? half : other).push_back((*samples)[i]);
    const auto trained = train_on(half, *notices);
    if (!trained) give_up(trained.error().text());
    for (const auto& sample : other) unseen.push_back(body_of(as_written.as_written(sample)));
    measure("unseen requests, half-trained dictionary", unseen, *to_dictionary(*trained));
    return 0;
}
