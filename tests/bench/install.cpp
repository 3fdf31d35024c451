// Measures the installation of an edition of 500 MB in 2,000 files and of the next one that changes 1 %, beside cp -a.
#include "records/pack/installer.h"
#include "records/seal/hash.h"
#include "tests/bench/report.h"
#include "tests/bench/workspace.h"

#include <cstdio>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace lianxin;
using namespace lianxin::bench;

namespace {

constexpr std::size_t files = 2000, file_size = 262'144;

SigningKey publisher() {
    SeededRandom random(21);
    return SigningKey::make(random);
}

SignedKeys county_keys() {
    SeededRandom random(22);
    const PublicKey key = publisher().public_key();
    CountyKeys keys;
    keys.county = "990021";
    keys.made = TimePoint(Milliseconds(1'793'333'333'000));
    keys.roots = keys.publishers = {{key_id_of(key), key}};
    keys.answers = keys.log = key;
    for (auto* holder : {&keys.intake, &keys.recovery, &keys.discipline_first, &keys.discipline_second}) *holder = Identity::make(random).recipient();
    SignedKeys all{to_document(keys), ""};
    if (auto done = add_root_signature(all, publisher()); !done) give_up(done.error().text());
    return all;
}

/// File `index` as it stands in edition `number`: every hundredth changes with each edition.
Bytes content(std::size_t index, std::uint64_t number) {
    SeededRandom random(index * 1000 + (index % 100 == 0 ? number : 0));
    Bytes bytes(file_size);
    random.fill(bytes);
    return bytes;
}

ManifestItem item_of(std::string path, std::string_view kind, ByteView bytes) {
    ManifestItem item;
    item.path = std::move(path);
    item.kind_name = kind;
    item.size = item.stored = bytes.size();
    item.hash = item.stored_hash = blake2b(bytes);
    return item;
}

std::string audio_path(std::size_t index) {
    char name[32];
    std::snprintf(name, sizeof name, "audio/a%05zu.opus", index);
    return name;
}

/// The tables that no edition goes without, from the sample county; behind the audio in the order of paths.
std::vector<std::pair<std::string, std::string_view>> tables() {
    return {{"channels.toml", "channels"}, {"clocks.toml", "clocks"}, {"departments.csv", "departments"}, {"divisions.csv", "divisions"}};
}

Bytes table(const std::string& name) {
    auto bytes = read_file(Path(LIANXIN_SOURCE_DIR) / "assets/samples/county" / name, 1 << 20);
    if (!bytes) give_up(bytes.error().text());
    return std::move(*bytes);
}

Manifest manifest_of(std::uint64_t number) {
    Manifest manifest;
    manifest.info.number = number;
    manifest.info.county = "990021";
    manifest.info.county_name = manifest.info.title = manifest.info.publisher = "青禾县";
    manifest.info.expires = TimePoint(Milliseconds(4'000'000'000'000));
    manifest.audience = {"all"};
    for (std::size_t i = 0; i < files; ++i) manifest.items.push_back(item_of(audio_path(i), "audio", content(i, number)));
    for (const auto& [name, kind] : tables()) manifest.items.push_back(item_of(name, kind, table(name)));
    return manifest;
}

void write_to(const Path& path, ByteView bytes) {
    auto file = File::open(path, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file || !file->write_all(bytes)) give_up(path.string() + " cannot be written");
}

/// Writes the edition, and its files beside it for cp.
void write_edition(const Path& edition, const Path& folder, std::uint64_t number) {
    const Manifest manifest = manifest_of(number);
    EditionHead head;
    head.manifest = to_document(manifest);
    sign_edition(head, manifest, publisher());
    std::filesystem::create_directories(folder);
    auto file = File::open(edition, O_WRONLY | O_CREAT | O_TRUNC);
    bool written = file && file->write_all(encode(head));
    for (std::size_t i = 0; i < files && written; ++i) {
        const Bytes bytes = content(i, number);
        write_to(folder / std::to_string(i), bytes);
        written = static_cast<bool>(file->write_all(bytes));
    }
    for (const auto& [name, kind] : tables()) written = written && file->write_all(table(name));
    if (!written) give_up("the edition cannot be written");
    ::sync();
}

double megabytes_written() {
    double bytes = 0;
    if (std::FILE* io = std::fopen("/proc/self/io", "r")) {
        char line[128];
        while (std::fgets(line, sizeof line, io)) std::sscanf(line, "write_bytes: %lf", &bytes);
        std::fclose(io);
    }
    return bytes / 1e6;
}

struct Measured {
    double wall = 0, written = 0;
    Installed installed;
};

Measured install(const Path& edition, const InstallOptions& options) {
    Measured measured;
    const double before = megabytes_written();
    measured.wall = timed([&] {
        auto done = install_edition(edition, options);
        if (!done) give_up(done.error().text());
        measured.installed = *done;
    });
    measured.written = megabytes_written() - before;
    return measured;
}

} // namespace

int main() {
    const Workspace work;
    write_edition(work.path() / "first.lxe", work.path() / "files", 1);
    write_edition(work.path() / "second.lxe", work.path() / "files", 2);
    const InstallOptions options{work.path() / "library", county_keys(), "", "", {}};

    // Both with everything on the disk at the end, and the sources warm in memory.
    const double copied = timed([&] { run({"sh", "-c", "cp -a '" + (work.path() / "files").string() + "' '" + (work.path() / "copy").string() + "' && sync -f '" + work.path().string() + "'"}); });
    const Measured full = install(work.path() / "first.lxe", options);
    const Measured delta = install(work.path() / "second.lxe", options);
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);

    row("cp -a of 500 MB in 2,000 files, synced", milliseconds(copied));
    row("full edition installed, verified, durable", milliseconds(full.wall) + number(full.wall / copied, 2, "x cp").insert(0, " = "), "<= 1.25 x cp -a");
    row("full edition: written", number(full.written, 0, "MB"), "<= 1.05 x 524 MB");
    row("1 % changed: wall", milliseconds(delta.wall), "<= 200 ms");
    row("1 % changed: written", number(delta.written, 1, "MB"), "<= 8 MB");
    row("memory at its peak", number(static_cast<double>(usage.ru_maxrss) / 1024, 0, "MB"), "<= 32 MB");
    note("blobs written: " + std::to_string(full.installed.blobs_written) + ", then " + std::to_string(delta.installed.blobs_written));
    return 0;
}
