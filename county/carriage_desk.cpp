// Reading what kiosks sent by stick, and writing what they are told.
#include "county/carriage_desk.h"

#include "records/base/json.h"
#include "records/base/text.h"
#include "records/seal/checkpoint.h"
#include "records/wire/batch.h"
#include "records/wire/routes.h"

#include <algorithm>
#include <charconv>
#include <fcntl.h>
#include <unistd.h>

namespace lianxin {
namespace {

constexpr std::size_t copy_piece = 1 << 20;
constexpr std::string_view edition_beginning = "edition-", edition_ending = ".lxe";

/// The cursor of changes that a kiosk asked with. Nothing is known of one that never sent a stick, or whose note is lost: it is then told
/// everything from the beginning.
std::uint64_t read_asked(const Path& file) {
    const auto text = read_text(file, 4096);
    const auto value = text ? parse_json(*text) : Result<Value>(text.error());
    return value ? static_cast<std::uint64_t>(std::max<std::int64_t>(0, value->integer_or("after", 0))) : 0;
}

std::uint64_t number_in(std::string_view query) {
    const auto equals = query.find('=');
    std::uint64_t number = 0;
    if (equals != std::string_view::npos) std::from_chars(query.data() + equals + 1, query.data() + query.size(), number);
    return number;
}

HttpRequest as_sent(CarriedRequest&& carried) {
    HttpRequest request{std::move(carried.target.method), std::move(carried.target.path), std::move(carried.target.query), {}, std::move(carried.body)};
    request.headers["content-digest"] = std::move(carried.fields.content_digest);
    request.headers["signature-input"] = std::move(carried.fields.signature_input);
    request.headers["signature"] = std::move(carried.fields.signature);
    return request;
}

bool is_on(const Route& route, const EnrolledKiosk& kiosk) {
    return std::any_of(route.begin(), route.end(), [&](const std::string& stop) { return stop == "all" || stop == kiosk.key.kiosk || stop == kiosk.township; });
}

} // namespace

Result<Route> parse_route(std::string_view text) {
    Route route;
    for (const std::string_view stop : split(text, ','))
        if (!trimmed(stop).empty()) route.emplace_back(trimmed(stop));
    if (route.empty()) return Error{ErrorCode::Invalid, "a route names kiosks or townships, divided by commas, or says all", {}};
    return route;
}

// In.

/// One file on its way through the doors.
class CarriageDesk::Taking {
  public:
    Taking(const CarriageDesk& desk, CarriageWriter answers) : desk_(desk), answers_(std::move(answers)) {}

    Result<void> take(CarriedRequest&& carried) {
        const HttpRequest request = as_sent(std::move(carried));
        const auto batch = request.path == routes::batches ? Batch::parse(request.body) : Result<Batch>(Error());
        const HttpResponse response = desk_.routes_.respond(request, batch ? told_before(batch->head()) : std::nullopt);
        const std::string sentence = text_of(response.body);
        if (response.status == 401 || response.status == 403) return Error{ErrorCode::Untrusted, sentence, {}};
        if (response.status >= 500) return Error{ErrorCode::Unavailable, sentence, {}};
        if (response.status >= 300) {
            ++told.unreadable;
            return {};
        }
        if (request.path == routes::changes) after = number_in(request.query);
        return batch ? keep(*batch, response.body) : Result<void>();
    }

    Result<void> finish() { return answers_.finish(); }

    TakenIn told;
    std::uint64_t after = 0; ///< cursor of changes

  private:
    /// What the answer before it told this chain: the kiosk reads them one after another, so each proves that the log grew from there.
    std::optional<std::uint64_t> told_before(const BatchHead& head) const {
        const auto found = told_.find(head.kiosk);
        return found == told_.end() ? std::nullopt : std::optional(found->second);
    }

    Result<void> keep(const Batch& batch, const Bytes& response) {
        const auto answer = parse_answer(response, desk_.answers_.public_key());
        if (!answer) return answer.error();
        const auto checkpoint = parse_checkpoint(answer->checkpoint);
        if (!checkpoint) return checkpoint.error();
        CarriedAnswer kept{std::string(routes::batches), 0, 0, response};
        for (const ReceivedItem& item : batch.items()) {
            if (item.problem == refusal::header) continue;
            if (kept.first == 0) kept.first = item.header.sequence;
            kept.last = item.header.sequence;
        }
        told_[answer->kiosk] = checkpoint->size;
        count(*answer);
        return answers_.add(std::move(kept));
    }

