// Measures the search of Chinese words over 5,000 generated notices: time, index, and whether every hit is found.
#include "records/store/plain_text.h"
#include "records/store/sounds.h"
#include "tests/bench/report.h"
#include "tests/bench/workspace.h"
#include "tests/records/store/notices.h"

#include "records/base/text.h"
#include "records/store/database.h"

#include <ctime>
#include <set>

using namespace lianxin;
using namespace lianxin::bench;

namespace {

constexpr std::size_t words = 1000, recall_words = 60, first_screen = 20;

/// Hits found as a share of the pages that hold the word, over some words.
double recall(const LibraryReader& reader, const std::vector<Page>& pages, const std::vector<std::string>& texts, std::size_t characters) {
    std::size_t found = 0, there = 0;
    for (const auto& word : hall::words_in(pages, characters, recall_words, 70 + characters)) {
        std::set<std::string> hits;
        for (const auto& hit : reader.search(word, pages.size())) hits.insert(hit.page.id);
        for (std::size_t i = 0; i < pages.size(); ++i) {
            if (texts[i].find(folded(word)) == std::string::npos) continue;
            ++there;
            found += hits.count(pages[i].id);
        }
    }
    return static_cast<double>(found) / static_cast<double>(there);
}

/// Milliseconds of this thread on a processor: what a busy machine does not falsify.
template <class Deed>
double cpu_timed(const Deed& deed) {
    const auto now = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    };
    const double begun = now();
    deed();
    return now() - begun;
}

/// Words as they are typed by people who spell by ear: the second character is another of the same sound.
std::vector<std::string> misspelled(const std::vector<std::string>& right) {
    std::vector<std::string> out;
    for (const auto& word : right) {
        auto characters = to_code_points(word);
        const auto& sounds = sounds_of(characters[1]);
        for (const auto& [syllable, written] : syllables()) {
            const auto others = to_code_points(written);
            if (sounds.empty() || sounds_of(others[0]).empty() || sounds_of(others[0])[0] != sounds[0] || others.back() == characters[1]) continue;
            characters[1] = others.back();
            break;
        }
        out.push_back(to_utf8(characters));
    }
    return out;
}

double index_bytes(const Path& folder) {
    auto database = Database::open_reader(folder / "library.db", library_schema);
    if (!database) give_up(database.error().text());
    const auto blocks = database->number("SELECT (SELECT sum(length(block)) FROM page_index_data) + (SELECT sum(length(block)) FROM title_index_data) + "
                                         "(SELECT sum(length(pair) + 12) FROM sound_pair)");
    return blocks ? static_cast<double>(*blocks) : 0;
}

double file_sizes(const Path& folder) {
    double bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) bytes += static_cast<double>(entry.file_size());
    return bytes;
}

} // namespace


int main(int count, char** arguments) {
    const std::size_t notices = count > 1 ? std::stoul(arguments[1]) : 5000;
    const std::string_view goal = notices > 5000 ? "p99 <= 20 ms" : "p99 <= 3 ms";
    const Workspace work;
    const auto pages = hall::made_pages(notices, 5);
    std::vector<std::string> texts;
    double text_bytes = 0;
    for (const Page& page : pages) {
        texts.push_back(hall::searched_text(page));
        text_bytes += static_cast<double>(texts.back().size());
    }
    auto library = Library::open(work.path());
    if (!library) give_up(library.error().text());
    row("install and index " + std::to_string(notices) + " notices", milliseconds(timed([&] {
            if (auto done = library->install(hall::edition_of(1, pages)); !done) give_up(done.error().text());
        })));
    auto reader = LibraryReader::open(work.path());
    if (!reader) give_up(reader.error().text());
    const auto measure = [&](const std::string& what, const std::vector<std::string>& sought) {
        std::vector<double> wall, cpu;
        for (const auto& word : sought) wall.push_back(timed([&] { cpu.push_back(cpu_timed([&] { (void)reader->search(word, first_screen); })); }));
        row(what + ", CPU p50 / p99", milliseconds(percentile(cpu, 0.5)) + " / " + milliseconds(percentile(cpu, 0.99)), goal);
        row(what + ", wall p50 / p99", milliseconds(percentile(wall, 0.5)) + " / " + milliseconds(percentile(wall, 0.99)), goal);
    };
    for (const std::size_t characters : {2u, 3u, 4u}) {
        const std::string what = std::to_string(characters) + "-character words";
        measure(what, hall::words_in(pages, characters, words, characters));
        row(what + ", recall", number(recall(*reader, pages, texts, characters), 3, ""), "1.00");
    }
    measure("2-character words misspelled by ear", misspelled(hall::words_in(pages, 2, 200, 9)));
    row("index to text", number(index_bytes(work.path()) / text_bytes, 2, "x"), "<= 2 x text");
    row("library on disk, pages and index, to text", number(file_sizes(work.path()) / text_bytes, 2, "x"));
    note("text " + number(text_bytes / 1e6, 1, "MB") + ", library " + number(file_sizes(work.path()) / 1e6, 1, "MB") + "; the library holds the pages' text too");
    return 0;
}
