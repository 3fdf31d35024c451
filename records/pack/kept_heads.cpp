// Heads as files: heads/county-17.lxe.
#include "records/pack/kept_heads.h"

#include <algorithm>
#include <charconv>
#include <fcntl.h>

namespace lianxin {
namespace {

constexpr std::string_view ending = ".lxe";

Path folder_of(const Path& library) {
    return library / "heads";
}

std::optional<KeptHead> head_named(const Path& file) {
    const std::string name = file.filename().string();
    for (const Layer layer : {Layer::County, Layer::Township}) {
        const std::string front = std::string(name_of(layer)) + "-";
        if (name.size() <= front.size() + ending.size() || name.substr(0, front.size()) != front) continue;
        if (name.substr(name.size() - ending.size()) != ending) continue;
        KeptHead head{layer, 0, file};
        const char* first = name.data() + front.size();
        const char* last = name.data() + name.size() - ending.size();
        const auto read = std::from_chars(first, last, head.number);
        if (read.ec == std::errc() && read.ptr == last) return head;
    }
    return std::nullopt;
}

} // namespace

std::vector<KeptHead> kept_heads(const Path& library) {
    std::vector<KeptHead> heads;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder_of(library), ignored))
        if (auto head = head_named(entry.path())) heads.push_back(std::move(*head));
    std::sort(heads.begin(), heads.end(), [](const KeptHead& a, const KeptHead& b) { return a.number > b.number; });
    return heads;
}

Path head_file(const Path& library, Layer layer, std::uint64_t number) {
    return folder_of(library) / (std::string(name_of(layer)) + "-" + std::to_string(number) + std::string(ending));
}

Result<void> keep_head(const Path& library, const EditionFile& edition) {
    const Path place = head_file(library, edition.manifest().layer(), edition.manifest().info.number);
    if (auto made = make_folder(place.parent_path()); !made) return made;
    const Path fresh = place.string() + ".new";
    auto file = File::open(fresh, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file) return std::move(file).error();
    if (auto written = file->write_all(edition.bare()); !written) return written;
    std::error_code code;
    std::filesystem::rename(fresh, place, code);
    if (code) return Error{ErrorCode::Storage, "keeping the head of the edition: " + code.message(), {}};
    return {};
}

void drop_heads_but(const Path& library, Layer layer, std::uint64_t number, std::uint64_t before) {
    std::error_code ignored;
    for (const auto& head : kept_heads(library))
        if (head.layer == layer && head.number != number && head.number != before)
            std::filesystem::remove(head.file, ignored);
}

} // namespace lianxin
