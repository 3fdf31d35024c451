// Reading XML with expat's events.
#include "records/base/xml.h"

#include "records/base/text.h"

#include <expat.h>

#include <algorithm>
#include <memory>

namespace lianxin {
namespace {

constexpr char namespace_end = '\n'; // stands in no address

struct Reading {
    XML_Parser parser;
    XmlElement holder; ///< the root is its child
    std::vector<XmlElement*> open{&holder};
    std::size_t elements = 0;
    const char* refusal = nullptr;

    void refuse(const char* why) {
        if (!refusal) refusal = why;
        XML_StopParser(parser, XML_FALSE);
    }
};

Reading& reading_of(void* data) { return *static_cast<Reading*>(data); }

void on_start(void* data, const XML_Char* name, const XML_Char**) {
    Reading& reading = reading_of(data);
    if (reading.refusal) return;
    if (++reading.elements > most_xml_elements) return reading.refuse("there are too many elements");
    if (reading.open.size() > deepest_xml) return reading.refuse("elements are nested too deep");
    const std::string_view whole(name);
    const auto end = whole.find(namespace_end);
    XmlElement element;
    element.space = end == whole.npos ? "" : std::string(whole.substr(0, end));
    element.name = std::string(end == whole.npos ? whole : whole.substr(end + 1));
    auto& siblings = reading.open.back()->children;
    siblings.push_back(std::move(element));
    reading.open.push_back(&siblings.back()); // nothing is added to `siblings` while it is open
}

void on_end(void* data, const XML_Char*) {
    Reading& reading = reading_of(data);
    if (reading.refusal) return;
    XmlElement& element = *reading.open.back();
    element.text = std::string(trimmed(element.text));
    reading.open.pop_back();
}

void on_text(void* data, const XML_Char* text, int length) {
    reading_of(data).open.back()->text.append(text, static_cast<std::size_t>(length));
}

void on_document_type(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    reading_of(data).refuse("a document type is not allowed");
}

struct Closer {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

} // namespace

const XmlElement* XmlElement::find(std::string_view child) const {
    const auto found = std::find_if(children.begin(), children.end(),
                                    [&](const XmlElement& each) { return each.name == child && each.space == space; });
    return found == children.end() ? nullptr : &*found;
}

std::string XmlElement::text_of(std::string_view child) const {
    const XmlElement* found = find(child);
    return found ? found->text : "";
}

Result<XmlElement> parse_xml(std::string_view text) {
    if (text.size() > largest_xml) return Error{ErrorCode::Invalid, "the XML is larger than 256 KiB", {}};
    if (!is_utf8(text)) return Error{ErrorCode::Invalid, "the XML is not UTF-8", {}};
    const std::unique_ptr<XML_ParserStruct, Closer> parser(XML_ParserCreateNS("UTF-8", namespace_end));
    if (!parser) return Error{ErrorCode::Unavailable, "no memory for reading XML", {}};
    Reading reading{parser.get(), {}};
    XML_SetUserData(parser.get(), &reading);
    XML_SetElementHandler(parser.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_document_type);
    const auto status = XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), XML_TRUE);
    if (status == XML_STATUS_OK) return std::move(reading.holder.children.front());
    const std::string line = "line " + std::to_string(XML_GetCurrentLineNumber(parser.get())) + ": ";
    return Error{ErrorCode::Invalid, line + (reading.refusal ? reading.refusal : XML_ErrorString(XML_GetErrorCode(parser.get()))), {}};
}

} // namespace lianxin
