// How soon the voice is heard after 朗读 is touched, and what a minute of speech costs.
#include "kiosk/device/voice.h"
#include "tests/bench/report.h"

#include <condition_variable>
#include <sys/resource.h>

using namespace lianxin;
using namespace lianxin::bench;

namespace {

using Steady = std::chrono::steady_clock;

/// A loudspeaker that only looks at the time: sound is over as soon as it is given.
class Stopwatch final : public Loudspeaker {
  public:
    Result<void> play(const Sound& sound, int) override {
        const std::lock_guard lock(mutex_);
        if (!first_) first_ = Steady::now();
        seconds_ += static_cast<double>(sound.samples.size()) / sound.rate;
        return {};
    }
    void stop() override {}
    std::int64_t remaining() const override { return 0; }

    double since(Steady::time_point begun) {
        const std::lock_guard lock(mutex_);
        return first_ ? std::chrono::duration<double, std::milli>(*std::exchange(first_, std::nullopt) - begun).count() : 0;
    }
    double seconds() {
        const std::lock_guard lock(mutex_);
        return seconds_;
    }

  private:
    std::mutex mutex_;
    std::optional<Steady::time_point> first_;
    double seconds_ = 0;
};

/// Lets the measuring thread wait for the end of what is said.
class Ends {
  public:
    EventSink sink() {
        return [this](const Event& event) {
            if (!std::holds_alternative<event::SpeechEnded>(event)) return;
            const std::lock_guard lock(mutex_);
            ++count_;
            news_.notify_all();
        };
    }
    void wait() {
        std::unique_lock lock(mutex_);
        if (!news_.wait_for(lock, std::chrono::seconds(20), [this] { return count_ > 0; })) give_up("the voice says nothing; is espeak-ng installed?");
        --count_;
    }

  private:
    std::mutex mutex_;
    std::condition_variable news_;
    int count_ = 0;
};

double cpu_seconds() {
    double sum = 0;
    for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        ::getrusage(who, &usage);
        for (const timeval& part : {usage.ru_utime, usage.ru_stime}) sum += static_cast<double>(part.tv_sec) + static_cast<double>(part.tv_usec) / 1e6;
    }
    return sum;
}

const std::vector<std::string> sentences = {
    "《青禾县农村公路养护办法》已经县人民政府第十八次常务会议讨论通过，现予公布，自2026年3月15日起施行。",
    "停水时间：2026年5月23日（星期六）20时至5月24日（星期日）6时，遇中雨以上天气顺延一天；",
    "家有病人、孕产妇、行动不便老人需要送水上门的，请提前拨打0990-5550202登记。",
    "您好。",
};

} // namespace

int main() {
    auto stopwatch = std::make_unique<Stopwatch>();
    Stopwatch& heard = *stopwatch;
    Ends ends;
    VoiceMeans means;
    means.loudspeaker = std::move(stopwatch);
    means.has_loudspeaker = [] { return true; };
    means.readings = Path(LIANXIN_SOURCE_DIR) / "assets/speech/readings.txt";
    Voice voice(std::move(means), ends.sink());
    std::vector<double> first, later;
    const double before = cpu_seconds();
    for (std::uint64_t i = 0; i < 80; ++i) {
        // Every fourth begins a visit, when nothing of speech is loaded.
        const bool begins = i % sentences.size() == 0;
        if (begins) (void)voice.perform(effect::Forget{});
        const auto begun = Steady::now();
        (void)voice.perform(effect::Speak{i, {sentences[i % sentences.size()], "", {}, {}, {}}, ""});
        ends.wait();
        (begins ? first : later).push_back(heard.since(begun));
    }
    const double cost = (cpu_seconds() - before) / heard.seconds() * 60;
    row("朗读 touched, first sound given to SDL, nothing loaded, p50", milliseconds(percentile(first, 0.5)), "<= 150 ms");
    row("  p95", milliseconds(percentile(first, 0.95)), "<= 300 ms: felt as at once");
    row("a later sentence that was not made ready, p50", milliseconds(percentile(later, 0.5)), "<= 150 ms");
    row("  p95", milliseconds(percentile(later, 0.95)), "");
    row("CPU for a minute of speech", number(cost, 2, "s"), "<= 1 s");
    return 0;
}
