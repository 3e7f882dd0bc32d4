#include "domain/written.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace linli::open311 {
namespace {

TEST(Written, ListsHoldItemsOfTheSingularName) {
  const json::value tree =
      json::array{json::object{{"service_request_id", "E-1"}, {"zipcode", nullptr}, {"lat", 23.125}},
                  json::object{{"service_request_id", "E-2"}}};
  EXPECT_EQ(
      xml_of("service_requests", tree),
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<service_requests><request><service_request_id>E-1</service_request_id><zipcode/><lat>23.125</lat></request>"
      "<request><service_request_id>E-2</service_request_id></request></service_requests>\n");
  EXPECT_EQ(written(Format::json, "service_requests", json::array{}), "[]");
  EXPECT_EQ(xml_of("services", json::array{}), "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<services></services>\n");
}

TEST(Written, TextCannotBreakOut) {
  const auto inside = [](std::string_view text) {
    const std::string all = xml_of("description", json::string(text));
    const std::size_t from = all.find("<description>") + 13;
    return all.substr(from, all.find("</description>") - from);
  };
  EXPECT_EQ(inside("</description><x a='1'>&\"]]>"), "&lt;/description&gt;&lt;x a=&apos;1&apos;&gt;&amp;&quot;]]&gt;");
  EXPECT_EQ(inside(std::string_view("a\0b\x1b\tc\n", 7)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD\tc\n");
  EXPECT_EQ(inside("\xEF\xBF\xBE|\xEF\xBF\xBF|\xEF\xBF\xBD"), "\xEF\xBF\xBD|\xEF\xBF\xBD|\xEF\xBF\xBD");
  EXPECT_EQ(inside("\xE7\xBD\x91\xE6\xA0\xBC"), "\xE7\xBD\x91\xE6\xA0\xBC");
}

TEST(Written, TheEndingDecides) {
  EXPECT_EQ(format_of("/open311/v2/services.json"), Format::json);
  for (const char* path : {"/open311/v2/services.xml", "/open311/v2/services", "/open311/v2/services.jsonx"})
    EXPECT_EQ(format_of(path), Format::xml) << path;
}

}  // namespace
}  // namespace linli::open311
