// lianxin-pack verify, show, diff, delta and install.
#include "records/base/json.h"
#include "records/pack/delta.h"
#include "records/pack/installer.h"
#include "records/pack/program/commands.h"
#include "records/pack/validity.h"

#include <array>
#include <cstdio>
#include <fcntl.h>
#include <map>
#include <set>

namespace lianxin::pack_program {
namespace {

using Number = unsigned long long;

/// The manifest as it stands, believed by nobody.
Result<std::pair<Manifest, std::string>> peek(const std::string& path) {
    auto file = File::open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (!file) return std::move(file).error();
    auto head = read_edition_head(*file);
    if (!head) return std::move(head).error().in(path);
    auto manifest = parse_manifest(head->manifest);
    if (!manifest) return std::move(manifest).error().in(path);
    return std::pair(std::move(*manifest), std::move(head->manifest));
}

void print(const Manifest& manifest) {
    const auto& info = manifest.info;
    std::printf("%s, edition %llu\n%s (%s), by %s\nmade %s\nfrom %s to %s\n", info.title.c_str(), Number(info.number),
                info.county_name.c_str(), info.county.c_str(), info.publisher.c_str(), chinese_time(info.made).c_str(),
                chinese_day(day_in_china(info.not_before)).c_str(),
                chinese_day(day_in_china(info.expires - Milliseconds(1))).c_str());
    for (const auto& item : manifest.items)
        std::printf("%9llu %-11s %s%s%s\n", Number(item.size), item.kind_name.c_str(), item.path.c_str(),
                    item.title.empty() ? "" : "  ", item.title.c_str());
}

struct Difference {
    std::string path;
    const char* what;
    std::uint64_t bytes;
};

std::vector<Difference> differences(const Manifest& before, const Manifest& after) {
    std::map<std::string, Hash> old;
    for (const auto& item : before.items) old[item.path] = item.hash;
    std::vector<Difference> found;
    for (const auto& item : after.items) {
        const auto known = old.find(item.path);
        if (known == old.end())
            found.push_back({item.path, "added", item.size});
        else if (known->second != item.hash)
            found.push_back({item.path, "changed", item.size});
        if (known != old.end()) old.erase(known);
    }
    for (const auto& gone : old) found.push_back({gone.first, "removed", 0});
    return found;
}

} // namespace

Result<void> verify(const Arguments& arguments) {
    if (arguments.words.size() != 2) return used_wrongly("verify needs the edition and --trust KEYS");
    auto keys = trusted_keys(arguments);
    if (!keys) return std::move(keys).error();
    auto edition = EditionFile::open(arguments.words[1], *keys);
    if (!edition) return std::move(edition).error();
    if (arguments.has("now")) {
        const auto now = time_of(arguments, "now", {});
        if (!now) return now.error();
        if (auto valid = check_validity(edition->manifest().info, *now, *now); !valid) return valid;
    }
    const auto& items = edition->manifest().items;
    std::size_t held = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!edition->holds(i)) continue;
        ++held;
        if (auto read = edition->read_item(i, [](ByteView) { return Result<void>(); }); !read) return read;
    }
    const std::string whose = edition->manifest().township.empty() ? "" : ", township " + edition->manifest().township;
    if (edition->is_delta())
        std::printf("delta of edition %llu of county %s%s is signed, and the %zu of %zu items it holds are whole\n",
                    Number(edition->manifest().info.number), edition->manifest().info.county.c_str(), whose.c_str(),
                    held, items.size());
    else
        std::printf("edition %llu of county %s%s is whole and signed\n", Number(edition->manifest().info.number),
                    edition->manifest().info.county.c_str(), whose.c_str());
    return {};
}

Result<void> show(const Arguments& arguments) {
    if (arguments.words.size() != 2) return used_wrongly("show needs one edition");
    auto manifest = peek(arguments.words[1]);
    if (!manifest) return std::move(manifest).error();
    if (arguments.has("json"))
        std::fputs(manifest->second.c_str(), stdout);
    else
        print(manifest->first);
    return {};
}

