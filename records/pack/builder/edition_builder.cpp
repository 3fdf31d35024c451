// From a folder to an edition file.
#include "records/pack/builder/edition_builder.h"

#include "records/base/compression.h"
#include "records/base/text.h"
#include "records/pack/builder/edition_source.h"
#include "records/pack/builder/title_pinyin.h"
#include "records/pack/content_check.h"
#include "records/pack/picture_header.h"
#include "records/seal/hash.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace lianxin {
namespace {

constexpr std::size_t largest_source_file = 4 << 20; ///< no kind read here may be larger
constexpr int level = 19;                            ///< editions are packed once and carried often

/// An item and its bytes as they will stand in the file.
struct Prepared {
    ManifestItem item;
    Bytes stored;
};

/// A file writer that replaces its target as a whole, or leaves it.
class OutputFile {
  public:
    static Result<OutputFile> create(const Path& target) {
        auto file = File::open(target.string() + ".new", O_WRONLY | O_CREAT | O_TRUNC);
        if (!file) return std::move(file).error();
        return OutputFile(target, std::move(*file));
    }
    Result<void> write(ByteView bytes) {
        size_ += bytes.size();
        return file_.write_all(bytes);
    }
    Result<void> commit() {
        if (auto synced = file_.sync_data(); !synced) return synced;
        std::error_code code;
        std::filesystem::rename(target_.string() + ".new", target_, code);
        if (code) return Error{ErrorCode::Storage, "renaming " + target_.string() + ".new: " + code.message(), {}};
        return sync_folder(target_.has_parent_path() ? target_.parent_path() : Path("."));
    }
    std::uint64_t size() const { return size_; }

  private:
    OutputFile(Path target, File file) : target_(std::move(target)), file_(std::move(file)) {}
    Path target_;
    File file_;
    std::uint64_t size_ = 0;
};

/// The readers of the model tell several problems in one message, one to a line.
void add_problems(std::vector<std::string>& problems, const std::string& path, const Error& error) {
    std::string where = path + ": ";
    for (auto context = error.chain.rbegin(); context != error.chain.rend(); ++context) where += *context + ": ";
    for (const auto line : split(error.message, '\n')) problems.push_back(where + std::string(line));
}

/// Whether a page is a guide is written in it, so the manifest takes it from there.
void name_page(ManifestItem& item, const Page& page, const Path& folder, std::vector<std::string>& problems) {
    item.kind = page.kind == PageKind::Guide ? ItemKind::Guide : ItemKind::Notice;
    item.title = page.title;
    item.pinyin = page.title_pinyin.empty() ? title_pinyin(page.title) : page.title_pinyin;
    const Path path(item.path);
    if (page.id != path.stem().string())
        problems.push_back(item.path + ": \"id\" is \"" + page.id + "\" but the file is named " +
                           path.filename().string() + "; make them alike");
    if (page.channel != path.parent_path().filename().string())
        problems.push_back(item.path + ": \"channel\" is \"" + page.channel + "\" but the file lies in " +
                           folder.string() + "; make them alike");
}

void name_item(ManifestItem& item, std::string_view content, std::vector<std::string>& problems) {
    if (item.kind == ItemKind::Notice) {
        if (const auto page = parse_page(content)) name_page(item, *page, Path(item.path).parent_path(), problems);
    } else if (item.kind == ItemKind::Form) {
        const auto service = parse_service(content);
        if (!service) return;
        item.title = service->title;
        item.pinyin = title_pinyin(service->title);
        if (service->id != Path(item.path).stem().string())
            problems.push_back(item.path + ": \"id\" is \"" + service->id +
                               "\" but the file has another name; make them alike");
    }
}

/// Text is packed where that makes it smaller; pictures are packed already.
void pack(Prepared& prepared, Bytes content) {
    auto& item = prepared.item;
    item.size = content.size();
    item.hash = blake2b(content);
    const bool is_packed_already = item.kind == ItemKind::Picture || item.kind == ItemKind::Audio;
    if (!is_packed_already && item.kind != ItemKind::Other) prepared.stored = compress(content, level);
    if (prepared.stored.empty() || prepared.stored.size() >= content.size())
        prepared.stored = std::move(content);
    else
        item.packing = Packing::Zstd;
    item.stored = prepared.stored.size();
    item.stored_hash = item.packing == Packing::Zstd ? blake2b(prepared.stored) : item.hash;
}

/// Reads the county's edition as a kiosk does, so that what stands over it can refer to it.
Result<void> take_county(ContentCheck& check, const EditionFile& county) {
    const auto& items = county.manifest().items;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (is_media(items[i].kind) || items[i].kind == ItemKind::Other || !county.holds(i)) {
            check.keep(items[i]);
            continue;
        }
        std::string content;
        const auto add = [&](ByteView bytes) -> Result<void> {
            content += text_of(bytes);
            return {};
        };
        if (auto read = county.read_item(i, add); !read) return std::move(read).error().in(items[i].path);
        if (auto taken = check.take(items[i], content); !taken) return std::move(taken).error().in(items[i].path);
    }
    return {};
}

