#include "platform/http/openapi.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>

#include "kernel/descriptor_fields.hpp"
#include "test_server.hpp"

namespace linli::http {
namespace {

struct Spot {
  double lon = 0;
};
struct Report {
  Uuid id;
  std::string matter;
  std::optional<std::string> phone;
  std::vector<Spot> spots;
  std::optional<Spot> place;
  std::int64_t version = 0;
};

const Descriptor kSpot{"Spot", {field("lon", &Spot::lon).needed().between(-180, 180).in("deg")}};
const Descriptor kReport{"Report",
                         {field("id", &Report::id).needed(), field("matter", &Report::matter).needed().length(4, 4),
                          field("phone", &Report::phone).sensitive(Sensitivity::personal).matches("[0-9]{11}"),
                          field("spots", &Report::spots, kSpot).length(0, 9), field("place", &Report::place, kSpot),
                          field("version", &Report::version).answered()}};

std::vector<Route> routes() {
  auto none = [](Call&) { return Response::no_content(); };
  Route list{Method::get, "/api/v1/reports", "listReports", "reports.view", Pool::read, none};
  list.answer = &kReport;
  list.answer_is_page = true;
  list.query = {{"limit", FieldType::integer}};
  list.tag = "reports";
  Route add{Method::post, "/api/v1/reports", "addReport", "", Pool::write, none};
  add.body = &kReport;
  add.success = 201;
  add.answer = &kReport;
  Route tile{Method::get, "/tiles/{z}/{y}.mvt", "getTile", "", Pool::read, none};
  tile.answer_type = "application/vnd.mapbox-vector-tile";
  return {list, add, tile};
}

json::value document(std::vector<Route> given = routes()) {
  text::Messages messages;
  messages.add("zh-CN", "a.yaml", "operation:\n  addReport: add one\nfield:\n  Report:\n    matter: what\n");
  return json::parse(openapi(given, messages));
}

TEST(OpenApi, DescribesOperationsAndRecords) {
  const json::value doc = document();
  const json::value& add = doc.at("paths").at("/api/v1/reports").at("post");
  EXPECT_EQ(add.at("summary"), "add one");
  EXPECT_EQ(add.at("security").as_array().size(), 0u);
  EXPECT_EQ(add.at("requestBody").at("content").at("application/json").at("schema").at("$ref"),
            "#/components/schemas/Report");
  EXPECT_TRUE(add.at("responses").as_object().contains("201"));
  EXPECT_EQ(doc.at("paths").at("/api/v1/reports").at("get").at("x-permission"), "reports.view");
  const json::value& tile = doc.at("paths").at("/tiles/{z}/{y}.mvt").at("get");
  EXPECT_EQ(tile.at("parameters").as_array().size(), 2u);
  EXPECT_EQ(tile.at("parameters").at(1).at("name"), "y");
}

TEST(OpenApi, CarriesTheRulesOfFields) {
  const json::value properties = document().at("components").at("schemas").at("Report").at("properties");
  EXPECT_EQ(properties.at("matter"),
            (json::value{{"type", "string"}, {"minLength", 4}, {"maxLength", 4}, {"title", "what"}}));
  EXPECT_EQ(properties.at("phone").at("type"), (json::value{"string", "null"}));
  EXPECT_EQ(properties.at("phone").at("pattern"), "^(?:[0-9]{11})$");
  EXPECT_EQ(properties.at("phone").at("x-sensitivity"), "personal");
  EXPECT_EQ(properties.at("spots").at("maxItems"), 9);
  EXPECT_EQ(properties.at("place").at("oneOf").at(0).at("$ref"), "#/components/schemas/Spot");
  EXPECT_EQ(properties.at("version").at("readOnly"), true);
  const json::value spot = document().at("components").at("schemas").at("Spot");
  EXPECT_EQ(spot.at("properties").at("lon").at("maximum"), 180.0);
  EXPECT_EQ(spot.at("additionalProperties"), false);
}

TEST(OpenApi, RequiresEverythingOfAnswersAndTheNeededOfBodies) {
  EXPECT_EQ(document().at("components").at("schemas").at("Report").at("required").as_array().size(), 2u);
  std::vector<Route> answers_only = {routes().front()};
  EXPECT_EQ(document(answers_only).at("components").at("schemas").at("Report").at("required").as_array().size(), 6u);
}

TEST(OpenApi, IsTheSameInAnyOrder) {
  auto turned = routes();
  std::reverse(turned.begin(), turned.end());
  const text::Messages none;
  EXPECT_EQ(openapi(routes(), none), openapi(turned, none));
}

TEST(OpenApi, RefusesOneNameForTwoThings) {
  auto twice = routes();
  twice.push_back(twice.front());
  EXPECT_THROW(document(twice), std::logic_error);
  static const Descriptor other{"Report", {field("lon", &Spot::lon)}};
  auto clash = routes();
  clash[1].body = &other;
  EXPECT_THROW(document(clash), std::logic_error);
}

TEST(OpenApi, IsServedWithItsDocumentation) {
  Server server(test_config(), routes());
  server.start();
  RawClient client(server.port());
  auto answer = client.get("/api/openapi.json");
  EXPECT_EQ(json::parse(answer.body).at("openapi"), "3.1.0");
  EXPECT_EQ(client.get("/api/openapi.json", "If-None-Match: " + answer.header("etag") + "\r\n").status, 304);
  EXPECT_EQ(client.get("/api/openapi.json", "Accept-Encoding: gzip\r\n").header("content-encoding"), "gzip");
  EXPECT_EQ(client.get("/api/docs").header("location"), "/api/docs/");
  auto page = client.get("/api/docs/");
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.body.find("http://"), std::string::npos);
  EXPECT_EQ(client.get("/api/docs/docs.js").status, 200);
  EXPECT_EQ(client.get("/api/docs/other").status, 404);
}

}  // namespace
}  // namespace linli::http
