// XML of strangers as a small tree: bounded, without document types, entities or anything that is fetched. The home of expat.
#pragma once

#include "records/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

struct XmlElement {
    std::string space; ///< address of its namespace
    std::string name;  ///< without prefix
    std::string text;  ///< its own characters, trimmed; what its children hold is not part of it
    std::vector<XmlElement> children;

    /// The first child of that name in the element's own namespace; nullptr when there is none.
    const XmlElement* find(std::string_view child) const;
    /// The text of that child; empty when there is none.
    std::string text_of(std::string_view child) const;
};

constexpr std::size_t largest_xml = 256 * 1024; ///< bytes
constexpr std::size_t deepest_xml = 16;
constexpr std::size_t most_xml_elements = 4096;

/// The root. UTF-8 alone; attributes are passed over. Errors: Invalid (with the line), also for a document type, for more than
/// the bounds above, and for text that is not UTF-8.
Result<XmlElement> parse_xml(std::string_view text);

} // namespace lianxin
