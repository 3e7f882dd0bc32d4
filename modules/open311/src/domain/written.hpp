#pragma once
#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>

namespace linli::open311 {

namespace json = boost::json;

/// The two forms of every answer.
enum class Format { xml, json };
/// By the ending of a path; XML, which the protocol makes mandatory, for everything but `.json`.
Format format_of(std::string_view path);
/// "text/xml; charset=utf-8" or "application/json; charset=utf-8".
const char* media_type(Format format);

/// A tree of our own making as XML 1.0: an object's members are elements, a list's items are elements of the singular
/// name (`services` holds `service`, `attributes` `attribute` ...), null is an empty element. Names are ours; in texts,
/// the five characters that mean something are escaped and those XML 1.0 has no place for are replaced by U+FFFD.
std::string xml_of(std::string_view root, const json::value& tree);

/// The answer in a format; JSON has no root.
std::string written(Format format, std::string_view root, const json::value& tree);

}  // namespace linli::open311