Result<void> diff(const Arguments& arguments) {
    if (arguments.words.size() != 3) return used_wrongly("diff needs two editions");
    auto before = peek(arguments.words[1]);
    if (!before) return std::move(before).error();
    auto after = peek(arguments.words[2]);
    if (!after) return std::move(after).error();
    Value::Array list;
    for (const auto& each : differences(before->first, after->first)) {
        if (!arguments.has("json")) std::printf("%-8s %9llu %s\n", each.what, Number(each.bytes), each.path.c_str());
        list.push_back(Value::Map{{"path", each.path}, {"what", each.what}, {"bytes", each.bytes}});
    }
    if (arguments.has("json")) std::printf("%s\n", to_json(Value(std::move(list))).c_str());
    return {};
}

Result<void> delta(const Arguments& arguments) {
    if (arguments.words.size() != 2 || !arguments.has("since") || !arguments.has("out"))
        return used_wrongly("delta needs the new edition, --since OLD and --out FILE");
    auto before = peek(arguments.value("since"));
    if (!before) return std::move(before).error();
    auto after = peek(arguments.words[1]);
    if (!after) return std::move(after).error();
    std::set<Hash> known;
    for (const auto& item : before->first.items) known.insert(item.hash);
    const auto& items = after->first.items;
    const Bytes held = held_bits(items.size(), [&](std::size_t index) { return known.count(items[index].hash) == 0; });
    auto bytes = write_delta(arguments.words[1], held, arguments.value("out"));
    if (!bytes) return std::move(bytes).error().in(arguments.words[1]);
    std::printf("delta from edition %llu to %llu: %llu bytes\n", Number(before->first.info.number),
                Number(after->first.info.number), Number(*bytes));
    return {};
}

namespace {

/// One line for a program that shows it to a technician: what came of it, and when refused the reason's word
/// (refusal.h).
void print_outcome(const Result<Installed>& done) {
    Value line = Value::Map{{"result", "refused"}};
    if (done) {
        constexpr std::array words{"new", "already_there", "mended"};
        line.set("result", words.at(static_cast<std::size_t>(done->outcome)));
        line.set("layer", std::string(name_of(done->layer)));
        line.set("number", done->edition.number);
        line.set("before", done->before);
        line.set("items", static_cast<std::uint64_t>(done->items));
        line.set("bytes", done->bytes_written);
    } else {
        const auto refusal = refusal_of(done.error());
        if (!refusal) line.set("result", "failed");
        line.set("reason", std::string(refusal ? name_of(*refusal) : name_of(done.error().code)));
        line.set("detail", done.error().text());
    }
    std::printf("%s\n", to_json(line).c_str());
}

} // namespace

Result<void> install(const Arguments& arguments) {
    if (arguments.words.size() != 2 || !arguments.has("library"))
        return used_wrongly("install needs the edition, --library DIR and --trust KEYS");
    auto keys = trusted_keys(arguments);
    if (!keys) return std::move(keys).error();
    InstallOptions options{
        arguments.value("library"), std::move(*keys), arguments.value("township"), arguments.value("kiosk"), {}};
    if (arguments.has("load-check"))
        options.load_check = [program = Path(arguments.value("load-check"))](const auto& items) {
            return run_load_check(program, items);
        };
    if (arguments.has("now")) {
        auto now = time_of(arguments, "now", {});
        if (!now) return std::move(now).error();
        options.earliest = options.latest = *now;
    }
    auto installed = install_edition(arguments.words[1], options);
    if (arguments.has("json")) print_outcome(installed);
    if (installed && arguments.has("json")) return {};
    if (!installed) return std::move(installed).error().in("installing " + arguments.words[1]);
    if (installed->outcome == Installed::Outcome::AlreadyThere)
        std::printf("edition %llu is installed already\n", Number(installed->edition.number));
    else if (installed->outcome == Installed::Outcome::Mended)
        std::printf("edition %llu was installed; %zu files that were missing are there again\n",
                    Number(installed->edition.number), installed->blobs_written);
    else
        std::printf("edition %llu installed: %zu items, %zu files and %llu bytes written\n",
                    Number(installed->edition.number), installed->items, installed->blobs_written,
                    Number(installed->bytes_written));
    return {};
}

} // namespace lianxin::pack_program
