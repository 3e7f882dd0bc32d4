#include "tests/open311/client.hpp"

#include <expat.h>

#include "platform/http/url.hpp"

namespace linli::open311_client {
namespace {

struct Builder {
  Element document;
  std::vector<Element*> open{&document};
};

void on_start(void* data, const char* name, const char** attributes) {
  Builder& builder = *static_cast<Builder*>(data);
  EXPECT_EQ(attributes[0], nullptr) << "the protocol has no attributes";
  builder.open.back()->children.push_back({name, "", {}});
  builder.open.push_back(&builder.open.back()->children.back());
}

}  // namespace

std::string Element::of(const std::string& child) const {
  std::vector<std::string> found;
  for (const Element& one : children)
    if (one.name == child) found.push_back(one.text);
  EXPECT_EQ(found.size(), 1U) << child << " in " << name;
  return found.empty() ? "" : found[0];
}

std::vector<std::string> Element::names() const {
  std::vector<std::string> found;
  for (const Element& child : children) found.push_back(child.name);
  return found;
}

Element parse_xml(const std::string& text) {
  Builder builder;
  XML_Parser parser = XML_ParserCreate("UTF-8");
  XML_SetUserData(parser, &builder);
  XML_SetElementHandler(parser, on_start,
                        [](void* data, const char*) { static_cast<Builder*>(data)->open.pop_back(); });
  XML_SetCharacterDataHandler(parser, [](void* data, const char* part, int length) {
    static_cast<Builder*>(data)->open.back()->text.append(part, static_cast<std::size_t>(length));
  });
  const bool good = XML_Parse(parser, text.data(), static_cast<int>(text.size()), 1) == XML_STATUS_OK;
  EXPECT_TRUE(good) << XML_ErrorString(XML_GetErrorCode(parser)) << " in " << text;
  XML_ParserFree(parser);
  EXPECT_EQ(builder.document.children.size(), good ? 1U : builder.document.children.size());
  return builder.document.children.empty() ? Element{} : builder.document.children[0];
}

std::string urlencoded(const Fields& fields) {
  std::string body;
  for (const auto& [name, value] : fields)
    body += (body.empty() ? "" : "&") + http::percent_encoded(name) + "=" + http::percent_encoded(value);
  return body;
}

std::string multipart(const Fields& fields, const std::vector<File>& files) {
  const std::string line = "------client7MA4YWxkTrZu0gW\r\nContent-Disposition: form-data; name=\"";
  std::string body;
  for (const auto& [name, value] : fields) body += line + name + "\"\r\n\r\n" + value + "\r\n";
  for (const File& file : files)
    body += line + file.field + "\"; filename=\"" + file.name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" +
            file.bytes + "\r\n";
  return body + "------client7MA4YWxkTrZu0gW--\r\n";
}

void expect_same(const Element& element, const boost::json::value& value) {
  if (const auto* list = value.if_array()) {
    ASSERT_EQ(element.children.size(), list->size()) << element.name;
    for (std::size_t i = 0; i < list->size(); ++i) expect_same(element.children[i], (*list)[i]);
  } else if (const auto* object = value.if_object()) {
    ASSERT_EQ(element.children.size(), object->size()) << element.name;
    std::size_t i = 0;
    for (const auto& [name, member] : *object) {
      EXPECT_EQ(element.children[i].name, std::string_view(name.data(), name.size()));
      expect_same(element.children[i++], member);
    }
  } else if (value.is_null()) {
    EXPECT_TRUE(element.text.empty() && element.children.empty()) << element.name;
  } else if (const auto* text = value.if_string()) {
    EXPECT_EQ(element.text, std::string_view(text->data(), text->size())) << element.name;
  } else if (value.is_double()) {
    EXPECT_EQ(std::stod(element.text), value.get_double()) << element.name;
  } else {
    EXPECT_EQ(element.text, boost::json::serialize(value)) << element.name;
  }
}

}  // namespace linli::open311_client