/// What kiosks would refuse although each file is right by itself.
void check_role(const EditionSource& source, const EditionFile& county, std::vector<std::string>& problems) {
    if (source.info.county != county.manifest().info.county)
        problems.push_back("edition.toml: \"county\" is " + source.info.county + " but the county's edition is of " + county.manifest().info.county);
    const auto keys = parse_county_keys(county.keys().document);
    if (!keys) return add_problems(problems, "the county's keys", keys.error());
    const auto own = std::find_if(keys->townships.begin(), keys->townships.end(),
                                  [&](const TownshipPublisher& one) { return one.township == source.township; });
    if (own == keys->townships.end())
        return problems.push_back("edition.toml: the county's keys do not let township " + source.township +
                                  " publish yet; ask the county to take your key in");
    std::string channels;
    for (const auto& channel : own->channels) channels += (channels.empty() ? "" : ", ") + channel;
    for (const auto& file : source.files)
        if (file.kind == ItemKind::Notice && std::find(own->channels.begin(), own->channels.end(), channel_in(file.path)) == own->channels.end())
            problems.push_back(file.path + ": this channel is not yours to publish in; yours: " + channels);
}

/// `check` holds the county's items already when the edition will stand over them.
std::vector<Prepared> prepare(const EditionSource& source, ContentCheck& check, std::vector<std::string>& problems) {
    std::vector<Prepared> prepared;
    for (const auto& file : source.files) {
        if (check.has(file.path)) problems.push_back(file.path + ": the county's edition has a file of this name; give it another one");
        auto content = read_file(file.file, largest_source_file);
        if (!content) {
            add_problems(problems, file.path, content.error());
            continue;
        }
        Prepared next;
        next.item.path = file.path;
        next.item.kind = file.kind;
        name_item(next.item, text_of(*content), problems);
        next.item.kind_name = name_of(next.item.kind);
        pack(next, *content);
        if (auto taken = check.take(next.item, text_of(*content)); !taken)
            add_problems(problems, file.path, taken.error());
        prepared.push_back(std::move(next));
    }
    for (auto& problem : check.dangling()) problems.push_back(std::move(problem));
    return prepared;
}

Error refusal(const std::vector<std::string>& problems) {
    std::string all = std::to_string(problems.size()) + (problems.size() == 1 ? " problem" : " problems") +
                      " in the source; nothing was written";
    for (const auto& problem : problems) all += "\n" + problem;
    return {ErrorCode::Invalid, std::move(all), {}};
}

Result<std::uint64_t> write(const Path& target, const EditionHead& head, const std::vector<Prepared>& prepared) {
    auto output = OutputFile::create(target);
    if (!output) return std::move(output).error();
    if (auto written = output->write(encode(head)); !written) return std::move(written).error();
    for (const auto& each : prepared)
        if (auto written = output->write(each.stored); !written) return std::move(written).error();
    if (auto done = output->commit(); !done) return std::move(done).error();
    return output->size();
}

} // namespace

Result<Built> build_edition(const BuildOptions& options) {
    std::vector<std::string> problems;
    auto source = read_edition_source(options.source, problems);
    if (!source) return std::move(source).error();
    if (options.over && source->township.empty())
        return Error{ErrorCode::Invalid, "this is an edition of the county itself, which stands over no other", {}};
    ContentCheck check(source->township.empty() || options.over ? Layer::County : Layer::Township);
    if (options.over) {
        if (auto taken = take_county(check, *options.over); !taken) return std::move(taken).error().in("the county's edition");
        check_role(*source, *options.over, problems);
    }
    const auto prepared = prepare(*source, check, problems);
    Built built{{source->info, source->township, source->audience, source->previous, {}}, 0, source->passed_over, {}};
    if (!source->township.empty() && !options.over) built.unchecked = check.outside();
    built.manifest.info.made = options.made;
    for (const auto& each : prepared) built.manifest.items.push_back(each.item);
    EditionHead head{to_document(built.manifest), options.keys, "", 0};
    // The reader's own rules (counts, sizes, order) are the last check.
    if (problems.empty())
        if (auto read = parse_manifest(head.manifest); !read) problems.push_back(read.error().message);
    if (!problems.empty()) return refusal(problems);
    for (const auto& key : options.publishers) sign_edition(head, built.manifest, key);
    auto bytes = write(options.output, head, prepared);
    if (!bytes) return std::move(bytes).error();
    built.bytes = *bytes;
    return built;
}

Result<void> sign_edition_file(const Path& path, const SigningKey& publisher) {
    auto file = File::open(path, O_RDONLY);
    if (!file) return std::move(file).error();
    auto head = read_edition_head(*file);
    if (!head) return std::move(head).error();
    auto manifest = parse_manifest(head->manifest);
    if (!manifest) return std::move(manifest).error();
    const std::string before = head->signatures;
    sign_edition(*head, *manifest, publisher);
    if (before.find(head->signatures.substr(before.size())) != std::string::npos)
        return Error{ErrorCode::Conflict, "this key has signed the edition already", {}};
    auto size = file->size();
    if (!size) return std::move(size).error();
    auto output = OutputFile::create(path);
    if (!output) return std::move(output).error();
    if (auto written = output->write(encode(*head)); !written) return written;
    constexpr std::size_t piece = 1 << 20;
    for (std::uint64_t at = head->blobs_at; at < *size; at += piece) {
        auto bytes = file->read_at(at, piece);
        if (!bytes) return std::move(bytes).error();
        if (auto written = output->write(*bytes); !written) return written;
    }
    return output->commit();
}

} // namespace lianxin
