#pragma once
#include <boost/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/world.hpp"

/// A client of Open311 as others write them: knows the protocol, nothing of the program.
namespace linli::open311_client {

/// An XML element.
struct Element {
  std::string name, text;
  std::vector<Element> children;
  /// Text of the child of this name; fails the test when there is none or several.
  std::string of(const std::string& child) const;
  std::vector<std::string> names() const;
};
/// Reads the whole document with expat; a mistake in it fails the test.
Element parse_xml(const std::string& text);

/// Form fields, in order; a name may come again.
using Fields = std::vector<std::pair<std::string, std::string>>;
std::string urlencoded(const Fields& fields);
struct File {
  std::string field, name, bytes;
};
inline constexpr const char* kParts = "multipart/form-data; boundary=----client7MA4YWxkTrZu0gW";
std::string multipart(const Fields& fields, const std::vector<File>& files);

/// The element's children as a JSON list or object would have them; fails the test where the two tell different things.
void expect_same(const Element& element, const boost::json::value& json);

}  // namespace linli::open311_client
