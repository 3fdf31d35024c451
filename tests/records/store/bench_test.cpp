// Figures of the store, printed and never judged: run with the tag [.bench].
#include "tests/records/store/hall.h"
#include "tests/records/store/notices.h"

#include "records/base/text.h"
#include "records/store/database.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace lianxin;
using namespace lianxin::hall;

namespace {

/// Milliseconds that `deed` takes by the clock on the wall.
template <class Deed>
double timed(const Deed& deed) {
    const auto begin = std::chrono::steady_clock::now();
    deed();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

/// Milliseconds of the processor: comparable on a machine that others use too.
template <class Deed>
double worked(const Deed& deed) {
    const auto now = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    };
    const double begin = now();
    deed();
    return now() - begin;
}

void print(const char* what, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    std::printf("%s: p50 %.3f ms, p99 %.3f ms, most %.3f ms (%zu)\n", what, times[times.size() / 2],
                times[times.size() * 99 / 100], times.back(), times.size());
}

std::int64_t index_bytes(const Path& folder) {
    auto database = Database::open_reader(folder / "library.db", library_schema);
    return database->number("SELECT sum(length(block)) FROM page_index_data").value_or(0) +
           database->number("SELECT sum(length(sz)) FROM page_index_docsize").value_or(0);
}

} // namespace

TEST_CASE("figures: hand-in to durable, and opening with many records held", "[.bench]") {
    Folder folder;
    const auto key = kiosk_key();
    const auto clock = clock_of_2026();
    {
        auto outbox = Outbox::open(options_in(folder.path), key, clock);
        std::vector<double> times;
        for (std::uint64_t number = 0; number < 4500; ++number) {
            const auto record = record_numbered(number, 1200);
            times.push_back(timed([&] { REQUIRE(outbox->append(record)); }));
        }
        print("append of 1.2 KB, durable", times);
    }
    std::printf("opening with 4,500 records held: %.1f ms\n",
                timed([&] { REQUIRE(Outbox::open(options_in(folder.path), key, clock)); }));
    std::filesystem::remove(folder.path / "outbox.db");
    std::printf("rebuilding 4,500 records from the log: %.1f ms\n",
                timed([&] { REQUIRE(Outbox::open(options_in(folder.path), key, clock)); }));
}

TEST_CASE("figures: search in generated notices", "[.bench]") {
    for (const std::size_t count : {5000u}) {
        Folder folder;
        const auto pages = made_pages(count, 2);
        std::size_t text = 0;
        for (const auto& page : pages) text += searched_text(page).size();
        auto library = Library::open(folder.path);
        std::printf("%zu notices, %.1f MB of text: installed in %.0f ms\n", count, static_cast<double>(text) / 1e6,
                    timed([&] { REQUIRE(library->install(edition_of(1, pages))); }));
        std::printf("  index %.1f MB, %.2f of the text\n", static_cast<double>(index_bytes(folder.path)) / 1e6,
                    static_cast<double>(index_bytes(folder.path)) / static_cast<double>(text));
        auto changed = pages;
        for (std::size_t at = 0; at < count; at += 100) changed[at].body += "\n\n另行通知。";
        std::printf("  1 %% changed: installed in %.0f ms\n",
                    timed([&] { REQUIRE(library->install(edition_of(2, changed))); }));
        auto reader = LibraryReader::open(folder.path);
        REQUIRE(reader);
        for (const std::size_t characters : {1u, 2u, 3u, 4u}) {
            const std::string what = "  " + std::to_string(characters) + " characters, 20 hits with snippets";
            std::vector<double> wall, processor;
            for (const auto& word : words_in(pages, characters, 500, characters))
                processor.push_back(
                    worked([&] { wall.push_back(timed([&] { CHECK_FALSE(reader->search(word, 20).empty()); })); }));
            print((what + ", wall").c_str(), wall);
            print((what + ", processor").c_str(), processor);
        }
    }
}
