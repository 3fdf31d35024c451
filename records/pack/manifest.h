// The manifest of an edition: what it is and what it holds, with every size and hash. FORMAT.md has the JSON.
#pragma once

#include "records/base/bytes.h"
#include "records/model/edition.h"

namespace lianxin {

constexpr std::size_t largest_manifest = 1 << 20;
constexpr std::size_t most_items = 4096;
constexpr std::uint64_t largest_item = 64ull << 20; ///< bytes, unpacked
constexpr std::uint64_t largest_packed =
    8ull << 20; ///< bytes, unpacked, of an item stored with zstd: it is unpacked in memory
constexpr std::uint64_t largest_ratio = 500;          ///< of unpacked to packed bytes; text packs to a tenth
constexpr std::uint64_t largest_edition = 1ull << 30; ///< bytes of all items, unpacked

/// The name under which the library keeps the manifest of the installed edition (LibraryReader::blob); no item has it.
constexpr std::string_view manifest_blob = "manifest.json";
/// The same for the edition of the township.
constexpr std::string_view township_manifest_blob = "township.manifest.json";

enum class ItemKind {
    Notice,      ///< Markdown with front matter
    Guide,       ///< the same
    Form,        ///< TOML
    Channels,    ///< TOML
    Clocks,      ///< TOML
    Divisions,   ///< CSV
    Departments, ///< CSV
    Holidays,    ///< iCalendar
    Audio,       ///< Ogg Opus: a page read aloud
    Marks,       ///< CSV: when its sentences begin
    Picture,     ///< PNG or JPEG
    Signage,     ///< TOML: what the idle screen shows
    Roster,      ///< CSV: who is on duty
    Synonyms,    ///< CSV: words that mean the same
    Alert,       ///< CAP 1.2
    Other,       ///< of a kind this program does not know: kept, not looked at
};

constexpr bool is_media(ItemKind kind) { return kind == ItemKind::Picture || kind == ItemKind::Audio; }

enum class Packing { Raw, Zstd };

struct ManifestItem {
    std::string path; ///< see is_item_path
    ItemKind kind = ItemKind::Other;
    std::string kind_name; ///< as in the manifest, also for kinds that are not known here
    std::string language = "zh-CN";
    std::uint64_t size = 0; ///< bytes of the content
    Hash hash{};            ///< BLAKE2b-256 of the content
    Packing packing = Packing::Raw;
    std::uint64_t stored = 0; ///< bytes it takes in the file
    Hash stored_hash{};       ///< BLAKE2b-256 of those bytes; that of the content when raw
    std::string title;        ///< of pages and forms
    std::string pinyin;       ///< of the title: "nong cun gong lu"
};

/// The two editions a library holds, each with its own line of numbers: the county's, and over it the pages that the
/// kiosk's township publishes by itself.
enum class Layer { County, Township };

struct Manifest {
    EditionInfo info;
    std::string township;              ///< 12 digits when it publishes this by itself; empty for the county's editions
    std::vector<std::string> audience; ///< "all", "township:<12 digits>", "kiosk:<id>"
    std::uint64_t previous = 0;        ///< number of the edition before; 0 when there was none
    std::vector<ManifestItem> items;   ///< ordered by path, as are their blobs

    Layer layer() const { return township.empty() ? Layer::County : Layer::Township; }
};

/// [a-z0-9][a-z0-9._-]{0,63}, up to four of them joined by "/", without "..".
bool is_item_path(std::string_view path);
std::string_view name_of(ItemKind kind); ///< "notice" …
std::string_view name_of(Layer layer);   ///< "county", "township"
/// The channel that a page of this path belongs to, "guides" of "notices/guides/roads.md"; empty for other paths.
std::string_view channel_in(std::string_view path);

/// Whether the edition is meant for this kiosk; an empty township or kiosk is not looked at.
bool is_meant_for(const Manifest& manifest, std::string_view township, std::string_view kiosk);

/// JSON, deterministic.
std::string to_document(const Manifest& manifest);
/// Everything is bounded before it is believed. Errors: Invalid (names the item and what is wrong), Unsupported
/// (format).
Result<Manifest> parse_manifest(std::string_view document);

} // namespace lianxin
