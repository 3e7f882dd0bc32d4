#include "platform/files/test_media.hpp"
#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// Evidence is what was found in a file, of the kinds the matter asks for; a count of files is not enough.
namespace linli {
namespace {

namespace json = boost::json;

class Evidence : public Loop {
 protected:
  static json::object file(const std::string& who, const std::string& bytes, const char* stage) {
    const Answer stored = world().upload(who, bytes);
    EXPECT_EQ(stored.status, 201) << stored.text;
    return {{"digest", stored.json().at("digest")}, {"stage", stage}};
  }
};

TEST_F(Evidence, OfAnotherKindDoesNotProveTheWorkDone) {
  World& w = world();
  const std::string handler = "street-sanitation-1";
  const std::string id = id_of(w.report("010102", "rubble"));
  w.dispatch(id, "street_sanitation");
  w.act(handler, id, "sign");
  const auto report_done = [&](json::array files) {
    return w.post(handler, "/api/v1/incidents/" + id + "/actions",
                  {{"id", Uuid::v7(w.now()).text()},
                   {"action", "report_done"},
                   {"version", w.incident(handler, id).at("version")},
                   {"fields", json::object{{"result", "cleared"}, {"attachments", std::move(files)}}}});
  };
  for (const std::string& other : {files::pdf(), files::mp3(), files::film()}) {
    const Answer refused = report_done({file(handler, other, "after")});
    EXPECT_EQ(refused.code(), "evidence_kind_missing") << refused.text;
    const std::string photo = "\xE7\x85\xA7\xE7\x89\x87", after = "\xE5\xA4\x84\xE7\x90\x86\xE5\x90\x8E";
    EXPECT_THAT(std::string(refused.json().at("title").as_string()),
                testing::AllOf(testing::HasSubstr(photo), testing::HasSubstr(after)));
  }
  const json::object earlier = file(handler, files::photo({.width = 333, .height = 222}), "during");
  EXPECT_EQ(report_done({earlier, file(handler, files::pdf(), "after")}).code(), "evidence_kind_missing")
      << "a photo of another stage is none of the result";
  EXPECT_EQ(w.incident(handler, id).at("state").as_string(), "handling");
  EXPECT_EQ(report_done({file(handler, files::photo(), "after"), file(handler, files::pdf(), "after")}).status, 200);
  LINLI_SHOWS("INC-01");
}

TEST_F(Evidence, OfSelfHandlingIsTwoPhotos) {
  World& w = world();
  json::object sent;
  const Uuid id = Uuid::v7(w.now());
  self_handle(id, &sent);
  const std::string worker = w.worker();
  json::object body = sent;
  body["attachments"] = json::array{file(worker, files::pdf(), "before"), sent.at("attachments").at(1)};
  body["id"] = Uuid::v7(w.now()).text();
  const std::string grid_of_report(w.incident("leader-1", id.text()).at("scope_code").as_string());
  EXPECT_EQ(w.post("grid-" + grid_of_report, "/api/v1/incidents", body).code(), "evidence_kind_missing");
  body["attachments"] = sent.at("attachments");
  EXPECT_EQ(w.post("grid-" + grid_of_report, "/api/v1/incidents", body).status, 201) << "the second at this place";
}

}  // namespace
}  // namespace linli
