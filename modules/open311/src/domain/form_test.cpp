#include "domain/form.hpp"

#include <gmock/gmock.h>

#include "platform/testing/refusals.hpp"

namespace linli::open311 {
namespace {

constexpr const char* kPairs = "application/x-www-form-urlencoded; charset=utf-8";
constexpr const char* kParts = "multipart/form-data; boundary=\"x-1\"";

std::string part(const std::string& head, const std::string& bytes) {
  return "--x-1\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + bytes + "\r\n";
}

TEST(Form, ReadsPairs) {
  const Form form = read_form(kPairs, "lat=23.1&long=113.2&description=a%0D%0Ab+c%26&email=&media_url=u&media_url=v&x");
  EXPECT_EQ(form.value("lat"), "23.1");
  EXPECT_EQ(form.value("description"), "a\nb c&");
  EXPECT_FALSE(form.value("email")) << "an empty parameter is an absent one";
  EXPECT_FALSE(form.value("x"));
  EXPECT_THAT(form.all("media_url"), testing::ElementsAre("u", "v"));
}

TEST(Form, ReadsParts) {
  const std::string body = "preamble\r\n" + part("name=\"lat\"", " 23.1 ") +
                           part("filename=\"a\\\"b;c.jpg\"; name=media", std::string("\xff\xd8\0\r\n--x", 8)) +
                           part("name=\"media\"; filename=\"\"", "") + part("name=\"email\"", "") +
                           "--x-1--\r\nepilogue";
  const Form form = read_form(kParts, body);
  EXPECT_EQ(form.value("lat"), "23.1");
  EXPECT_FALSE(form.value("email"));
  ASSERT_EQ(form.files.size(), 1U) << "no file was chosen in the second";
  EXPECT_EQ(form.files[0].field, "media");
  EXPECT_EQ(form.files[0].bytes, std::string("\xff\xd8\0\r\n--x", 8));
}

TEST(Form, RefusesWhatIsNoForm) {
  const auto of = [](const std::string& type, const std::string& body) {
    return refusal_of([&] { read_form(type, body); });
  };
  for (const char* type : {"", "text/xml", "application/json", "multipart/mixed; boundary=x-1"})
    EXPECT_EQ(of(type, "lat=1"), "open311_form_type") << type;
  for (const char* body : {"lat=%2", "lat=%zz", "lat=%ff", "l%00=1", "lat=\x01"})
    EXPECT_EQ(of(kPairs, body), "open311_form_unreadable") << body;
  for (const std::string& body :
       {std::string(), std::string("--x-1"), std::string("--x-1\r\n"), std::string("--x-2--"),
        std::string("--x-1 y\r\n"), part("name=\"lat\"", "1"), part("", "1") + "--x-1--",
        part("name=\"\"", "1") + "--x-1--", part("name=\"lat", "1") + "--x-1--",
        part("name=\"lat\"", "\xff") + "--x-1--", std::string("--x-1\r\nnonsense\r\n\r\n1\r\n--x-1--"),
        std::string("--x-1\r\n\r\n1\r\n--x-1--"),
        std::string("--x-1\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n--x-1--"),
        part("name=\"" + std::string(5000, 'n') + "\"", "1") + "--x-1--"})
    EXPECT_EQ(of(kParts, body), "open311_form_unreadable") << body;
  EXPECT_EQ(of("multipart/form-data", "--\r\n"), "open311_form_unreadable");
  EXPECT_EQ(of("multipart/form-data; boundary=" + std::string(71, 'b'), "x"), "open311_form_unreadable");
  std::string many;
  for (int i = 0; i < 201; ++i) many += "a=1&";
  EXPECT_EQ(of(kPairs, many), "open311_form_too_many");
}

}  // namespace
}  // namespace linli::open311
