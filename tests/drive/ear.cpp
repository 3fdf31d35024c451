// Hearing what the driven kiosk says.
#include "tests/drive/ear.h"

#include "records/base/text.h"

namespace lianxin {
namespace {

/// About as fast as people speak Chinese.
constexpr Milliseconds for_each_character{200};

} // namespace

class Ear::Voice final : public Device {
  public:
    explicit Voice(Ear& ear) : ear_(ear) {}

    bool perform(const Effect& effect) override {
        if (const auto* speak = std::get_if<effect::Speak>(&effect)) {
            const auto characters = static_cast<std::int64_t>(count_characters(speak->utterance.text));
            ear_.saying_ = Saying{speak->serial, ear_.clock_.monotonic() + characters * for_each_character};
            ear_.said_.push_back(speak->utterance.text);
            return true;
        }
        if (std::holds_alternative<effect::PlayMemo>(effect)) {
            ear_.said_.emplace_back("(memo)");
            ear_.sink_(event::MemoPlayed{});
            return true;
        }
        const bool silence = std::holds_alternative<effect::Silence>(effect);
        if (silence || std::holds_alternative<effect::Forget>(effect)) ear_.saying_.reset();
        return silence;
    }

  private:
    Ear& ear_;
};

std::unique_ptr<Device> Ear::voice(EventSink sink) {
    sink_ = std::move(sink);
    sink_(event::DevicesChanged{{.can_speak = true}});
    return std::make_unique<Voice>(*this);
}

void Ear::listen() {
    if (saying_ && clock_.monotonic() >= saying_->ends) sink_(event::SpeechEnded{std::exchange(saying_, std::nullopt)->serial});
}

std::optional<Milliseconds> Ear::ends() const { return saying_ ? std::optional(saying_->ends) : std::nullopt; }

} // namespace lianxin
