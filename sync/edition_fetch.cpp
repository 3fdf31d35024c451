// Files of a fetch, for a county's edition: edition-N.head (what it is), edition-N.want (the bits of what we lack of it),
// edition-N.part while it grows, edition-N.lxe when whole (it may have to wait there for its first day), edition-N.refused (empty) when it was no good. A township's: township-N.
#include "sync/edition_fetch.h"

#include "records/base/log.h"
#include "records/pack/refusal.h"
#include "records/wire/edition_delta.h"
#include "records/wire/routes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fcntl.h>

namespace lianxin {
namespace {

constexpr std::string_view head_ending = ".head";
constexpr std::string_view want = ".want";
constexpr std::string_view part = ".part";
constexpr std::string_view whole = ".lxe";
constexpr std::string_view refused = ".refused";
constexpr std::array endings{head_ending, want, part, whole, refused};

std::optional<std::uint64_t> number_of(std::string_view text) {
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ptr != text.data() + text.size() || read.ec != std::errc()) return std::nullopt;
    return number;
}

/// The number in an ETag of ours ("17" with its quotes); 0 for others.
std::uint64_t number_in_tag(std::string_view tag) {
    if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return 0;
    return number_of(tag.substr(1, tag.size() - 2)).value_or(0);
}

std::string quoted(const std::string& tag) { return "\"" + tag + "\""; }

bool blames_the_file(ErrorCode code) {
    return code == ErrorCode::Corrupt || code == ErrorCode::Untrusted || code == ErrorCode::Unsupported || code == ErrorCode::Invalid ||
           code == ErrorCode::Conflict;
}

/// Appends what arrives to a file; `choose` says which, once it is known what is sent.
class Download {
  public:
    explicit Download(std::function<Result<Path>(const ReceivedAnswer&)> choose) : choose_(std::move(choose)) {}

    Result<void> take(const ReceivedAnswer& answer, ByteView piece) {
        if (answer.status != 200 && answer.status != 206) return {};
        if (file_.descriptor() < 0)
            if (auto begun = begin(answer); !begun) return begun;
        return file_.write_all(piece);
    }
    /// Errors: Storage, NoSpace.
    Result<void> finish() { return file_.sync_data(); }
    bool begun() const { return file_.descriptor() >= 0; }

  private:
    Result<void> begin(const ReceivedAnswer& answer) {
        const auto path = choose_(answer);
        if (!path) return path.error();
        auto file = File::open(*path, O_WRONLY | O_CREAT | (answer.status == 206 ? O_APPEND : O_TRUNC));
        if (!file) return std::move(file).error();
        file_ = std::move(*file);
        return {};
    }

    std::function<Result<Path>(const ReceivedAnswer&)> choose_;
    File file_;
};

Error no_number() { return {ErrorCode::Network, "the county does not say which edition it sends", {}}; }

/// The fetch of one layer.
class LayerFetch {
  public:
    LayerFetch(const Path& folder, const EditionShelf& shelf, Layer layer, CountyLink& link)
        : folder_(folder), shelf_(shelf), layer_(layer), link_(link), beginning_(layer == Layer::County ? "edition-" : "township-") {}

    Result<void> run() {
        look();
        if (whole_ > have())
            if (auto done = install(whole_); waiting_ == 0) return done;
        if (under_way_ <= have()) {
            const auto newest = fetch_head();
            if (!newest) return newest.error().in("asking for a new edition");
            if (*newest == 0) return mend();
            under_way_ = *newest;
        }
        const auto fetched = fetch();
        if (!fetched) return fetched.error().in("fetching the new edition");
        return *fetched == 0 ? Result<void>() : install(*fetched);
    }

  private:
    std::uint64_t have() const { return std::max({installed_, refused_, waiting_}); }

    void look() {
        installed_ = shelf_.installed(layer_);
        std::error_code ignored;
        for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
            const std::string name = entry.path().filename().string();
            refused_ = std::max(refused_, number_in(name, refused));
            whole_ = std::max(whole_, number_in(name, whole));
            for (const auto ending : {part, want}) under_way_ = std::max(under_way_, number_in(name, ending));
        }
    }

    /// The number in "edition-17.part" for the ending ".part"; 0 for other names.
    std::uint64_t number_in(std::string_view name, std::string_view ending) const {
        if (name.size() <= beginning_.size() + ending.size() || name.substr(0, beginning_.size()) != beginning_) return 0;
        if (name.substr(name.size() - ending.size()) != ending) return 0;
        return number_of(name.substr(beginning_.size(), name.size() - beginning_.size() - ending.size())).value_or(0);
    }
    Path file(std::uint64_t number, std::string_view ending) const {
        return folder_ / (std::string(beginning_) + std::to_string(number) + std::string(ending));
    }
    std::string query(std::string_view name, std::uint64_t number) const {
        std::string text = std::string(name) + "=" + std::to_string(number);
        if (layer_ == Layer::Township) text += "&" + std::string(routes::layer) + "=" + std::string(name_of(layer_));
        return text;
    }