    void count(const Answer& answer) {
        for (const RecordVerdict& verdict : answer.verdicts) {
            switch (verdict.verdict) {
            case Verdict::Taken: ++told.taken; break;
            case Verdict::Known: ++told.known; break;
            case Verdict::Refused: ++told.refused; break;
            case Verdict::Wait: ++told.waiting; break;
            }
        }
    }

    const CarriageDesk& desk_;
    CarriageWriter answers_;
    std::map<std::string, std::uint64_t> told_; ///< by chain: size of the log in its last answer
};

Result<TakenIn> CarriageDesk::take(const Path& file) const {
    auto reader = CarriageReader::open(file);
    if (!reader) return std::move(reader).error();
    const CarriageHead& head = reader->head();
    if (head.way != Way::Up) return Error{ErrorCode::Invalid, "this file is on its way to a kiosk", {}};
    if (head.county != places_.county) return Error{ErrorCode::Invalid, "this file is for the county " + head.county, {}};
    if (auto made = make_folder(places_.carriage, Access::OwnerOnly); !made) return std::move(made).error();
    const Path unsettled = kept_answers(head.kiosk).string() + ".taking";
    auto answers = CarriageWriter::create(unsettled, {Way::Down, head.county, head.kiosk, clock_.wall()});
    if (!answers) return std::move(answers).error();
    Taking taking(*this, std::move(*answers));
    taking.told.kiosk = head.kiosk;
    for (;;) {
        auto part = reader->next();
        if (!part) return std::move(part).error();
        if (!*part) break;
        if (auto* request = std::get_if<CarriedRequest>(&**part))
            if (auto taken = taking.take(std::move(*request)); !taken) return std::move(taken).error();
    }
    if (auto finished = taking.finish(); !finished) return std::move(finished).error();
    if (::rename(unsettled.c_str(), kept_answers(head.kiosk).c_str()) != 0) return storage_error("keeping the answers for " + head.kiosk);
    if (auto written = write_file(kept_asked(head.kiosk), to_json(Value(Value::Map{{"after", taking.after}}), Layout::Indented)); !written) return std::move(written).error();
    return taking.told;
}

// Out.

Result<void> CarriageDesk::add_changes(CarriageWriter& to, const EnrolledKiosk& kiosk, std::uint64_t after, GivenOut& told) const {
    const std::uint64_t begin = to.size();
    for (bool more = true; more;) {
        const auto changes = routes_.changes_for(kiosk, after);
        if (!changes) return changes.error();
        auto added = to.add(CarriedAnswer{std::string(routes::changes), 0, 0, encode_changes(*changes, answers_)});
        if (!added) return added;
        told.updates += changes->updates.size();
        more = changes->more && changes->cursor > after;
        after = changes->cursor;
        told.more = more && to.size() - begin > most_changes_bytes;
        if (told.more) return {};
    }
    return {};
}

Result<GivenOut> CarriageDesk::give(const Path& folder, const EnrolledKiosk& kiosk) const {
    GivenOut told{kiosk.key.kiosk, folder / carriage_name(Way::Down, kiosk.key.kiosk), 0, 0, false};
    auto writer = CarriageWriter::create(told.file, {Way::Down, places_.county, kiosk.key.kiosk, clock_.wall()});
    if (!writer) return std::move(writer).error();
    auto kept = CarriageReader::open(kept_answers(kiosk.key.kiosk));
    if (!kept && kept.error().code != ErrorCode::NotFound) return std::move(kept).error().in("reading the answers for " + kiosk.key.kiosk);
    while (kept) {
        auto part = kept->next();
        if (!part) return std::move(part).error();
        if (!*part) break;
        if (auto added = writer->add(**part); !added) return std::move(added).error();
        ++told.answers;
    }
    const std::uint64_t after = read_asked(kept_asked(kiosk.key.kiosk));
    if (auto added = add_changes(*writer, kiosk, after, told); !added) return std::move(added).error();
    if (auto finished = writer->finish(); !finished) return std::move(finished).error();
    return told;
}

/// Copies the newest edition under a name that tells its number, and takes away what it replaces.
Result<void> CarriageDesk::give_edition(const Path& folder) const {
    const auto reader = readers_.borrow();
    if (!reader) return reader.error();
    const auto newest = (*reader)->newest_edition();
    if (!newest) return newest.error();
    if (!*newest) return {};
    const auto source = File::open(places_.editions / (*newest)->file, O_RDONLY);
    if (!source) return source.error();
    const Path target = folder / (std::string(edition_beginning) + (*newest)->file), unfinished = target.string() + ".part";
    const auto size = source->size();
    if (!size) return size.error();
    std::error_code code;
    if (std::filesystem::file_size(target, code) != *size || code) {
        auto copy = File::open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
        if (!copy) return std::move(copy).error();
        for (std::uint64_t at = 0; at < *size;) {
            const auto bytes = source->read_at(at, copy_piece);
            auto written = bytes ? copy->write_all(*bytes) : Result<void>(bytes.error());
            if (!written) {
                ::unlink(unfinished.c_str());
                return std::move(written).error().in("copying the edition");
            }
            at += bytes->size();
        }
        if (::fsync(copy->descriptor()) != 0 || ::rename(unfinished.c_str(), target.c_str()) != 0) return storage_error("copying the edition");
    }
    std::vector<Path> old;
    for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
        const std::string name = entry.path().filename().string();
        if (entry.path() != target && name.starts_with(edition_beginning) && name.ends_with(edition_ending)) old.push_back(entry.path());
    }
    for (const Path& path : old) std::filesystem::remove(path, code);
    return sync_folder(folder);
}

