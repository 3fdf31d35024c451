// The county's doors for kiosks: which request goes where, and who may ask.
#pragma once

#include "county/deltas.h"
#include "county/asking_limit.h"
#include "county/http_message.h"
#include "county/intake.h"
#include "records/wire/changes.h"

namespace lianxin {

/// What the doors lead to. Everything outlives the routes.
struct Rooms {
    Writer& writer;
    Readers& readers;
    Intake& intake;
    const SigningKey& answers;
    const Clock& clock;
    Path editions; ///< folder of published *.lxe files
    std::function<void()> taken; ///< told after each batch, so that cases are registered soon
};

class Routes {
  public:
    explicit Routes(Rooms rooms) : rooms_(std::move(rooms)), deltas_(std::make_shared<Deltas>(rooms_.editions / "deltas")) {}

    /// Several threads at a time. Every door but the public checkpoint and its proofs wants the signature of an enrolled kiosk: 401 for an
    /// unknown one or a signature that does not hold, 403 for a revoked one, both before anything else is looked at.
    /// `told_before` as Intake::take.
    HttpResponse respond(const HttpRequest& request, std::optional<std::uint64_t> told_before = {}) const;

    /// A bounded run of what this kiosk is to be told after that cursor. Errors: those of the store.
    Result<Changes> changes_for(const EnrolledKiosk& kiosk, std::uint64_t after) const;

  private:
    Result<EnrolledKiosk> signer(const HttpRequest& request) const;
    HttpResponse batch(const HttpRequest& request, const EnrolledKiosk& kiosk, std::optional<std::uint64_t> told_before) const;
    HttpResponse changes(const HttpRequest& request, const EnrolledKiosk& kiosk) const;
    Result<std::optional<PublishedEdition>> newest_edition(const HttpRequest& request, const EnrolledKiosk& kiosk) const;
    HttpResponse updates(const HttpRequest& request, const EnrolledKiosk& kiosk) const;
    HttpResponse edition(const HttpRequest& request, const EnrolledKiosk& kiosk) const;
    HttpResponse edition_head(const HttpRequest& request, const EnrolledKiosk& kiosk) const;
    HttpResponse blobs(const HttpRequest& request, const EnrolledKiosk& kiosk) const;
    HttpResponse delta(const HttpRequest& request, const PublishedEdition& edition, ByteView held, const std::string& tag) const;
    HttpResponse health(const HttpRequest& request, const EnrolledKiosk& kiosk) const;
    HttpResponse checkpoint() const;
    HttpResponse consistency(const HttpRequest& request) const;

    Rooms rooms_;
    std::shared_ptr<Deltas> deltas_;
    mutable AskingLimit asking_;
};

} // namespace lianxin
