// The key agent: alone in holding the county's private keys, it opens records and seals what is told about them.
#pragma once

#include "county/intercom.h"
#include "county/content.h"
#include "county/unsealer.h"

namespace lianxin {

class KeyAgent final : public Unsealer {
  public:
    struct Keys {
        std::vector<Identity> intake;     ///< open records
        std::vector<Recipient> county;    ///< the county's own copy of what it tells is sealed to these
        std::vector<Dictionary> dictionaries;
    };
    KeyAgent(Keys keys, Content content, std::string office, Random& random)
        : keys_(std::move(keys)), content_(std::move(content)), office_(std::move(office)), random_(&random) {}

    Result<SealedStep> tell(const SealedRecord& record, TimePoint received, const StepToTell& step) override;
    Result<Request> read(const SealedRecord& record) override;
    Result<AttachmentPart> read_part(const SealedRecord& record) override;

  private:
    Result<Value> opened(const SealedRecord& record) const;
    Keys keys_;
    Content content_;
    std::string office_;
    Random* random_;
};

/// Answers what comes over the intercom until the other side goes. Nothing but the answers leaves the process.
void serve_agent(KeyAgent& agent, Intercom& intercom);

/// The agent at the other end of a intercom. One question at a time; several threads may ask.
class RemoteAgent final : public Unsealer {
  public:
    explicit RemoteAgent(Intercom intercom);
    ~RemoteAgent() override;
    Result<SealedStep> tell(const SealedRecord& record, TimePoint received, const StepToTell& step) override;
    Result<Request> read(const SealedRecord& record) override;
    Result<AttachmentPart> read_part(const SealedRecord& record) override;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace lianxin
