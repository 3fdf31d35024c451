// Each deed looks first, then enters everything in one transaction.
#include "county/desk.h"

#include "county/public_items.h"
#include "records/seal/keys.h"

namespace lianxin {

Result<void> Desk::reply(std::string_view number, std::string_view text, CaseState state) {
    const auto place = parse_case_number(number, settings_->county);
    if (!place) return place.error();
    const auto reader = readers_->borrow();
    if (!reader) return reader.error();
    const auto found = (*reader)->find_case(place->township, place->year, place->serial);
    if (!found) return found.error();
    if (!*found) return Error{ErrorCode::NotFound, "there is no case " + std::string(number), {}};
    const Case& known = **found;
    if (!may_follow(known.last.state, state))
        return Error{ErrorCode::Conflict, "a case that is " + std::string(name_of(known.last.state)) + " cannot become " +
                                              std::string(name_of(state)), {}};
    const auto body = (*reader)->body(known.file.township, known.file.record);
    if (!body) return body.error();
    if (!*body) return Error{ErrorCode::NotFound, "the body of this case is not here any more", {}};
    CaseStep step;
    step.number = known.last.number + 1;
    step.state = state;
    step.made = clock_->wall();
    auto sealed = unsealer_->tell({(*body)->suite, known.file.record, (*body)->sealed}, known.file.received,
                                {case_number(known.file), step.number, state, step.made, std::string(text)});
    if (!sealed) return std::move(sealed).error().in("opening case " + std::string(number));
    const NewStep ready = signed_step(known.file, std::move(step), std::move(*sealed), *answers_);
    const auto entered = writer_->perform([&](Book& book) { return enter_step(book, ready); });
    if (!entered) return entered.error();
    return {};
}

Result<void> Desk::enrol(std::string_view kiosk, std::string_view township, const PublicKey& key) {
    if (!is_kiosk_id(kiosk))
        return Error{ErrorCode::Invalid, "a kiosk's name is 1 to 32 letters, digits and hyphens", {}};
    const auto id = township_id_of(township);
    if (!id) return id.error();
    if (township.substr(0, 6) != settings_->county)
        return Error{ErrorCode::Invalid, "this township is not of county " + settings_->county, {}};
    const EnrolledKiosk entry{{*id, std::string(kiosk)}, std::string(township), key, clock_->wall(), std::nullopt};
    const auto entered = writer_->perform([&](Book& book) -> Result<void> {
        const auto known = book.store.kiosk(kiosk);
        if (!known) return known.error();
        if (*known) return Error{ErrorCode::Conflict, "there is a kiosk of that name already", {}};
        if (auto added = book.store.add(entry); !added) return added;
        if (auto sent = send_down_everything(book.store, entry); !sent) return sent;
        const auto logged = book.log.append_event(book.store, "enrol",
                                                  {{"kiosk", entry.key.kiosk},
                                                   {"township", entry.township},
                                                   {"public_key", key.bytes},
                                                   {"at", now_number()}});
        if (!logged) return logged.error();
        return {};
    });
    if (!entered) return entered.error();
    return {};
}

Result<void> Desk::revoke(std::string_view kiosk) {
    const auto entered = writer_->perform([&](Book& book) -> Result<void> {
        const auto known = book.store.kiosk(kiosk);
        if (!known) return known.error();
        if (!*known) return Error{ErrorCode::NotFound, "there is no kiosk of that name", {}};
        if ((*known)->revoked) return Error{ErrorCode::Conflict, "this kiosk has been revoked already", {}};
        if (auto revoked = book.store.revoke(kiosk, clock_->wall()); !revoked) return revoked;
        const auto logged =
            book.log.append_event(book.store, "revoke", {{"kiosk", std::string(kiosk)}, {"at", now_number()}});
        if (!logged) return logged.error();
        return {};
    });
    if (!entered) return entered.error();
    return {};
}

Result<Value> Desk::perform(const Value& order) {
    const auto done = [](const Result<void>& outcome) -> Result<Value> {
        if (!outcome) return outcome.error();
        return Value(Value::Map{{"done", true}});
    };
    const std::string wish = order.text_or("order", "");
    if (wish == "reply") {
        const auto state = case_state(order.text_or("state", "answered"));
        if (!state) return state.error();
        return done(reply(order.text_or("case", ""), order.text_or("text", ""), *state));
    }
    if (wish == "enrol") {
        const auto key = parse_public_key(order.text_or("public_key", ""));
        if (!key) return key.error();
        return done(enrol(order.text_or("kiosk", ""), order.text_or("township", ""), *key));
    }
    if (wish == "revoke") return done(revoke(order.text_or("kiosk", "")));
    if (wish == "publish") {
        const auto number = publish(order.text_or("file", ""));
        if (!number) return number.error();
        return Value(Value::Map{{"edition", *number}});
    }
    if (wish == "announce") return perform_announcement(order);
    if (wish == "withdraw") {
        const std::string kind = order.text_or("kind", ""), id = order.text_or("id", "");
        const auto version = withdraw(kind, id, order.text_or("reason", ""));
        if (!version) return version.error();
        return Value(Value::Map{{"item", kind + " " + id}, {"kind", kind}, {"version", *version}});
    }
    if (wish == "backup") {
        const auto entries = back_up(order.text_or("file", ""));
        if (!entries) return entries.error();
        return Value(Value::Map{{"entries", *entries}});
    }
    if (wish == "draft_recovery") {
        auto document = draft_recovery(order.text_or("reason", ""));
        if (!document) return std::move(document).error();
        return Value(Value::Map{{"document", std::move(*document)}});
    }
    if (wish == "accept_recovery") {
        const auto number = accept_recovery({order.text_or("document", ""), order.text_or("signatures", "")});
        if (!number) return number.error();
        return Value(Value::Map{{"number", *number}});
    }
    return Error{ErrorCode::Invalid, "an unknown order", {}};
}

} // namespace lianxin
