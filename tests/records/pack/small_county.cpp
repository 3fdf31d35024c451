// Making and spoiling the small county.
#include "tests/records/pack/small_county.h"

#include "records/base/text.h"

#include <unistd.h>

namespace lianxin {

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "lianxin-pack-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string problem_of(const Result<void>& result) {
    return result ? "" : result.error().text();
}

SmallCounty::SmallCounty(std::string code, std::uint64_t seed) {
    SeededRandom random(seed);
    REQUIRE(make_county_keys(keys_folder(), {code, TimePoint{}, 3, 2}, random));
    write("edition.toml", "county = \"" + code +
                              "\"\ncounty_name = \"小县\"\ntitle = \"便民服务内容\"\nnumber = 1\naudience = \"all\"\n"
                              "not_before = 2026-01-01\nexpires = 2027-12-31\npublisher = \"县政府办公室\"\n");
    write("channels.toml",
          "[[channel]]\nid = \"guides\"\nname = \"办事指南\"\nsummary = \"怎么办事\"\nicon = \"book\"\norder = 1\n");
    write("clocks.toml",
          "[[rule]]\nid = \"help\"\nname = \"求助\"\nlimit = 10\nunit = \"working_days\"\narticle = \"第十二条\"\n"
          "sentence = \"10个工作日内答复您。\"\n");
    write("departments.csv", "id,name,phone,address\npetition,信访局,0990-5550112,禾苑路1号\n");
    write("divisions.csv", "code,parent,name,pinyin\n" + code + "000000,,小县,xiao xian\n" + code + "101000," + code +
                               "000000,清溪镇,qing xi zhen\n" + code + "101201," + code +
                               "101000,上坝村,shang ba cun\n");
    write("forms/help.toml",
          "id = \"help\"\nversion = 1\ntitle = \"求助\"\nsummary = \"遇到困难\"\nicon = \"help\"\nkind = \"help\"\n"
          "department = \"petition\"\nclock = \"help\"\nnotice = \"只用来办理这件事。\"\n[[field]]\nname = \"matter\"\n"
          "type = \"long_text\"\nlabel = \"什么困难\"\nrequired = true\nmin_length = 5\n");
    write("notices/guides/roads.md",
          "+++\nid = \"roads\"\ntitle = \"农村公路养护办法\"\nchannel = \"guides\"\nkind = \"guide\"\n"
          "department = \"petition\"\npublished = 2026-02-10\nsummary = \"路坏了找谁\"\nservice = \"help\"\n+++\n\n"
          "# 第一章\n\n![示意图](pictures/road.png)\n\n" +
              std::string("公路坏了就修。") + "\n");
    write("holidays/2026.ics",
          "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260101\r\nCATEGORIES:HOLIDAY\r\nEND:VEVENT\r\n"
          "END:VCALENDAR\r\n");
    write("pictures/road.png", text_of(small_png()));
}

void SmallCounty::write(const std::string& path, std::string_view content) const {
    REQUIRE(make_folder((source() / path).parent_path()));
    REQUIRE(write_file(source() / path, content));
}

void SmallCounty::remove(const std::string& path) const {
    REQUIRE(std::filesystem::remove_all(source() / path) > 0);
}

void SmallCounty::edit(const std::string& path, std::string_view what, std::string_view with) const {
    const auto text = read_text(source() / path, 1 << 20);
    REQUIRE(text);
    REQUIRE(text->find(what) != std::string::npos);
    write(path, replaced(*text, what, with));
}

SignedKeys SmallCounty::keys() const {
    auto keys = read_signed_keys(keys_folder());
    REQUIRE(keys);
    return *keys;
}

SigningKey SmallCounty::key(const std::string& name) const {
    auto key = read_signing_key(keys_folder() / (name + ".key"));
    REQUIRE(key);
    return std::move(*key);
}

SignedKeys SmallCounty::next_keys(const std::function<void(CountyKeys&)>& change) const {
    auto next = parse_county_keys(keys().document);
    REQUIRE(next);
    ++next->version;
    change(*next);
    SignedKeys signed_keys{to_document(*next), ""};
    for (const auto* root : {"root-1", "root-2"}) REQUIRE(problem_of(add_root_signature(signed_keys, key(root))) == "");
    return signed_keys;
}

Path SmallCounty::edition(std::uint64_t number) const {
    const auto text = read_text(source() / "edition.toml", 1 << 20);
    REQUIRE(text);
    const auto at = text->find("number = ");
    write("edition.toml",
          text->substr(0, at) + "number = " + std::to_string(number) + text->substr(text->find('\n', at)));
    const Path file = folder() / ("edition-" + std::to_string(number) + ".lxe");
    REQUIRE(problem_of(build(file)) == "");
    return file;
}

Result<Built> SmallCounty::build(const Path& output, const std::vector<std::string>& signers,
                                 const SignedKeys& carried) const {
    BuildOptions options{source(), output, TimePoint(std::chrono::hours(24 * 365 * 56)), {}, carried};
    for (const auto& name : signers) options.publishers.push_back(key(name));
    return build_edition(options);
}

MinisignKey named(const SigningKey& key) {
    return {key_id_of(key.public_key()), key.public_key()};
}

SmallTownship::SmallTownship(const SmallCounty& its_county, std::uint64_t its_seed)
    : county(its_county), seed(its_seed) {
    write("edition.toml", "county = \"990021\"\ncounty_name = \"小县\"\ntownship = \"990021101000\"\n"
                          "title = \"清溪镇的内容\"\nnumber = 1\n"
                          "not_before = 2026-01-01\nexpires = 2027-12-31\npublisher = \"清溪镇政府\"\n");
}

SigningKey SmallTownship::key() const {
    SeededRandom random(seed);
    return SigningKey::make(random);
}

SignedKeys SmallTownship::keys() const {
    return county.next_keys([this](CountyKeys& keys) {
        keys.townships.push_back({"990021101000", {named(key())}, {"town"}});
    });
}

void SmallTownship::write(const std::string& path, std::string_view content) const {
    REQUIRE(make_folder((source() / path).parent_path()));
    REQUIRE(write_file(source() / path, content));
}

Path SmallTownship::edition(std::uint64_t number, std::string_view body) const {
    write("notices/town/market.md", "+++\nid = \"market\"\ntitle = \"赶集日\"\nchannel = \"town\"\ndepartment = \"petition\"\n"
                                    "published = 2026-02-10\nsummary = \"哪天赶集\"\n+++\n\n" +
                                        std::string(body) + "\n");
    const auto text = read_text(source() / "edition.toml", 1 << 20).value();
    const auto at = text.find("number = ");
    write("edition.toml",
          text.substr(0, at) + "number = " + std::to_string(number) + text.substr(text.find('\n', at)));
    const Path file = county.folder() / ("town-" + std::to_string(number) + ".lxe");
    std::vector<SigningKey> signers;
    signers.push_back(key());
    REQUIRE(problem_of(build(file, std::move(signers))) == "");
    return file;
}

Result<Built> SmallTownship::build(const Path& output, std::vector<SigningKey> signers, const SignedKeys& carried) const {
    return build_edition(
        {source(), output, TimePoint(std::chrono::hours(24 * 365 * 56)), std::move(signers), carried});
}

Bytes small_png() {
    const auto bytes = from_hex(
        "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef9240000000a49444154789c6360000000020001"
        "48afa4710000000049454e44ae426082");
    REQUIRE(bytes);
    return *bytes;
}

} // namespace lianxin
