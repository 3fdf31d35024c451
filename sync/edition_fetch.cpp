// Files of a fetch: edition-N.part while it grows, edition-N.lxe when whole, edition-N.refused (empty) when it was no good.
#include "sync/edition_fetch.h"

#include "records/base/log.h"
#include "records/wire/routes.h"

#include <algorithm>
#include <charconv>
#include <fcntl.h>

namespace lianxin {
namespace {

constexpr std::string_view part = ".part";
constexpr std::string_view whole = ".lxe";
constexpr std::string_view refused = ".refused";
constexpr std::string_view beginning = "edition-";

/// The number in "edition-17.part" for the ending ".part"; 0 for other names.
std::uint64_t number_in(std::string_view name, std::string_view ending) {
    if (name.size() <= beginning.size() + ending.size() || name.substr(0, beginning.size()) != beginning) return 0;
    if (name.substr(name.size() - ending.size()) != ending) return 0;
    name = name.substr(beginning.size(), name.size() - beginning.size() - ending.size());
    std::uint64_t number = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), number);
    return read.ptr == name.data() + name.size() && read.ec == std::errc() ? number : 0;
}

/// The number in an ETag of ours ("17" with its quotes); 0 for others.
std::uint64_t number_in_tag(std::string_view tag) {
    if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return 0;
    return number_in(std::string(beginning) + std::string(tag.substr(1, tag.size() - 2)) + std::string(part), part);
}

bool blames_the_file(ErrorCode code) {
    return code == ErrorCode::Corrupt || code == ErrorCode::Untrusted || code == ErrorCode::Unsupported || code == ErrorCode::Invalid ||
           code == ErrorCode::Conflict;
}

/// Appends what arrives to the file of the edition that the county names.
class Download {
  public:
    Download(std::function<Path(std::uint64_t)> name, std::uint64_t resumed) : name_(std::move(name)), resumed_(resumed) {}

    Result<void> take(const ReceivedAnswer& answer, ByteView piece) {
        if (answer.status != 200 && answer.status != 206) return {};
        if (file_.descriptor() < 0)
            if (auto begun = begin(answer); !begun) return begun;
        return file_.write_all(piece);
    }
    /// Number of the whole edition, durable. Errors: Storage, NoSpace.
    Result<std::uint64_t> finish() {
        if (auto synced = file_.sync_data(); !synced) return std::move(synced).error();
        return number_;
    }
    bool begun() const { return file_.descriptor() >= 0; }

  private:
    Result<void> begin(const ReceivedAnswer& answer) {
        number_ = number_in_tag(answer.etag);
        if (number_ == 0 || (answer.status == 206 && number_ != resumed_))
            return Error{ErrorCode::Network, "the county does not say which edition it sends", {}};
        const int start = answer.status == 206 ? O_APPEND : O_TRUNC;
        auto file = File::open(name_(number_), O_WRONLY | O_CREAT | start);
        if (!file) return std::move(file).error();
        file_ = std::move(*file);
        return {};
    }

    std::function<Path(std::uint64_t)> name_;
    std::uint64_t resumed_;
    std::uint64_t number_ = 0;
    File file_;
};

} // namespace

struct EditionFetch::Numbers {
    std::uint64_t installed = 0;
    std::uint64_t refused = 0;
    std::uint64_t partial = 0;
    std::uint64_t whole = 0;
    std::uint64_t have() const { return std::max(installed, refused); }
};

Path EditionFetch::file(std::uint64_t number, std::string_view ending) const {
    return folder_ / (std::string(beginning) + std::to_string(number) + std::string(ending));
}

EditionFetch::Numbers EditionFetch::look() const {
    Numbers numbers;
    numbers.installed = installed();
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
        const std::string name = entry.path().filename().string();
        numbers.refused = std::max(numbers.refused, number_in(name, refused));
        numbers.partial = std::max(numbers.partial, number_in(name, part));
        numbers.whole = std::max(numbers.whole, number_in(name, whole));
    }
    return numbers;
}

Result<void> EditionFetch::run(CountyLink& link) {
    if (auto made = make_folder(folder_); !made) return made;
    Numbers numbers = look();
    if (numbers.whole > numbers.have()) return install(numbers.whole);
    const auto fetched = fetch(link, numbers);
    if (!fetched) return fetched.error().in("fetching the new edition");
    if (*fetched == 0) return {};
    return install(*fetched);
}

Result<std::uint64_t> EditionFetch::fetch(CountyLink& link, const Numbers& numbers) {
    const bool resumes = numbers.partial > numbers.have();
    std::vector<RequestField> fields;
    if (resumes) {
        std::error_code ignored;
        fields.push_back({"Range", "bytes=" + std::to_string(std::filesystem::file_size(file(numbers.partial, part), ignored)) + "-"});
        fields.push_back({"If-Range", "\"" + std::to_string(numbers.partial) + "\""});
    }
    Download download([this](std::uint64_t number) { return file(number, part); }, resumes ? numbers.partial : 0);
    const auto answer = link.download(routes::edition, std::string(routes::have) + "=" + std::to_string(numbers.have()), std::move(fields),
                                      routes::largest_edition, [&](const ReceivedAnswer& got, ByteView piece) { return download.take(got, piece); });
    if (!answer) return answer.error();
    // 416: we had every byte before the connection was cut, or more than there are; either way the installer decides.
    const bool had_all = answer->status == 416 && resumes;
    if (answer->status == 204) return std::uint64_t{0};
    if (!had_all && !download.begun()) return refused_with(answer->status);
    const auto number = had_all ? Result<std::uint64_t>(numbers.partial) : download.finish();
    if (!number) return number;
    std::error_code failed;
    std::filesystem::rename(file(*number, part), file(*number, whole), failed);
    if (failed) return Error{ErrorCode::Storage, "renaming the fetched edition: " + failed.message(), {}};
    return number;
}

Result<void> EditionFetch::install(std::uint64_t number) {
    auto installed_now = shelf_.install(file(number, whole));
    std::error_code ignored;
    if (!installed_now && !blames_the_file(installed_now.error().code)) return std::move(installed_now).error().in("installing the new edition");
    std::filesystem::remove(file(number, whole), ignored);
    if (!installed_now) {
        if (auto marked = write_file(file(number, refused), std::string_view()); !marked) return marked;
        return std::move(installed_now).error().in("installing the new edition");
    }
    log(Priority::Notice, "edition " + std::to_string(number) + " is installed");
    clear();
    return {};
}

/// Everything that was fetched or marked before is done with once a newer edition is in.
void EditionFetch::clear() const {
    std::error_code ignored;
    std::vector<Path> old;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
        const std::string name = entry.path().filename().string();
        if (number_in(name, part) + number_in(name, whole) + number_in(name, refused) != 0) old.push_back(entry.path());
    }
    for (const Path& path : old) std::filesystem::remove(path, ignored);
}

} // namespace lianxin
