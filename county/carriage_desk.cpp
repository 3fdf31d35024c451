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
#include <set>
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

/// "edition-000003.lxe", "edition-990021101000-000002.lxe".
Path place_of(const Path& folder, const PublishedEdition& edition) { return folder / (std::string(edition_beginning) + edition.file); }

/// Whether a file of that name is an edition of the same publisher.
bool is_of_same_publisher(std::string_view name, const PublishedEdition& edition) {
    const std::string beginning = std::string(edition_beginning) + (edition.township.empty() ? "" : edition.township + "-");
    if (!name.starts_with(beginning) || !name.ends_with(edition_ending) || name.size() <= beginning.size() + edition_ending.size()) return false;
    const std::string_view number = name.substr(beginning.size(), name.size() - beginning.size() - edition_ending.size());
    return std::all_of(number.begin(), number.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
}

/// Of what can be read; an unreadable file is like no other.
std::optional<Hash> hash_of(const Path& path) {
    const auto file = File::open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (!file) return std::nullopt;
    Sha256 hash;
    for (std::uint64_t at = 0;;) {
        const auto bytes = file->read_at(at, copy_piece);
        if (!bytes) return std::nullopt;
        if (bytes->empty()) return hash.done();
        hash.add(*bytes);
        at += bytes->size();
    }
}

/// Under its name only when it is whole, durable and what was published.
Result<void> copy_edition(const Path& from, const Path& to, const Hash& published) {
    const auto source = File::open(from, O_RDONLY);
    if (!source) return source.error();
    const Path unfinished = to.string() + ".part";
    auto copy = File::open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
    if (!copy) return std::move(copy).error();
    const auto done = [&]() -> Result<void> {
        Sha256 hash;
        for (std::uint64_t at = 0;;) {
            const auto bytes = source->read_at(at, copy_piece);
            if (!bytes) return bytes.error();
            if (bytes->empty()) break;
            hash.add(*bytes);
            if (auto written = copy->write_all(*bytes); !written) return written;
            at += bytes->size();
        }
        if (hash.done() != published) return Error{ErrorCode::Corrupt, from.string() + " is not what was published; put it back from a copy", {}};
        if (::fsync(copy->descriptor()) != 0 || ::rename(unfinished.c_str(), to.c_str()) != 0) return storage_error("naming " + to.string());
        return sync_folder(to.parent_path());
    }();
    if (!done) ::unlink(unfinished.c_str());
    return done;
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
        const auto signer = claimed_signer(carried.fields.signature_input);
        // Its answers, and the place up to which it was told changes, would be taken for those of the kiosk that the file names.
        if (signer && *signer != told.kiosk) return Error{ErrorCode::Untrusted, "a request of " + *signer + " lies in the file of " + told.kiosk, {}};
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
    GivenOut told{kiosk.key.kiosk, folder / carriage_name(Way::Down, kiosk.key.kiosk), 0, 0, false, ""};
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

/// The county's first, because a township's is laid over it.
Result<std::vector<PublishedEdition>> CarriageDesk::editions_for(const std::vector<EnrolledKiosk>& stops) const {
    const auto reader = readers_.borrow();
    if (!reader) return reader.error();
    std::vector<PublishedEdition> editions;
    auto newest = (*reader)->newest_edition();
    if (!newest) return std::move(newest).error();
    if (*newest) editions.push_back(std::move(**newest));
    std::set<std::string> townships;
    for (const EnrolledKiosk& kiosk : stops) townships.insert(kiosk.township);
    for (const std::string& township : townships) {
        auto of_township = (*reader)->newest_edition_of(township);
        if (!of_township) return std::move(of_township).error();
        if (*of_township) editions.push_back(std::move(**of_township));
    }
    return editions;
}

/// A copy that is there is read: sticks rot, and one of the right size may hold anything. What it replaces is taken away when it is whole;
/// editions of townships of other routes stay.
Result<void> CarriageDesk::give(const Path& folder, const PublishedEdition& edition) const {
    const Path target = place_of(folder, edition);
    if (hash_of(target) != edition.digest)
        if (auto copied = copy_edition(places_.editions / edition.file, target, edition.digest); !copied) return std::move(copied).error().in("copying edition " + edition.file);
    std::error_code code;
    std::vector<Path> old;
    for (const auto& entry : std::filesystem::directory_iterator(folder, code))
        if (entry.path() != target && is_of_same_publisher(entry.path().filename().string(), edition)) old.push_back(entry.path());
    for (const Path& path : old) std::filesystem::remove(path, code);
    return {};
}

Result<std::vector<EnrolledKiosk>> CarriageDesk::stops(const Route& route) const {
    const auto reader = readers_.borrow();
    if (!reader) return reader.error();
    auto kiosks = (*reader)->kiosks();
    if (!kiosks) return std::move(kiosks).error();
    std::erase_if(*kiosks, [&](const EnrolledKiosk& kiosk) { return kiosk.revoked || !is_on(route, kiosk); });
    if (kiosks->empty()) return Error{ErrorCode::NotFound, "no kiosk of this county is on that route", {}};
    return kiosks;
}

Result<Given> CarriageDesk::give(const Path& folder, const Route& route) const {
    const auto stops = this->stops(route);
    if (!stops) return stops.error();
    const auto editions = editions_for(*stops);
    if (!editions) return editions.error();
    if (auto made = make_folder(folder); !made) return std::move(made).error();
    Given given;
    for (const EnrolledKiosk& kiosk : *stops) {
        auto one = give(folder, kiosk);
        given.kiosks.push_back(one ? std::move(*one) : GivenOut{kiosk.key.kiosk, folder / carriage_name(Way::Down, kiosk.key.kiosk), 0, 0, false, one.error().text()});
    }
    for (const PublishedEdition& edition : *editions) {
        const auto done = give(folder, edition);
        given.editions.push_back({edition.township, edition.number, place_of(folder, edition), done ? "" : done.error().text()});
    }
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
    for (const GivenOut& one : given->kiosks) {
        Value told(Value::Map{{"kiosk", one.kiosk}, {"file", one.file.string()}, {"answers", one.answers}, {"updates", one.updates}, {"more", one.more}});
        if (!one.problem.empty()) told.set("problem", one.problem);
        list.push_back(std::move(told));
    }
    Value::Array editions;
    for (const GivenEdition& one : given->editions) {
        Value told(Value::Map{{"township", one.township}, {"number", one.number}, {"file", one.file.string()}});
        if (!one.problem.empty()) told.set("problem", one.problem);
        editions.push_back(std::move(told));
    }
    return Value(Value::Map{{"kiosks", std::move(list)}, {"editions", std::move(editions)}});
}

} // namespace lianxin