Result<std::vector<GivenOut>> CarriageDesk::give(const Path& folder, const Route& route) const {
    std::vector<EnrolledKiosk> stops;
    {
        const auto reader = readers_.borrow();
        if (!reader) return reader.error();
        auto kiosks = (*reader)->kiosks();
        if (!kiosks) return std::move(kiosks).error();
        for (EnrolledKiosk& kiosk : *kiosks)
            if (!kiosk.revoked && is_on(route, kiosk)) stops.push_back(std::move(kiosk));
    }
    if (stops.empty()) return Error{ErrorCode::NotFound, "no kiosk of this county is on that route", {}};
    if (auto made = make_folder(folder); !made) return std::move(made).error();
    std::vector<GivenOut> given;
    for (const EnrolledKiosk& kiosk : stops) {
        auto one = give(folder, kiosk);
        if (!one) return std::move(one).error().in("writing for " + kiosk.key.kiosk);
        given.push_back(std::move(*one));
    }
    if (auto edition = give_edition(folder); !edition) return std::move(edition).error();
    return given;
}

// Orders.

bool CarriageDesk::concerns(const Value& order) {
    const std::string wish = order.text_or("order", "");
    return wish == "carry_in" || wish == "carry_out";
}

Result<Value> CarriageDesk::perform(const Value& order) const {
    Value::Array list;
    if (order.text_or("order", "") == "carry_in") {
        const auto files = order.array_at("files");
        if (!files) return files.error();
        for (const Value& file : *files) {
            const std::string path = file.text() ? *file.text() : "";
            const auto taken = take(path);
            if (!taken)
                list.push_back(Value::Map{{"file", path}, {"problem", taken.error().text()}});
            else
                list.push_back(Value::Map{{"file", path}, {"kiosk", taken->kiosk}, {"taken", taken->taken}, {"known", taken->known},
                                          {"refused", taken->refused}, {"waiting", taken->waiting}, {"unreadable", taken->unreadable}});
        }
        return Value(Value::Map{{"files", std::move(list)}});
    }
    const auto route = parse_route(order.text_or("route", ""));
    if (!route) return route.error();
    const auto given = give(order.text_or("folder", ""), *route);
    if (!given) return given.error();
    for (const GivenOut& one : *given)
        list.push_back(Value::Map{{"kiosk", one.kiosk}, {"file", one.file.string()}, {"answers", one.answers}, {"updates", one.updates}, {"more", one.more}});
    return Value(Value::Map{{"kiosks", std::move(list)}});
}

} // namespace lianxin
