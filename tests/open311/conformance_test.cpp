#include <algorithm>

#include "platform/files/test_media.hpp"
#include "platform/testing/shows.hpp"
#include "territory/territory.hpp"
#include "tests/loop/fixture.hpp"
#include "tests/open311/client.hpp"

// Open311 GeoReport v2, call by call, in both formats.
namespace linli {
namespace {

namespace json = boost::json;
using open311_client::Element;
using open311_client::Fields;
using open311_client::parse_xml;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string kRoot = "/open311/v2/";
constexpr const char* kPairs = "application/x-www-form-urlencoded";
const std::vector<std::string> kRequestFields = {"service_request_id",
                                                 "status",
                                                 "status_notes",
                                                 "service_name",
                                                 "service_code",
                                                 "description",
                                                 "agency_responsible",
                                                 "service_notice",
                                                 "requested_datetime",
                                                 "updated_datetime",
                                                 "expected_datetime",
                                                 "address",
                                                 "address_id",
                                                 "zipcode",
                                                 "lat",
                                                 "long",
                                                 "media_url"};

/// `call` with what comes behind the format: "requests" and "?status=open".
std::string at(const std::string& call, const std::string& format, const std::string& query = "") {
  return kRoot + call + "." + format + query;
}

class Open311 : public Loop {
 protected:
  void SetUp() override { world().from("10.31.1." + std::to_string(++address_)); }
  void TearDown() override { world().from(""); }

  /// The same in both formats: the XML's root, whose content the JSON equals.
  static Element get(const std::string& call, const std::string& query = "", int status = 200) {
    World& w = world();
    Answer xml, other;
    for (int attempt = 0; attempt < 5; ++attempt) {  // timers go on: until nothing happened between the two
      xml = w.send("GET", at(call, "xml", query));
      other = w.send("GET", at(call, "json", query));
      if (w.send("GET", at(call, "xml", query)).text == xml.text) break;
    }
    EXPECT_EQ(xml.status, status) << call << query << ": " << xml.text;
    EXPECT_EQ(other.status, status) << call << query << ": " << other.text;
    EXPECT_EQ(xml.header("content-type"), "text/xml; charset=utf-8");
    EXPECT_EQ(xml.header("access-control-allow-origin"), "*");
    EXPECT_EQ(other.header("content-type"), "application/json; charset=utf-8");
    const Element root = parse_xml(xml.text);
    open311_client::expect_same(root, other.json());
    return root;
  }
  static Fields report(const std::string& words, Fields more = {}) {
    World& w = world();
    const Wgs84Point place = w.context().get<territory::Territory>().find(w.grid())->centre;
    Fields fields = {{"api_key", w.open311_key()},
                     {"service_code", "010102"},
                     {"lat", std::to_string(place.lat())},
                     {"long", std::to_string(place.lon())},
                     {"description", words}};
    fields.insert(fields.end(), more.begin(), more.end());
    return fields;
  }
  static Fields without(Fields fields, const std::string& name) {
    std::erase_if(fields, [&](const auto& field) { return field.first == name; });
    return fields;
  }
  static Answer post(const Fields& fields, const std::string& format = "xml") {
    return world().send("POST", at("requests", format), open311_client::urlencoded(fields), kPairs);
  }
  /// Filed; its number.
  static std::string filed(const Fields& fields) {
    const Answer answer = post(fields);
    EXPECT_EQ(answer.status, 200) << answer.text;
    const Element root = parse_xml(answer.text);
    return root.children.empty() ? "" : root.children[0].of("service_request_id");
  }
  static std::string id_of_number(const std::string& number) {
    return world()
        .connect()
        .query("select id from incidents.incident where number = $1", db::Params::of(number))[0]
        .uuid("id")
        .text();
  }
  static std::int64_t cases() {
    return world().connect().query("select count(*) as n from incidents.incident")[0].integer("n");
  }
  /// Refused in both formats with this status; the descriptions of the XML.
  static std::vector<std::string> refused(const Fields& fields, int status) {
    std::vector<std::string> descriptions;
    const std::int64_t before = cases();
    for (const char* format : {"xml", "json"}) {
      const Answer answer = post(fields, format);
      EXPECT_EQ(answer.status, status) << answer.text;
      if (std::string(format) == "json") {
        const json::value told = answer.json();
        for (const json::value& error : told.as_array()) EXPECT_EQ(error.at("code").as_int64(), status);
        continue;
      }
      const Element root = parse_xml(answer.text);
      EXPECT_EQ(root.name, "errors");
      for (const Element& error : root.children) {
        EXPECT_THAT(error.names(), ElementsAre("code", "description"));
        EXPECT_EQ(error.of("code"), std::to_string(status));
        descriptions.push_back(error.of("description"));
      }
    }
    EXPECT_EQ(cases(), before) << "nothing was filed";
    return descriptions;
  }

