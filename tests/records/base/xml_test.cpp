// XML of strangers: a small tree, or a refusal that says where.
#include "records/base/xml.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

std::string problem(std::string_view text) {
    const auto root = parse_xml(text);
    return root ? "" : root.error().message;
}

std::string nested(std::size_t depth) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) text += "<a>";
    for (std::size_t i = 0; i < depth; ++i) text += "</a>";
    return text;
}

} // namespace

TEST_CASE("elements are found by name in their namespace, with their own text", "[base][xml]") {
    const auto root = parse_xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<x:a xmlns:x=\"urn:one\" q=\"1\"> 甲 <x:b>乙 &amp; <![CDATA[<丙>]]></x:b><b>other</b><x:c/>丁</x:a>");
    REQUIRE(root);
    CHECK(root->name == "a");
    CHECK(root->space == "urn:one");
    CHECK(root->text == "甲 丁");
    CHECK(root->text_of("b") == "乙 & <丙>");
    CHECK(root->children.size() == 3);
    CHECK(root->find("c")->text.empty());
    CHECK(root->find("d") == nullptr);
}

TEST_CASE("what could make a reader work for strangers is refused", "[base][xml]") {
    CHECK(problem("<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>") == "line 1: a document type is not allowed");
    CHECK(problem("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>") == "line 1: a document type is not allowed");
    CHECK(problem("<a>&passwd;</a>") == "line 1: undefined entity");
    CHECK(problem(nested(16)) == "");
    CHECK(problem(nested(17)) == "line 1: elements are nested too deep");
    std::string many = "<a>";
    for (int i = 0; i < 5000; ++i) many += "<b/>\n";
    CHECK(problem(many + "</a>") == "line 4096: there are too many elements");
    CHECK(problem("<a>" + std::string(256 * 1024, 'x') + "</a>") == "the XML is larger than 256 KiB");
    CHECK(problem("<a>\xff</a>") == "the XML is not UTF-8");
    CHECK(problem("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>") == "");
    CHECK(problem("") == "line 1: no element found");
    CHECK(problem("<a><b></a>") == "line 1: mismatched tag");
    CHECK(problem("<a/><a/>") == "line 1: junk after document element");
}
