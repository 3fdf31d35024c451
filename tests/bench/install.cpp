// Measures the installation of an edition of 500 MB in 2,000 files and of the next one that changes 1 %, beside cp -a and sha256sum.
#include "records/pack/installer.h"
#include "records/seal/hash.h"
#include "tests/bench/report.h"
#include "tests/bench/workspace.h"

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lianxin;
using namespace lianxin::bench;

namespace {

constexpr std::size_t files = 2000, file_size = 262'144;
constexpr int rounds = 3;

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

std::string file_path(std::size_t index) {
    char name[32];
    std::snprintf(name, sizeof name, "a/%05zu.bin", index);
    return name;
}

/// The tables that no edition goes without, from the sample county; behind the files in the order of paths.
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
    for (std::size_t i = 0; i < files; ++i) manifest.items.push_back(item_of(file_path(i), "film", content(i, number)));
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

/// What a piece of work used, as the kernel counts it for a process of its own and those it waited for.
struct Used {
    double wall = 0, processor = 0; ///< milliseconds
    double written = 0;             ///< MB
    double memory = 0;              ///< MB at its peak
};

double milliseconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

Used in_child(const std::function<void()>& work) {
    Used used;
    rusage usage{};
    used.wall = timed([&] {
        const pid_t child = ::fork();
        if (child < 0) give_up("no further process");
        if (child == 0) {
            work();
            ::_exit(0);
        }
        int status = 0;
        if (::wait4(child, &status, 0, &usage) != child || status != 0) give_up("the work failed");
    });
    used.processor = milliseconds_of(usage.ru_utime) + milliseconds_of(usage.ru_stime);
    used.written = static_cast<double>(usage.ru_oublock) * 512 / 1e6;
    used.memory = static_cast<double>(usage.ru_maxrss) / 1024;
    return used;
}

Used shell(const std::string& command) {
    return in_child([&] {
        ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
        ::_exit(1);
    });
}

Used install(const Path& edition, const InstallOptions& options) {
    return in_child([&] {
        if (auto done = install_edition(edition, options); !done) give_up(done.error().text());
    });
}

void rows_of(const std::string& what, const Used& used, std::string_view wall_goal = "", std::string_view written_goal = "") {
    row(what + ": wall", milliseconds(used.wall), wall_goal);
    row(what + ": processor", milliseconds(used.processor));
    row(what + ": written", number(used.written, 1, "MB"), written_goal);
    row(what + ": memory at its peak", number(used.memory, 0, "MB"), "<= 32 MB");
}

/// What the system's own tools use for the same files.
void rows_beside(const std::string& tool, const Used& used) {
    row(tool + ": wall", milliseconds(used.wall));
    row(tool + ": processor", milliseconds(used.processor));
    row(tool + ": written", number(used.written, 0, "MB"));
    row(tool + ": memory at its peak", number(used.memory, 0, "MB"));
}

/// The whole of the sample county tried by the helper: every page in every look, every picture.
Used load_check() {
    const Path county = Path(LIANXIN_SOURCE_DIR) / "assets/samples/county";
    std::vector<LoadCheckItem> items;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(county)) {
        const auto path = entry.path().lexically_relative(county).string();
        if (entry.path().extension() == ".md" && path.starts_with("notices/")) items.push_back({LoadCheckItem::What::Page, path, entry.path()});
        if (entry.path().extension() == ".png") items.push_back({LoadCheckItem::What::Picture, path, entry.path()});
    }
    return in_child([&] {
        if (auto done = run_load_check(program("lianxin-load-check"), items); !done) give_up(done.error().text());
    });
}

/// What takes as long as the middle one of an odd number of measurements.
Used median(std::vector<Used> all) {
    std::sort(all.begin(), all.end(), [](const Used& a, const Used& b) { return a.wall < b.wall; });
    return all[all.size() / 2];
}

/// The disk has nothing left to do, so that nobody pays for what another wrote.
void settle() { ::sync(); }

} // namespace

int main() {
    const Workspace work;
    (void)in_child([&] { write_edition(work.path() / "first.lxe", work.path() / "files", 1); });
    (void)in_child([&] { write_edition(work.path() / "second.lxe", work.path() / "files-of-second", 2); });
    std::filesystem::remove_all(work.path() / "files-of-second");
    const InstallOptions options{work.path() / "library", county_keys(), "", "", {}};
    const auto quoted = [&](const char* name) { return "'" + (work.path() / name).string() + "'"; };
    const std::string copy = "cp -a " + quoted("files") + " " + quoted("copy");

    // In turn, so that a busy moment of the machine falls on all; the sources are warm in memory.
    std::vector<Used> bare, synced, fulls, deltas, sums;
    for (int round = 0; round < rounds; ++round) {
        for (const char* made : {"copy", "library"}) std::filesystem::remove_all(work.path() / made);
        settle();
        bare.push_back(shell(copy));
        sums.push_back(shell("sha256sum " + quoted("copy") + "/* > /dev/null"));
        std::filesystem::remove_all(work.path() / "copy");
        settle();
        synced.push_back(shell(copy + " && sync -f " + quoted("copy")));
        settle();
        fulls.push_back(install(work.path() / "first.lxe", options));
        settle();
        deltas.push_back(install(work.path() / "second.lxe", options));
    }
    const Used copied = median(bare), durable = median(synced), full = median(fulls), delta = median(deltas);

    rows_beside("cp -a of 500 MB in 2,000 files, not synced", copied);
    rows_beside("cp -a && sync", durable);
    rows_beside("sha256sum of the same", median(sums));
    rows_of("full edition, verified, durable", full, "", "<= 1.05 x cp -a");
    row("full edition: wall against cp -a, which leaves it in memory", number(full.wall / copied.wall, 2, "x"), "<= 1.25 x");
    row("full edition: wall against cp -a && sync", number(full.wall / durable.wall, 2, "x"), "<= 1.25 x");
    row("full edition: processor against cp -a && sync", number(full.processor / durable.processor, 2, "x"));
    row("full edition: written against cp -a && sync", number(full.written / durable.written, 3, "x"), "<= 1.05 x");
    rows_of("1 % changed", delta, "<= 200 ms", "<= 8 MB");
    const Used checked = load_check();
    row("load check of the sample county, wall", milliseconds(checked.wall));
    row("load check of the sample county, memory", number(checked.memory, 0, "MB"));
    note("cp -a does not sync: what it copied may be lost with the power. An installed edition is on the disk. Medians of " + std::to_string(rounds) + " rounds");
    return 0;
}