 private:
  static inline int address_ = 0;
};

TEST_F(Open311, TellsWhatItIs) {
  const Element discovery = get("discovery");
  EXPECT_EQ(discovery.name, "discovery");
  EXPECT_THAT(discovery.names(), ElementsAre("changeset", "contact", "key_service", "endpoints"));
  parse_instant(discovery.of("changeset"));
  const Element& endpoint = discovery.children[3].children.at(0);
  EXPECT_EQ(endpoint.name, "endpoint");
  EXPECT_THAT(endpoint.names(), ElementsAre("specification", "url", "changeset", "type", "formats"));
  EXPECT_EQ(endpoint.of("url"), "http://127.0.0.1/open311/v2");
  EXPECT_EQ(endpoint.of("type"), "test") << "a demo city";
  EXPECT_EQ(endpoint.children[4].children.at(0).text, "text/xml");

  const Element services = get("services");
  EXPECT_EQ(services.name, "services");
  ASSERT_GT(services.children.size(), 20U);
  for (const Element& service : services.children) {
    EXPECT_EQ(service.name, "service");
    EXPECT_THAT(service.names(),
                ElementsAre("service_code", "service_name", "description", "metadata", "type", "keywords", "group"));
    EXPECT_EQ(service.of("metadata"), "true");
    EXPECT_EQ(service.of("type"), "realtime");
  }
  const Element definition = get("services/010102");
  EXPECT_EQ(definition.name, "service_definition");
  EXPECT_THAT(definition.names(), ElementsAre("service_code", "attributes"));
  ASSERT_EQ(definition.children[1].children.size(), 3U);
  for (const Element& attribute : definition.children[1].children)
    EXPECT_THAT(attribute.names(), ElementsAre("variable", "code", "datatype", "required", "datatype_description",
                                               "order", "description", "values"));
  const Element& consent = definition.children[1].children[2];
  EXPECT_EQ(consent.of("datatype"), "singlevaluelist");
  EXPECT_THAT(consent.children[7].children.at(0).names(), ElementsAre("key", "name"));
  EXPECT_EQ(get("services/999999", "", 404).name, "errors");
  EXPECT_EQ(get("services", "?jurisdiction_id=4401").name, "services");
  EXPECT_EQ(get("services", "?jurisdiction_id=").name, "services") << "an empty parameter is an absent one";
  EXPECT_EQ(get("services", "?jurisdiction_id=boston.gov", 404).children.at(0).of("code"), "404");
  EXPECT_EQ(get("services", "?extensions=true&format=xml").name, "services") << "what clients add does no harm";
}

TEST_F(Open311, TakesAReportThatNobodyElseReads) {
  World& w = world();
  const Answer answer = post(report("rubble by my door, 3-502 <b>&", {{"first_name", "Ling"},
                                                                      {"last_name", "Zheng"},
                                                                      {"phone", "13000005678"},
                                                                      {"email", "ling@example.org"},
                                                                      {"account_id", "app-77"},
                                                                      {"device_id", "phone-1"},
                                                                      {"media_url", "http://127.0.0.1:1/one.jpg"},
                                                                      {"media_url", "https://example.org/2?x=1"},
                                                                      {"address_string", "gate of 3-502"},
                                                                      {"attribute[consent]", "yes"},
                                                                      {"zipcode", ""}}));
  EXPECT_EQ(answer.status, 200) << answer.text;
  const Element root = parse_xml(answer.text);
  EXPECT_EQ(root.name, "service_requests");
  ASSERT_EQ(root.children.size(), 1U);
  EXPECT_EQ(root.children[0].name, "request");
  EXPECT_THAT(root.children[0].names(), ElementsAre("service_request_id", "service_notice", "account_id"));
  EXPECT_EQ(root.children[0].of("account_id"), "app-77");
  const std::string number = root.children[0].of("service_request_id");
  EXPECT_TRUE(number.starts_with("E-")) << "letters and hyphens keep XML clients from reading a figure";

  // The loop has it like a resident's own report, with everything that was said.
  const std::string id = id_of_number(number);
  const json::value seen = w.incident("dispatcher-1", id);
  EXPECT_EQ(seen.at("source").as_string(), "open311");
  EXPECT_EQ(seen.at("state").as_string(), "reminded");
  const std::string words(seen.at("description").as_string());
  EXPECT_THAT(words, HasSubstr("3-502 <b>&"));
  EXPECT_THAT(words, HasSubstr("http://127.0.0.1:1/one.jpg"));
  EXPECT_THAT(words, HasSubstr("https://example.org/2?x=1"));
  EXPECT_EQ(seen.at("attachments").as_array().size(), 0U) << "links are not fetched";
  EXPECT_EQ(seen.at("reporters").at(0).at("phone").as_string(), "130****5678");
  EXPECT_TRUE(seen.at("reporters").at(0).at("consent").as_bool());
  // The reporter follows it by the code that was given once.
  const std::string notice = root.children[0].of("service_notice");
  const std::string code(seen.at("code").as_string());
  EXPECT_THAT(notice, HasSubstr(code));
  EXPECT_EQ(w.get("", "/api/v1/public/reports/" + number + "?code=" + code).status, 200);
  LINLI_SHOWS("PUB-05");

  const Element request = get("requests/" + number).children.at(0);
  EXPECT_EQ(request.names(), kRequestFields);
  EXPECT_EQ(request.of("status"), "open");
  EXPECT_EQ(request.of("service_code"), "010102");
  EXPECT_EQ(request.of("address_id"), w.grid());
  EXPECT_FALSE(request.of("expected_datetime").empty());
  const Wgs84Point place = w.context().get<territory::Territory>().find(w.grid())->centre;
  EXPECT_NEAR(std::stod(request.of("lat")), place.lat(), 0.0000501);
  for (const std::string& query : {"requests/" + number, std::string("requests")})
    for (const char* format : {"xml", "json"}) {
      const std::string all = w.send("GET", at(query, format)).text;
      for (const char* secret : {"3-502", "Ling", "Zheng", "13000005678", "ling@example.org", "app-77", "phone-1",
                                 "example.org", code.c_str()})
        EXPECT_THAT(all, Not(HasSubstr(secret))) << query;
    }
  LINLI_SHOWS("DAT-09");
}

TEST_F(Open311, TakesFilesWithTheReport) {
  World& w = world();
  const std::string photo = files::photo({.width = 800, .height = 600});
  Fields fields = report("", {{"attribute[occurred_at]", "2026-11-20T07:30:00+08:00"}});
  fields.emplace_back("description", "");
  const auto send = [&](const std::vector<open311_client::File>& media, const char* format) {
    return w.send("POST", at("requests", format), open311_client::multipart(fields, media), open311_client::kParts);
  };
  const Answer answer = send({{"media", "a.jpg", photo}, {"media", "", ""}}, "json");
  ASSERT_EQ(answer.status, 200) << answer.text;
  const std::string number(answer.json().at(0).at("service_request_id").as_string());
  const json::value seen = w.incident("dispatcher-1", id_of_number(number));
  ASSERT_EQ(seen.at("attachments").as_array().size(), 1U) << "a photo alone is a report";
  EXPECT_EQ(seen.at("attachments").at(0).at("media_type").as_string(), "image/jpeg");

  const std::int64_t before = cases();
  for (const auto& [bytes, why] :
       std::vector<std::pair<std::string, std::string>>{{"MZ\x90 program", "media: "},
                                                        {photo.substr(0, photo.size() / 2), "media: "},
                                                        {"<svg onload=a()>", "media: "}}) {
    const Answer refusal = send({{"media", "a.jpg", bytes}}, "xml");
    EXPECT_EQ(refusal.status, 400) << refusal.text;
    EXPECT_THAT(parse_xml(refusal.text).children.at(0).of("description"), testing::StartsWith(why));
  }
  const Answer many = send(std::vector<open311_client::File>(6, {"media", "a.jpg", photo}), "xml");
  EXPECT_EQ(many.status, 400) << many.text;
  const Answer large = send({{"media", "a.jpg", std::string(31u << 20, 'x')}}, "xml");
  EXPECT_EQ(large.status, 413);
  EXPECT_EQ(parse_xml(large.text).name, "errors");
  EXPECT_EQ(cases(), before);
}

TEST_F(Open311, TakesARetryOnce) {
  World& w = world();
  const Fields fields = report("a lamp lies on the path", {{"device_id", "phone-2"}});
  const std::string first = filed(fields);
  EXPECT_EQ(filed(fields), first);
  EXPECT_NE(filed(report("a lamp lies on the path", {{"device_id", "phone-3"}})), first) << "another sender";
  EXPECT_NE(filed(report("a lamp lies on the path.", {{"device_id", "phone-2"}})), first) << "other words";
  w.advance(std::chrono::minutes(9));
  EXPECT_EQ(filed(fields), first);
  w.advance(std::chrono::minutes(2));
  EXPECT_NE(filed(fields), first) << "the same again, later";
}

TEST_F(Open311, NeedsAKeyToWrite) {
  World& w = world();
  const Fields fields = report("something");
  EXPECT_EQ(refused(without(fields, "api_key"), 403).size(), 1U);
  for (const std::string key : {"demo-open311", "linli_0000", " ", "x\"y"}) {
    Fields wrong = without(fields, "api_key");
    wrong.emplace_back("api_key", key);
    refused(wrong, 403);
  }
  // A key of other rights, and one that was revoked.
  w.give_second_factor("administrator-1");
  const json::object asked{
      {"id", Uuid::v7(w.now()).text()}, {"name", "app"}, {"permissions", json::array{"matters.view"}}};
  const Answer other = w.post("administrator-1", "/api/v1/tokens", asked);
  ASSERT_EQ(other.status, 201) << other.text;
  Fields wrong = without(fields, "api_key");
  wrong.emplace_back("api_key", std::string(other.json().at("token").as_string()));
  refused(wrong, 403);
  const json::object second{
      {"id", Uuid::v7(w.now()).text()}, {"name", "app"}, {"permissions", json::array{"open311.report"}}};
  const Answer mine = w.post("administrator-1", "/api/v1/tokens", second);
  ASSERT_EQ(mine.status, 201) << mine.text;
  wrong.back().second = std::string(mine.json().at("token").as_string());
  EXPECT_FALSE(filed(wrong).empty());
  w.connect().query("update access.token set revoked_at = $1 where id = $2",
                    db::Params::of(w.now(), Uuid::parse(second.at("id").as_string())));
  wrong.emplace_back("device_id", "later");
  refused(wrong, 403);
}

TEST_F(Open311, FindsWhatIsAskedFor) {
  World& w = world();
  w.advance(std::chrono::minutes(1));
  const std::string one = filed(report("one", {{"device_id", "find-1"}}));
  w.advance(std::chrono::minutes(1));
  const std::string two = filed(report("two", {{"device_id", "find-2"}}));
  const auto numbers = [&](const std::string& query) {
    std::vector<std::string> found;
    for (const Element& request : get("requests", query).children) {
      EXPECT_EQ(request.names(), kRequestFields);
      found.push_back(request.of("service_request_id"));
    }
    return found;
  };
  const std::string both = "?service_request_id=" + one + "," + two;
  EXPECT_THAT(numbers(both), ElementsAre(two, one));
  EXPECT_THAT(numbers(both + "&status=closed&service_code=020201&start_date=2020-01-01"), ElementsAre(two, one))
      << "numbers override the rest";
  EXPECT_THAT(numbers("?page_size=1"), ElementsAre(two));
  EXPECT_THAT(numbers("?page_size=1&page=2"), ElementsAre(one));
  EXPECT_THAT(numbers("?service_code=010102&page_size=1&status=open"), ElementsAre(two));
  EXPECT_THAT(numbers("?service_code=020201&status=open&service_request_id="), Not(testing::Contains(two)));
  EXPECT_THAT(numbers("?status=closed&page_size=100"), Not(testing::Contains(two)));
  EXPECT_LE(numbers("?page_size=5000").size(), 1000U) << "an over-large page is clamped";
  const std::string today = to_text(w.context().zone().date_of(w.now()));
  // Windows; a plus that became a space is understood, seconds may be left out, days are the city's.
  EXPECT_THAT(numbers("?start_date=" + to_text(w.now())), ElementsAre(two));
  EXPECT_THAT(numbers("?start_date=" + today + "T00:00:00+08:00&page_size=1"), ElementsAre(two));
  EXPECT_THAT(numbers("?start_date=" + today + "T00:00%2B08:00&end_date=" + today + "&page_size=1"), ElementsAre(two));
  EXPECT_TRUE(numbers("?end_date=2026-08-01&status=open&service_code=060401").size() <= 1000U);
  for (const Element& request : get("requests", "?start_date=2026-08-01&end_date=2026-08-31").children) {
    EXPECT_GE(request.of("requested_datetime"), "2026-07-31T16:00:00Z");
    EXPECT_LT(request.of("requested_datetime"), "2026-08-31T16:00:00Z");
  }
  for (const char* bad :
       {"?start_date=yesterday", "?start_date=2026-13-01", "?start_date=2026-11-23T00:00:00", "?status=solved",
        "?page=0", "?page=x", "?page_size=-1", "?start_date=2026-01-01&end_date=2026-11-01",
        "?start_date=2026-11-03&end_date=2026-11-01", "?end_date=1e9"})
    EXPECT_EQ(get("requests", bad, 400).children.at(0).of("code"), "400") << bad;
  EXPECT_EQ(get("requests", "?service_code=999999", 404).name, "errors");
  EXPECT_EQ(get("requests/E-440104-20991231-000001", "", 404).name, "errors");
  EXPECT_TRUE(numbers("?service_request_id=E-1,;--").empty());

  const Element token = get("tokens/" + one).children.at(0);
  EXPECT_THAT(token.names(), ElementsAre("service_request_id", "token"));
  EXPECT_EQ(token.of("service_request_id"), one);
  get("tokens/nothing", "", 404);
}

TEST_F(Open311, ShowsTheDeadlineAndWhatBecameOfIt) {
  World& w = world();
  const Instant began = w.now();
  const std::string number = filed(report("steps", {{"device_id", "steps"}})), id = id_of_number(number);
  const auto seen = [&] { return get("requests/" + number).children.at(0); };
  w.advance(std::chrono::minutes(3));
  w.act(w.worker(), id, "acknowledge");
  EXPECT_EQ(seen().of("updated_datetime"), to_text(std::chrono::floor<std::chrono::seconds>(w.now())));
  w.act(w.worker(), id, "submit");
  const std::string waiting = seen().of("status_notes");
  const Instant due = parse_instant(seen().of("expected_datetime"));
  EXPECT_GT(due, w.now());
  w.advance(due - w.now() + std::chrono::minutes(1));
  const std::string late = seen().of("status_notes");
  EXPECT_THAT(late, testing::StartsWith(waiting));
  EXPECT_GT(late.size(), waiting.size()) << "overdue is said";
  w.act("dispatcher-1", id, "cancel", {{"reason", "Mr Wong did it himself"}});
  EXPECT_EQ(seen().of("status"), "closed");
  EXPECT_EQ(seen().of("expected_datetime"), "");

  const Element updates = get("servicerequestupdates", "?service_request_id=" + number);
  EXPECT_EQ(updates.name, "service_requests_updates");
  ASSERT_EQ(updates.children.size(), 4U);
  for (const Element& update : updates.children) {
    EXPECT_EQ(update.name, "request_update");
    EXPECT_THAT(update.names(), ElementsAre("update_id", "service_request_id", "status", "description",
                                            "updated_datetime", "media_url"));
    EXPECT_EQ(update.of("service_request_id"), number);
    EXPECT_THAT(update.of("description"), Not(HasSubstr("Wong"))) << "words of staff stay inside";
    EXPECT_FALSE(update.of("description").empty());
  }
  EXPECT_EQ(updates.children[2].of("status"), "open");
  EXPECT_EQ(updates.children[3].of("status"), "closed");
  // A client that polls asks for what came since.
  std::vector<std::string> since;
  for (const Element& update :
       get("servicerequestupdates", "?start_date=" + to_text(began) + "&end_date=" + to_text(w.now())).children)
    since.push_back(update.of("service_request_id"));
  EXPECT_THAT(since, testing::Contains(number));
  EXPECT_EQ(get("servicerequestupdates", "?start_date=2026-11-01&end_date=2026-11-20", 400).name, "errors");
  for (const Element& update : get("servicerequestupdates", "?start_date=" + to_text(w.now())).children)
    EXPECT_GE(parse_instant(update.of("updated_datetime")), std::chrono::floor<std::chrono::seconds>(w.now()));
}

TEST_F(Open311, SaysNothingOfHouseholdsAndPersons) {
  World& w = world();
  Fields fields = without(report("the child next door is alone", {{"device_id", "child"}}), "service_code");
  fields.emplace_back("service_code", "080301");
  const std::string number = filed(fields);
  get("requests/" + number, "", 404);
  get("tokens/" + number, "", 404);
  const std::string asked = "?service_request_id=" + number, key = "&api_key=" + w.open311_key();
  EXPECT_TRUE(get("requests", asked).children.empty());
  EXPECT_TRUE(get("requests", "?service_code=080301").children.empty());
  EXPECT_TRUE(get("servicerequestupdates", asked).children.empty());
  // Who filed it learns its state.
  EXPECT_EQ(get("requests/" + number, "?" + key.substr(1)).children.at(0).of("status"), "open");
  EXPECT_EQ(get("requests", asked + key).children.size(), 1U);
  EXPECT_EQ(get("servicerequestupdates", asked + key).children.size(), 1U);
  get("requests", asked + "&api_key=wrong", 403);
  // Nor of what came by other ways than the published ones.
  for (const Element& request : get("requests", "?page_size=1000").children)
    EXPECT_THAT((std::vector<std::string>{"07", "08", "09", "10"}),
                Not(testing::Contains(request.of("service_code").substr(0, 2))));
}

TEST_F(Open311, RefusesEachMistakeByItsName) {
  World& w = world();
  const Fields good = report("x");
  const auto with = [&](const std::string& name, const std::string& value) {
    Fields fields = without(good, name);
    fields.emplace_back(name, value);
    return fields;
  };
  const auto only = [](const std::string& name) { return ElementsAre(testing::StartsWith(name + ": ")); };
  EXPECT_EQ(refused(without(good, "service_code"), 400).size(), 1U);
  EXPECT_EQ(refused(with("service_code", "999999"), 404).size(), 1U);
  EXPECT_EQ(refused(with("jurisdiction_id", "x"), 404).size(), 1U);
  EXPECT_THAT(refused(without(good, "lat"), 400), only("lat"));
  EXPECT_THAT(refused(without(good, "long"), 400), only("long"));
  EXPECT_THAT(refused(without(without(good, "lat"), "long"), 400), only("lat"));
  for (const char* number : {"abc", "91", "1e999", "nan", "inf", "23,1", "0x17", "-"})
    EXPECT_THAT(refused(with("lat", number), 400), only("lat")) << number;
  EXPECT_THAT(refused(with("lat", "39.9"), 400), only("lat")) << "outside the city";
  EXPECT_THAT(refused(without(good, "description"), 400), only("description"));
  EXPECT_THAT(refused(with("description", std::string(4001, 'x')), 400), only("description"));
  EXPECT_THAT(refused(with("phone", "12"), 400), only("phone"));
  EXPECT_THAT(refused(with("email", "nobody"), 400), only("email"));
  for (const char* link : {"ftp://x", "file:///etc/passwd", "javascript:a()", "http://a b"})
    EXPECT_THAT(refused(with("media_url", link), 400), only("media_url"));
  EXPECT_THAT(refused(with("attribute[consent]", "maybe"), 400), only("attribute[consent]"));
  EXPECT_THAT(refused(with("attribute[colour]", "red"), 400), only("attribute[colour]"));
  EXPECT_THAT(refused(with("attribute[occurred_at]", "2030-01-01T00:00:00Z"), 400), only("attribute[occurred_at]"));
  const Fields nowhere = without(without(good, "lat"), "long");
  const auto somewhere = [&](const std::string& name, const std::string& value) {
    Fields fields = nowhere;
    fields.emplace_back(name, value);
    return fields;
  };
  EXPECT_THAT(refused(somewhere("address_id", "1"), 400), only("address_id"));
  EXPECT_THAT(refused(somewhere("address_id", w.grid().substr(0, 9)), 400), only("address_id"));
  EXPECT_THAT(refused(somewhere("address_string", "gate 3"), 400), only("lat")) << "an address alone has no place";
  EXPECT_FALSE(filed(somewhere("address_id", w.grid())).empty());
  EXPECT_FALSE(filed(with("description", std::string(4000, 'x'))).empty());
  // Swapped degrees are named as such, and several mistakes come together.
  Fields several = without(with("phone", "1"), "long");
  std::swap(std::find_if(several.begin(), several.end(), [](auto& f) { return f.first == "lat"; })->second,
            several.back().second);
  EXPECT_GE(refused(several, 400).size(), 2U);
}

}  // namespace
}  // namespace linli
