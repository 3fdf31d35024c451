// The hall for tests.
#include "tests/sync/hall.h"

#include <atomic>
#include <unistd.h>

namespace lianxin {
namespace {

Path fresh_folder() {
    static std::atomic<int> count = 0;
    const Path folder = std::filesystem::temp_directory_path() / ("lianxin-hall-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

SigningKey seeded_key() {
    ByteArray<32> seed{};
    seed.fill(1);
    return *SigningKey::from_seed(seed);
}

} // namespace

Hall::Hall()
    : folder(fresh_folder()), key(seeded_key()),
      enrolment{std::string(kiosk_id), "411325100000", "411325", "https://127.0.0.1:1", ""},
      outbox(*Outbox::open({outbox_folder(), std::string(kiosk_id), "411325100000", 1 << 20}, key, clock)), inbox(*Inbox::open(folder / "inbox")),
      kept(*InboxReader::open(folder / "inbox")),
      attachments(*Outbox::open({attachments_folder(), attachment_chain(kiosk_id), "411325100000", 0}, key, clock)),
      attachments_inbox(*Inbox::open(folder / "inbox/attachments")), attachments_kept(*InboxReader::open(folder / "inbox/attachments")) {}

Hall::~Hall() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

void Hall::restart() {
    const Path elsewhere = folder / "elsewhere";
    outbox = *Outbox::open({elsewhere, std::string(kiosk_id), "411325100000", 1 << 20}, key, clock); // lets go of the lock
    outbox = *Outbox::open({outbox_folder(), std::string(kiosk_id), "411325100000", 1 << 20}, key, clock);
}

void Hall::forget_inbox() {
    inbox = *Inbox::open(folder / "inbox-anew");
    kept = *InboxReader::open(folder / "inbox-anew");
}

static void append_to(Outbox& outbox, std::size_t records, std::size_t bytes, const Clock& clock, Random& random) {
    for (std::size_t count = 0; count < records; ++count) {
        NewRecord record;
        record.record = make_uuid(clock.wall(), random);
        record.sealed.resize(bytes);
        random.fill(record.sealed);
        if (!outbox.append(record)) std::abort();
    }
}

void Hall::hand_in(std::size_t records, std::size_t bytes) { append_to(outbox, records, bytes, clock, random); }
void Hall::attach(std::size_t parts, std::size_t bytes) { append_to(attachments, parts, bytes, clock, random); }

} // namespace lianxin
