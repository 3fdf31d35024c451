// Measures typing by pinyin, key by key: from a key press to the candidates for it, on 26 and on nine keys, and what the engine takes.
#include "kiosk/input/nine_key.h"
#include "kiosk/input/pinyin.h"
#include "tests/bench/report.h"
#include "tests/bench/workspace.h"

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <malloc.h>

using namespace lianxin;
using namespace lianxin::bench;

namespace {

const std::vector<std::string> sentences{"womencunliluhuaile",
                                         "shuiguanloushuiwangjinkuaichuli",
                                         "cunlimeiyouludengwanshangkanbujian",
                                         "wojiadedianfeitaigaole",
                                         "dibaoshenqingyaoshenmecailiao",
                                         "yiliaobaoxianzenmebaoxiao",
                                         "zengyangshenlingyanglaojin",
                                         "shiqiaocundeluhuaile",
                                         "qingbangmangjiejueyixia",
                                         "haizishangxueyaoraoyuanlu",
                                         "womencunnilufaile",
                                         "canjirenbutieshenmesihoufa"};

/// Milliseconds of processor time of this thread.
double processor_time() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// "Pss:" or "Anonymous:" of this process, in MB.
double memory(std::string_view what) {
    std::ifstream file("/proc/self/smaps_rollup");
    for (std::string line; std::getline(file, line);)
        if (line.compare(0, what.size(), what) == 0) return std::strtod(line.c_str() + what.size(), nullptr) / 1024;
    return 0;
}

std::string three(const std::vector<double>& times) {
    return number(percentile(times, 0.5), 1, "") + " / " + number(percentile(times, 0.95), 1, "") + " / " + number(percentile(times, 0.99), 1, "ms");
}

void measure(Pinyin& pinyin, KeyLayout layout, const std::string& name, std::string_view goal) {
    std::vector<double> wall, processor;
    std::size_t whole = 0;
    for (const auto& sentence : sentences) {
        const std::string letters = layout == KeyLayout::NineKey ? keys_of(sentence) : sentence;
        for (std::size_t typed = 1; typed <= letters.size(); ++typed) {
            const double before = processor_time();
            PinyinAnswer answer;
            wall.push_back(timed([&] { answer = pinyin.ask({typed, letters.substr(0, typed), {}, layout}); }));
            processor.push_back(processor_time() - before);
            if (answer.candidates.empty()) give_up("no candidates for " + letters.substr(0, typed));
            whole = std::max(whole, answer.candidates.size());
        }
    }
    row(name + ", key to candidates, p50 / p95 / p99", three(wall));
    row(name + ", processor time", three(processor), goal);
    note(std::to_string(wall.size()) + " keys in " + std::to_string(sentences.size()) + " sentences; up to " + std::to_string(whole) + " candidates each");
}

} // namespace

int main() {
    ::mallopt(M_ARENA_MAX, 1); // as the kiosk does
    const Workspace work;
    const PinyinOptions options{.schemas = Path(LIANXIN_SOURCE_DIR) / "assets/typing",
                                .scratch = work.path() / "pinyin",
                                .words = {{"石桥村", "shi qiao cun"}, {"清溪镇", "qing xi zhen"}, {"梨树坪村", "li shu ping cun"}}};
    const double before = memory("Pss:");
    const auto open = [&] {
        auto opened = Pinyin::open(options);
        if (!opened) give_up(opened.error().text());
        return std::move(*opened);
    };
    double first_time = 0, again = 0;
    {
        std::optional<Pinyin> pinyin;
        first_time = timed([&] { pinyin = open(); });
    }
    {
        std::optional<Pinyin> pinyin;
        again = timed([&] { pinyin = open(); });
        row("opening, first time since boot (compiles) / afterwards", milliseconds(first_time) + " / " + milliseconds(again), "before the first key");
        row("memory that it takes when opened (PSS)", number(memory("Pss:") - before, 1, "MB"));
        measure(*pinyin, KeyLayout::Letters, "26 keys", "0.7 / 2.9 ms (librime alone, one look-up)");
        measure(*pinyin, KeyLayout::NineKey, "nine keys", "25 ms: one frame of a touch");
        row("memory that it takes after all that (PSS)", number(memory("Pss:") - before, 1, "MB"), "<= 37 MB");
    }
    row("memory that stays when the visit ends (PSS)", number(memory("Pss:") - before, 1, "MB"), "none");
    return 0;
}
