// CSV and the tables written in it: divisions, departments, rosters and synonyms.
#include "tests/fuzz/target.h"

#include "records/base/csv.h"
#include "records/model/division.h"
#include "records/model/page.h"
#include "records/model/roster.h"
#include "records/model/synonyms.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    const std::string text = text_of(input);
    (void)parse_csv(text);
    (void)parse_divisions(text);
    (void)parse_departments(text);
    (void)parse_roster(text);
    (void)parse_synonyms(text);
    return true;
}

std::vector<Bytes> seeds() {
    auto all = sample_files("assets/samples/county", ".csv");
    for (auto& bytes : all) bytes.resize(std::min<std::size_t>(bytes.size(), 3000));
    for (auto& more : texts({"code,parent,name,pinyin\r\n990021000000,,青禾县,qing he xian\r\n", "\xef\xbb\xbf" "a,\"b\"\"c\",d\n1,\"2\n3\",4\n"})) all.push_back(std::move(more));
    return all;
}

} // namespace

extern const Target csv_target{"csv", 1500, holds, seeds};

} // namespace lianxin::fuzz
