#include "platform/files/test_media.hpp"
#include "platform/testing/shows.hpp"
#include "territory/territory.hpp"
#include "tests/loop/fixture.hpp"
#include "tests/open311/client.hpp"

// What broken and hostile clients send: each is told what is wrong in the form of the protocol; nothing is filed.
namespace linli {
namespace {

namespace json = boost::json;

constexpr const char* kPairs = "application/x-www-form-urlencoded";

class Garbage : public Loop {
 protected:
  void SetUp() override { world().from("10.31.2.1"); }
  void TearDown() override { world().from(""); }

  static std::int64_t cases() {
    return world().connect().query("select count(*) as n from incidents.incident")[0].integer("n");
  }
  static void expect_told(const Answer& answer, const std::string& path, const std::string& what) {
    EXPECT_GE(answer.status, 400) << what << answer.text;
    EXPECT_LT(answer.status, 500) << what << answer.text;
    if (path.find(".json") != std::string::npos) {
      EXPECT_EQ(answer.header("content-type"), "application/json; charset=utf-8") << what;
      const json::value errors = answer.json();
      ASSERT_FALSE(errors.as_array().empty()) << what;
      for (const json::value& error : errors.as_array()) {
        EXPECT_EQ(error.at("code").as_int64(), answer.status) << what;
        EXPECT_FALSE(error.at("description").as_string().empty()) << what;
      }
    } else {
      const open311_client::Element errors = open311_client::parse_xml(answer.text);
      EXPECT_EQ(errors.name, "errors") << what;
      ASSERT_FALSE(errors.children.empty()) << what;
      for (const open311_client::Element& error : errors.children)
        EXPECT_EQ(error.of("code"), std::to_string(answer.status)) << what;
    }
  }
  static std::string good(const std::string& more) {
    World& w = world();
    const Wgs84Point place = w.context().get<territory::Territory>().find(w.grid())->centre;
    return "api_key=" + w.open311_key() + "&service_code=010102&lat=" + std::to_string(place.lat()) +
           "&long=" + std::to_string(place.lon()) + more;
  }
};

TEST_F(Garbage, InAFormIsNamedAndNothingIsFiled) {
  World& w = world();
  const std::string key = w.open311_key();
  const std::string part = "--b\r\nContent-Disposition: form-data; name=\"api_key\"\r\n\r\n" + key + "\r\n";
  const std::string parts = "multipart/form-data; boundary=b";
  std::string many = good("&description=x");
  for (int i = 0; i < 300; ++i) many += "&a" + std::to_string(i) + "=1";
  const std::vector<std::pair<std::string, std::string>> corpus = {
      {"", good("&description=x")},
      {"text/xml", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"},
      {"application/json", "{\"api_key\":\"" + key + "\"}"},
      {"application/octet-stream", std::string(1000, '\0')},
      {kPairs, ""},
      {kPairs, "&&&==&=x"},
      {kPairs, std::string("\0\x01\xff\xfe", 4)},
      {kPairs, good("&description=%")},
      {kPairs, good("&description=%ff%fe")},
      {kPairs, good("&description=%00")},
      {kPairs, good("&description=%ed%a0%80")},
      {kPairs, good("&description=%c0%af")},
      {kPairs, good("&description=%1b%5b2J")},
      {kPairs, good("&description=" + std::string(200000, 'x'))},
      {kPairs, many},
      {kPairs, good("&description=x&service_code=010103")},
      {kPairs, good("&description=x&lat=1")},
      {kPairs, good("&description=x&attribute[consent]=yes&attribute[consent]=no")},
      {kPairs, good("&description=x&attribute[]=1")},
      {kPairs, good("&description=x&attribute[consent=1")},
      {kPairs, good("&description=x&attribute[occurred_at]=2026-02-30")},
      {kPairs, good("&description=x&media_url=" + std::string(600, 'h'))},
      {kPairs, good("&description=x&phone=%27%3B+drop+table+incidents.incident%3B--")},
      {kPairs, good("&description=x&first_name=" + std::string(100, 'n'))},
      {kPairs, good("&description=+%0D%0A+")},
      {parts, ""},
      {parts, "--b"},
      {parts, "--b--"},
      {parts, part},
      {parts, part + "--b\r\n"},
      {parts, part + "--b\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.jpg\"\r\n\r\ncut"},
      {parts, part + "--c--\r\n"},
      {parts, std::string(100000, '-')},
      {"multipart/form-data", part + "--b--"},
      {"multipart/form-data; boundary=\"", part + "--b--"},
      {"multipart/form-data; boundary=" + std::string(500, 'b'), part + "--b--"},
      {"multipart/mixed; boundary=b", part + "--b--"},
  };
  const std::int64_t before = cases();
  std::size_t at = 0;
  for (const auto& [type, body] : corpus) {
    w.from("10.31.3." + std::to_string(++at));  // an address may send a key that does not fit only so often
    for (const char* path : {"/open311/v2/requests.xml", "/open311/v2/requests.json"})
      expect_told(w.send("POST", path, body, type.empty() ? "nothing" : type), path,
                  type + " " + body.substr(0, 200) + ": ");
  }
  EXPECT_EQ(cases(), before);
}

TEST_F(Garbage, InAnAddressIsNamed) {
  World& w = world();
  for (const std::string path :
       {"/open311/v2/", "/open311/v2/services", "/open311/v2/services.txt", "/open311/v2/x.json",
        "/open311/v2/a/b/c.xml", "/open311/v2/services/%00.xml", "/open311/v2/services/%ff.json",
        "/open311/v2/services/..%2f..%2fetc.xml", "/open311/v2/requests/' or 1=1--.xml",
        "/open311/v2/requests/%27%20or%201=1--.json", "/open311/v2/requests/E-1%0d%0aX:%20y.xml",
        "/open311/v2/tokens/%3Cscript%3E.xml", "/open311/v2/requests.xml?start_date=%00",
        "/open311/v2/requests.json?status=%zz", "/open311/v2/requests.xml?page=99999999999999999999",
        "/open311/v2/requests.json?service_code=%27;--", "/open311/v2/servicerequestupdates.xml?start_date=0000-00-00",
        "/open311/v2/servicerequestupdates.json?end_date=99999-01-01T00:00:00Z"})
    if (path.find(' ') == std::string::npos) expect_told(w.send("GET", path), path, path + ": ");
  for (const char* path : {"/open311/v2/services.xml", "/open311/v2/requests/E-1.json"})
    for (const char* method : {"POST", "PUT", "DELETE"}) {
      const Answer answer = w.send(method, path);
      EXPECT_EQ(answer.status, 405);
      expect_told(answer, path, std::string(method) + path);
    }
  // A list of two hundred numbers is answered, a longer one is not.
  std::string list = "E-0";
  for (int i = 1; i < 200; ++i) list += ",E-" + std::to_string(i);
  EXPECT_EQ(w.send("GET", "/open311/v2/requests.xml?service_request_id=" + list).status, 200);
  expect_told(w.send("GET", "/open311/v2/requests.xml?service_request_id=" + list + ",E-200"), "x.xml", "201 numbers");
}

TEST_F(Garbage, OfWrongKeysIsHeardOnlySoOften) {
  World& w = world();
  w.from("10.31.4.1");
  int refused = 0, slowed = 0;
  for (int i = 0; i < 40; ++i) {
    const Answer answer = w.send("POST", "/open311/v2/requests.json", "api_key=guess" + std::to_string(i), kPairs);
    (answer.status == 429 ? slowed : refused) += 1;
    EXPECT_EQ(answer.header("retry-after").empty(), answer.status != 429);
  }
  EXPECT_EQ(refused, 30);
  EXPECT_EQ(slowed, 10);
}

// What is said in markup comes back as text where it comes back at all.
TEST_F(Garbage, InWordsIsKeptAsWords) {
  World& w = world();
  const std::string words =
      "</description><script>a()</script> ' or 1=1 -- \xE2\x80\xAE"
      "txt.exe {{7*7}} ${jndi:ldap://x}";
  const Answer answer =
      w.send("POST", "/open311/v2/requests.json",
             good("&account_id=%3C%2Frequest%3E&" + open311_client::urlencoded({{"description", words}})), kPairs);
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(answer.json().at(0).at("account_id").as_string(), "</request>");
  const std::string number(answer.json().at(0).at("service_request_id").as_string());
  const std::string id = w.connect()
                             .query("select id from incidents.incident where number = $1", db::Params::of(number))[0]
                             .uuid("id")
                             .text();
  EXPECT_EQ(w.incident("dispatcher-1", id).at("description").as_string(), words);
}

}  // namespace
}  // namespace linli
