// Files of a fetch, for a county's edition: edition-N.head (what it is), edition-N.plan (how much comes, and the bits of what we lack),
// edition-N.part while it grows, edition-N.lxe when whole (it may have to wait there for its first day), edition-refused (edition_refusals.h). A township's: township-N.
#include "sync/edition_fetch.h"

#include "records/base/log.h"
#include "records/pack/refusal.h"
#include "records/seal/hash.h"
#include "records/wire/edition_delta.h"
#include "records/wire/routes.h"
#include "sync/edition_refusals.h"

#include <algorithm>
#include <array>
#include <fcntl.h>

namespace lianxin {
namespace {

constexpr std::string_view head_ending = ".head";
constexpr std::string_view plan_ending = ".plan";
constexpr std::string_view part = ".part";
constexpr std::string_view whole = ".lxe";
constexpr std::string_view old_mark = ".refused"; ///< of programs that took an unsigned number's word
constexpr std::string_view old_want = ".want";    ///< of programs that did not keep how much comes
constexpr std::array endings{head_ending, plan_ending, part, whole};

/// The number in an ETag of ours ("17" with its quotes); 0 for others.
std::uint64_t number_in_tag(std::string_view tag) {
    if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return 0;
    return edition_number(tag.substr(1, tag.size() - 2)).value_or(0);
}

std::string quoted(const std::string& tag) { return "\"" + tag + "\""; }

bool blames_the_file(ErrorCode code) {
    return code == ErrorCode::Corrupt || code == ErrorCode::Untrusted || code == ErrorCode::Unsupported || code == ErrorCode::Invalid ||
           code == ErrorCode::Conflict;
}

/// Whether an edition is refused for good. Time decides whether one has expired, and what is known of the time may have been wrong.
bool is_final(const Error& error) { return blames_the_file(error.code) && refusal_of(error) != Refusal::Expired; }

/// How much of an edition is to come and what: what is left of a look at its head.
struct Plan {
    std::uint64_t download = 0, unpacked = 0; ///< bytes
    Bytes wanted;                             ///< see EditionLook
};

constexpr std::size_t plan_sizes = 16; ///< bytes of the two numbers

Bytes to_bytes(const Plan& plan) {
    Bytes out;
    append_u64(out, plan.download);
    append_u64(out, plan.unpacked);
    append(out, plan.wanted);
    return out;
}

std::optional<Plan> read_plan(const Path& file) {
    const auto bytes = read_file(file, plan_sizes + routes::largest_want);
    if (!bytes || bytes->size() < plan_sizes) return std::nullopt;
    return Plan{read_u64(*bytes, 0), read_u64(*bytes, 8), copy_of(ByteView(*bytes).subspan(plan_sizes))};
}

std::string in_mebibytes(std::uint64_t bytes) { return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MiB"; }

/// Appends what arrives to a file, `most` bytes in all with what was there; `choose` says which, once it is known what is sent. An empty path: what comes is passed over.
class Download {
  public:
    Download(std::uint64_t most, std::function<Result<Path>(const ReceivedAnswer&)> choose) : choose_(std::move(choose)), most_(most) {}

    Result<void> take(const ReceivedAnswer& answer, ByteView piece) {
        if (answer.status != 200 && answer.status != 206) return {};
        if (!begun_)
            if (auto begun = begin(answer); !begun) return begun;
        if (!is_kept()) return {};
        is_too_long_ = size_ + piece.size() > most_;
        if (is_too_long_) return Error{ErrorCode::Corrupt, "more comes of the edition than its signed head allows", {}};
        size_ += piece.size();
        return file_.write_all(piece);
    }
    /// Errors: Storage, NoSpace.
    Result<void> finish() { return file_.sync_data(); }
    bool begun() const { return begun_; }
    bool is_kept() const { return file_.descriptor() >= 0; }
    bool is_too_long() const { return is_too_long_; }
    bool went_on() const { return went_on_; } ///< the file held something before

  private:
    Result<void> begin(const ReceivedAnswer& answer) {
        const auto path = choose_(answer);
        if (!path) return path.error();
        begun_ = true;
        if (path->empty()) return {};
        auto file = File::open(*path, O_WRONLY | O_CREAT | (answer.status == 206 ? O_APPEND : O_TRUNC));
        if (!file) return std::move(file).error();
        const auto size = file->size();
        if (!size) return size.error();
        size_ = *size;
        went_on_ = size_ > 0;
        file_ = std::move(*file);
        return {};
    }

    std::function<Result<Path>(const ReceivedAnswer&)> choose_;
    File file_;
    std::uint64_t most_, size_ = 0; ///< bytes
    bool begun_ = false, is_too_long_ = false, went_on_ = false;
};

Error no_number() { return {ErrorCode::Network, "the county does not say which edition it sends", {}}; }

/// The fetch of one layer.
class LayerFetch {
  public:
    LayerFetch(const Path& folder, const EditionShelf& shelf, Layer layer, CountyLink& link)
        : folder_(folder), shelf_(shelf), layer_(layer), link_(link), beginning_(layer == Layer::County ? "edition-" : "township-"),
          refusals_(folder / (std::string(beginning_) + "refused")) {}

    Result<void> run() {
        look();
        if (whole_ > have())
            if (auto done = install(whole_); waiting_ == 0) return done;
        // The second try is for an edition that came out while the one before was under way.
        for (int tries = 0; tries < 2; ++tries) {
            if (under_way_ <= have()) {
                const auto newest = fetch_head();
                if (!newest) return newest.error().in("asking for a new edition");
                if (*newest == 0) return mend();
            }
            const auto fetched = fetch();
            if (!fetched) return fetched.error().in("fetching the new edition");
            if (*fetched != 0) return install(*fetched);
        }
        return {};
    }

  private:
    std::uint64_t have() const { return std::max(installed_, waiting_); }

    void look() {
        installed_ = shelf_.installed(layer_);
        std::error_code ignored;
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) names.push_back(entry.path().filename().string());
        for (const std::string& name : names) {
            whole_ = std::max(whole_, number_in(name, whole));
            under_way_ = std::max(under_way_, number_in(name, plan_ending));
        }
        const auto plan = read_plan(file(under_way_, plan_ending));
        if (plan) plan_ = *plan;
        else under_way_ = 0;
        // What nobody knows the size of is not gone on with.
        for (const std::string& name : names) {
            const bool is_of_another = (number_in(name, part) != 0 && number_in(name, part) != under_way_) ||
                                       (number_in(name, plan_ending) != 0 && number_in(name, plan_ending) != under_way_);
            if (is_of_another || number_in(name, head_ending) != 0 || number_in(name, old_mark) != 0 || number_in(name, old_want) != 0)
                std::filesystem::remove(folder_ / name, ignored);
        }
    }

    /// The number in "edition-17.part" for the ending ".part"; 0 for other names.
    std::uint64_t number_in(std::string_view name, std::string_view ending) const {
        if (name.size() <= beginning_.size() + ending.size() || name.substr(0, beginning_.size()) != beginning_) return 0;
        if (name.substr(name.size() - ending.size()) != ending) return 0;
        return edition_number(name.substr(beginning_.size(), name.size() - beginning_.size() - ending.size())).value_or(0);
    }
    Path file(std::uint64_t number, std::string_view ending) const {
        return folder_ / (std::string(beginning_) + std::to_string(number) + std::string(ending));
    }
    std::string query(std::string_view name, std::uint64_t number) const {
        std::string text = std::string(name) + "=" + std::to_string(number);
        if (layer_ == Layer::Township) text += "&" + std::string(routes::layer) + "=" + std::string(name_of(layer_));
        return text;
    }

    /// The number of a newer edition, which is under way then; 0 for none. One whose head does not hold is refused before any more of it
    /// is fetched.
    Result<std::uint64_t> fetch_head() {
        std::uint64_t number = 0;
        Download download(routes::largest_edition_head, [&](const ReceivedAnswer& answer) -> Result<Path> {
            number = number_in_tag(answer.etag);
            if (number == 0) return no_number();
            return number <= have() || refusals_.has(number) ? Path() : file(number, head_ending);
        });
        std::vector<RequestField> fields;
        if (const auto last = refusals_.last_number()) fields.push_back({"If-None-Match", quoted(std::to_string(*last))});
        const auto answer = link_.download(routes::edition_head, query(routes::have, have()), std::move(fields), routes::largest_edition_head,
                                           [&](const ReceivedAnswer& got, ByteView piece) { return download.take(got, piece); });
        if (!answer) return answer.error();
        if (answer->status == 204 || answer->status == 304) return std::uint64_t{0};
        if (!download.begun()) return refused_with(answer->status);
        return download.is_kept() ? look_at(number) : std::uint64_t{0};
    }

    /// Only the signed head says which edition it is: what the county's server calls it is nobody's word.
    Result<EditionLook> looked(std::uint64_t number) const {
        auto look = shelf_.look(file(number, head_ending));
        if (look && (look->number != number || look->layer != layer_))
            return Error{ErrorCode::Untrusted, "the county sends edition " + std::to_string(look->number) + " as " + std::to_string(number), {}};
        return look;
    }

    Result<std::uint64_t> look_at(std::uint64_t number) {
        const auto look = looked(number);
        const auto head = read_file(file(number, head_ending), routes::largest_edition_head);
        std::error_code ignored;
        std::filesystem::remove(file(number, head_ending), ignored);
        if (!head) return head.error();
        if (!look) return refuse_head(blake2b(*head), look.error());
        give_up_under_way();
        plan_ = Plan{look->download, look->unpacked, look->wanted};
        if (auto kept = write_file(file(number, plan_ending), to_bytes(plan_)); !kept) return std::move(kept).error();
        under_way_ = number;
        return number;
    }

    /// Says so once; after that it counts as no edition at all.
    Result<std::uint64_t> refuse_head(const Hash& head, Error why) {
        if (!blames_the_file(why.code)) return why;
        if (refusals_.has(head)) return std::uint64_t{0};
        if (auto noted = refusals_.add(head); !noted) return std::move(noted).error();
        return why;
    }

    /// What `under_way_` names. 0 when the county has another one by now.
    Result<std::uint64_t> fetch() {
        if (auto room = check_room(); !room) return std::move(room).error();
        return plan_.wanted.empty() ? fetch_whole() : fetch_delta();
    }

    std::uint64_t size_of_part() const {
        std::error_code missing;
        const auto size = std::filesystem::file_size(file(under_way_, part), missing);
        return missing ? 0 : size;
    }

    /// All of it must fit before more of it is fetched: half an edition on a full disk would only keep residents' attachments away.
    Result<void> check_room() {
        if (!shelf_.room) return {};
        const std::uint64_t needed = plan_.download - std::min(plan_.download, size_of_part()) + plan_.unpacked, room = shelf_.room();
        if (needed <= room) return {};
        give_up_under_way();
        return Error{ErrorCode::NoSpace, "the new edition needs " + in_mebibytes(needed) + " of the disk, " + in_mebibytes(room) + " may be used for it", {}};
    }

    std::vector<RequestField> going_on(const std::string& tag) const {
        const auto size = size_of_part();
        if (size == 0) return {};
        return {{"Range", "bytes=" + std::to_string(size) + "-"}, {"If-Range", quoted(tag)}};
    }

    Result<std::uint64_t> fetch_whole() {
        bool is_another = false;
        Download download(plan_.download, [&](const ReceivedAnswer& answer) -> Result<Path> {
            const auto number = number_in_tag(answer.etag);
            is_another = number != 0 && number != under_way_;
            return number == under_way_ ? Result<Path>(file(number, part)) : Result<Path>(no_number());
        });
        const auto answer = link_.download(routes::edition, query(routes::have, have()), going_on(std::to_string(under_way_)), routes::largest_edition,
                                           [&](const ReceivedAnswer& got, ByteView piece) { return download.take(got, piece); });
        if (is_another || (answer && answer->status == 204)) return another_came();
        return finish(answer, download);
    }

    std::uint64_t another_came() {
        log(Priority::Info, "the county has another edition than the one under way");
        give_up_under_way();
        return 0;
    }
    void give_up_under_way() {
        std::error_code ignored;
        for (const auto ending : {part, plan_ending}) std::filesystem::remove(file(under_way_, ending), ignored);
        under_way_ = 0;
    }

    Result<std::uint64_t> fetch_delta() {
        const std::string tag = delta_tag(under_way_, plan_.wanted);
        Download download(plan_.download, [&](const ReceivedAnswer& answer) -> Result<Path> {
            if (answer.etag != quoted(tag)) return no_number();
            return file(under_way_, part);
        });
        OutgoingRequest request{"POST", std::string(routes::blobs), query(routes::number, under_way_), going_on(tag), plan_.wanted};
        request.fields.push_back({"Content-Type", std::string(routes::want_type)});
        const auto answer = link_.download(std::move(request), routes::largest_edition,
                                           [&](const ReceivedAnswer& got, ByteView piece) { return download.take(got, piece); });
        if (answer && answer->status == 404) return another_came();
        return finish(answer, download);
    }

    Result<std::uint64_t> finish(const Result<ReceivedAnswer>& answer, Download& download) {
        if (!answer) return broken_off(answer.error(), download);
        // 416: we had every byte before the connection was cut, or more than there are; either way the installer decides.
        std::error_code failed;
        const bool had_all = answer->status == 416 && std::filesystem::exists(file(under_way_, part), failed);
        if (!had_all && !download.begun()) return refused_with(answer->status);
        if (!had_all)
            if (auto done = download.finish(); !done) return broken_off(std::move(done).error(), download);
        std::filesystem::rename(file(under_way_, part), file(under_way_, whole), failed);
        if (failed) return Error{ErrorCode::Storage, "renaming the fetched edition: " + failed.message(), {}};
        return under_way_;
    }

    /// What came is kept to go on with, unless the disk is full of it or it is too much. Then a file that grew over several
    /// connections may have been spoiled by any of them and is begun anew; one that came at once is no good.
    Error broken_off(Error why, const Download& download) {
        const auto number = under_way_;
        if (why.code == ErrorCode::NoSpace || download.is_too_long()) give_up_under_way();
        return download.is_too_long() && !download.went_on() ? refuse(number, std::move(why)) : why;
    }

    /// Fetches again what the disk lost of the installed edition.
    Result<void> mend() {
        const auto head = shelf_.to_mend ? shelf_.to_mend(layer_) : std::nullopt;
        if (!head) return {};
        const auto look = shelf_.look(*head);
        if (!look) return look.error().in("looking for what the disk lost");
        give_up_under_way();
        under_way_ = installed_;
        plan_ = Plan{look->download, look->unpacked, look->wanted};
        std::error_code ignored;
        std::filesystem::remove(file(installed_, part), ignored);
        if (plan_.wanted.empty()) installed_ -= 1; // the whole is asked for as if we had the one before
        const auto fetched = fetch();
        if (!fetched) return fetched.error().in("fetching what the disk lost");
        return *fetched == 0 ? Result<void>() : install(*fetched);
    }

    Error refuse(std::uint64_t number, Error why) {
        if (is_final(why))
            if (auto noted = refusals_.add(number); !noted) return std::move(noted).error();
        return why;
    }

    Result<void> install(std::uint64_t number) {
        auto done = shelf_.install(file(number, whole));
        if (!done && refusal_of(done.error()) == Refusal::TooEarly) {
            log(Priority::Info, "edition " + std::to_string(number) + " is here and waits for its first day", done.error());
            waiting_ = number;
            return {};
        }
        std::error_code ignored;
        // A delta that lacks something was asked for too sparingly: the next try asks anew.
        const bool blamed = !done && (blames_the_file(done.error().code) || done.error().code == ErrorCode::NotFound);
        const bool is_in_the_way = !done && done.error().code == ErrorCode::NoSpace && shelf_.room && shelf_.room() == 0;
        if (is_in_the_way)
            for (const auto ending : {whole, plan_ending}) std::filesystem::remove(file(number, ending), ignored);
        if (!done && !blamed) return std::move(done).error().in("installing the new edition");
        for (const auto ending : {whole, plan_ending}) std::filesystem::remove(file(number, ending), ignored);
        if (!done) return refuse(number, std::move(done).error()).in("installing the new edition");
        log(Priority::Notice, "edition " + std::to_string(number) + " is installed");
        clear();
        return {};
    }

    /// Everything that was fetched or refused before is done with once a newer edition is in.
    void clear() {
        refusals_.forget();
        std::error_code ignored;
        std::vector<Path> old;
        for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
            const std::string name = entry.path().filename().string();
            if (std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return number_in(name, ending) != 0; }))
                old.push_back(entry.path());
        }
        for (const Path& path : old) std::filesystem::remove(path, ignored);
    }

    const Path& folder_;
    const EditionShelf& shelf_;
    Layer layer_;
    CountyLink& link_;
    std::string_view beginning_;
    EditionRefusals refusals_;
    std::uint64_t installed_ = 0, whole_ = 0, under_way_ = 0;
    Plan plan_;                 ///< of what is under way
    std::uint64_t waiting_ = 0; ///< an edition that is here whole and may not be put in yet
};

} // namespace

Result<void> EditionFetch::run(CountyLink& link) {
    if (auto made = make_folder(folder_); !made) return made;
    Result<void> outcome;
    for (const Layer layer : shelf_.layers()) {
        auto done = LayerFetch(folder_, shelf_, layer, link).run();
        if (!done && outcome) outcome = std::move(done);
    }
    return outcome;
}

} // namespace lianxin