    /// The number of a newer edition, with what we lack of it in its file ".want", if a part is enough; 0 for none. One whose head
    /// does not hold is refused before any more of it is fetched.
    Result<std::uint64_t> fetch_head() {
        std::uint64_t number = 0;
        Download download([&](const ReceivedAnswer& answer) -> Result<Path> {
            number = number_in_tag(answer.etag);
            if (number == 0) return no_number();
            return file(number, head_ending);
        });
        const auto answer = link_.download(routes::edition_head, query(routes::have, have()), {}, routes::largest_edition_head,
                                           [&](const ReceivedAnswer& got, ByteView piece) { return download.take(got, piece); });
        if (!answer) return answer.error();
        if (answer->status == 204) return std::uint64_t{0};
        if (answer->status == 404) return have() + 1; // an older server, which has whole editions only
        if (!download.begun()) return refused_with(answer->status);
        const auto lacking = shelf_.lacking(file(number, head_ending));
        std::error_code ignored;
        std::filesystem::remove(file(number, head_ending), ignored);
        if (!lacking) return refuse(number, lacking.error());
        if (!lacking->empty())
            if (auto kept = write_file(file(number, want), *lacking); !kept) return std::move(kept).error();
        return number;
    }

    /// What `under_way_` names. 0 when the county has a newer one by now.
    Result<std::uint64_t> fetch() {
        const auto bits = read_file(file(under_way_, want), routes::largest_want);
        return bits ? fetch_delta(*bits) : fetch_whole();
    }

    std::vector<RequestField> going_on(const std::string& tag) const {
        std::error_code missing;
        const auto size = std::filesystem::file_size(file(under_way_, part), missing);
        if (missing || size == 0) return {};
        return {{"Range", "bytes=" + std::to_string(size) + "-"}, {"If-Range", quoted(tag)}};
    }

    Result<std::uint64_t> fetch_whole() {
        std::uint64_t number = under_way_;
        Download download([&](const ReceivedAnswer& answer) -> Result<Path> {
            number = number_in_tag(answer.etag);
            if (number == 0 || (answer.status == 206 && number != under_way_)) return no_number();
            return file(number, part);
        });
        const auto answer = link_.download(routes::edition, query(routes::have, have()), going_on(std::to_string(under_way_)), routes::largest_edition,
                                           [&](const ReceivedAnswer& got, ByteView piece) { return download.take(got, piece); });
        return finish(answer, download, number);
    }

    Result<std::uint64_t> fetch_delta(const Bytes& bits) {
        const std::string tag = delta_tag(under_way_, bits);
        Download download([&](const ReceivedAnswer& answer) -> Result<Path> {
            if (answer.etag != quoted(tag)) return no_number();
            return file(under_way_, part);
        });
        OutgoingRequest request{"POST", std::string(routes::blobs), query(routes::number, under_way_), going_on(tag), bits};
        request.fields.push_back({"Content-Type", std::string(routes::want_type)});
        const auto answer = link_.download(std::move(request), routes::largest_edition,
                                           [&](const ReceivedAnswer& got, ByteView piece) { return download.take(got, piece); });
        if (answer && answer->status == 404) {
            log(Priority::Info, "the county has a newer edition than the one under way");
            clear();
            return std::uint64_t{0};
        }
        return finish(answer, download, under_way_);
    }

    Result<std::uint64_t> finish(const Result<ReceivedAnswer>& answer, Download& download, std::uint64_t number) {
        if (!answer) return answer.error();
        // 416: we had every byte before the connection was cut, or more than there are; either way the installer decides.
        std::error_code failed;
        const bool had_all = answer->status == 416 && std::filesystem::exists(file(number, part), failed);
        if (answer->status == 204) return std::uint64_t{0};
        if (!had_all && !download.begun()) return refused_with(answer->status);
        if (!had_all)
            if (auto done = download.finish(); !done) return std::move(done).error();
        std::filesystem::rename(file(number, part), file(number, whole), failed);
        if (failed) return Error{ErrorCode::Storage, "renaming the fetched edition: " + failed.message(), {}};
        return number;
    }

    /// Fetches again what the disk lost of the installed edition.
    Result<void> mend() {
        const auto head = shelf_.to_mend ? shelf_.to_mend(layer_) : std::nullopt;
        if (!head) return {};
        const auto lacking = shelf_.lacking(*head);
        if (!lacking) return lacking.error().in("looking for what the disk lost");
        under_way_ = installed_;
        std::error_code ignored;
        std::filesystem::remove(file(installed_, part), ignored);
        const auto fetched = lacking->empty() ? fetch_whole_again() : fetch_delta(*lacking);
        if (!fetched) return fetched.error().in("fetching what the disk lost");
        return *fetched == 0 ? Result<void>() : install(*fetched);
    }
    Result<std::uint64_t> fetch_whole_again() {
        installed_ -= 1; // as if we had the one before
        return fetch_whole();
    }

    Error refuse(std::uint64_t number, Error why) const {
        if (blames_the_file(why.code))
            if (auto marked = write_file(file(number, refused), std::string_view()); !marked) return std::move(marked).error();
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
        if (!done && !blamed) return std::move(done).error().in("installing the new edition");
        for (const auto ending : {whole, want}) std::filesystem::remove(file(number, ending), ignored);
        if (!done) return refuse(number, std::move(done).error()).in("installing the new edition");
        log(Priority::Notice, "edition " + std::to_string(number) + " is installed");
        clear();
        return {};
    }

    /// Everything that was fetched or marked before is done with once a newer edition is in.
    void clear() const {
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
    std::uint64_t installed_ = 0, refused_ = 0, whole_ = 0, under_way_ = 0;
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
