#include <thread>

#include "platform/app/rates.hpp"
#include "platform/files/test_media.hpp"
#include "platform/resources.hpp"
#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// What a resident sees of the own report, and what stays of a resident who was erased.
namespace linli {
namespace {

namespace json = boost::json;

std::string own(const json::value& receipt, const std::string& below = "", const std::string& code = "") {
  return "/api/v1/public/reports/" + std::string(receipt.at("number").as_string()) + below +
         "?code=" + (code.empty() ? std::string(receipt.at("code").as_string()) : code);
}
std::string wrong(const json::value& receipt) {
  return receipt.at("code").as_string() == "000000" ? "000001" : "000000";
}
std::string digest_of(const Answer& stored) {
  EXPECT_EQ(stored.status, 201) << stored.text;
  return std::string(stored.json().at("digest").as_string());
}
json::array attached(const std::string& digest, const char* stage) {
  return {json::object{{"digest", digest}, {"stage", stage}}};
}

class Residents : public Loop {
 protected:
  static std::vector<std::string> shown(const json::value& receipt) {
    std::vector<std::string> digests;
    const json::value seen = world().get("", own(receipt)).json();
    for (const json::value& photo : seen.at("photos").as_array()) digests.emplace_back(photo.at("digest").as_string());
    return digests;
  }
};

TEST_F(Residents, SeeTheirOwnPhotoAndTheResultsAndNothingElse) {
  World& w = world();
  const std::string mine = digest_of(w.upload("", files::photo({.width = 640, .height = 480})));
  const std::string verified = digest_of(w.upload(w.worker(), files::photo({.width = 500, .height = 400})));
  const std::string done = digest_of(w.upload("street-sanitation-1", files::photo({.width = 600, .height = 450})));
  const std::string during = digest_of(w.upload("street-sanitation-1", files::photo({.width = 320, .height = 200})));
  const std::string checked = digest_of(w.upload("checker-1", files::photo({.width = 480, .height = 300})));
  const json::value receipt = w.report("010102", "rubble", {{"attachments", attached(mine, "before")}});
  const json::value other = w.report("010102", "more rubble");
  const std::string id = id_of(receipt);
  w.act(w.worker(), id, "acknowledge");
  w.act(w.worker(), id, "submit", {{"attachments", attached(verified, "before")}});
  w.act("dispatcher-1", id, "accept");
  w.act("dispatcher-1", id, "dispatch",
        {{"unit", w.get("dispatcher-1", "/api/v1/units?kind=street_sanitation").json().at("items").at(0).at("id")}});
  w.act("street-sanitation-1", id, "sign");
  EXPECT_THAT(shown(receipt), testing::ElementsAre(mine));
  json::array evidence = attached(done, "after");
  evidence.push_back(attached(during, "during").at(0));
  w.act("street-sanitation-1", id, "report_done", {{"result", "cleared"}, {"attachments", evidence}});
  w.act("checker-1", id, "pass", {{"note", "seen"}, {"attachments", attached(checked, "check")}});
  EXPECT_THAT(shown(receipt), testing::UnorderedElementsAre(mine, done));

  for (const std::string& digest : {mine, done})
    for (const char* copy : {"", "&copy=served", "&copy=thumbnail"}) {
      const Answer photo = w.get("", own(receipt, "/files/" + digest) + copy);
      EXPECT_EQ(photo.status, 200) << photo.text;
      EXPECT_EQ(photo.header("content-type"), "image/jpeg");
      EXPECT_EQ(photo.header("x-content-type-options"), "nosniff");
      EXPECT_EQ(photo.header("cache-control"), "private, max-age=600, immutable");
      EXPECT_TRUE(photo.text.starts_with("\xff\xd8")) << copy;
      for (const char* trace : {"SECRET-CAMERA", "Exif"}) EXPECT_EQ(photo.text.find(trace), std::string::npos) << trace;
    }
  EXPECT_LT(w.get("", own(receipt, "/files/" + mine) + "&copy=thumbnail").text.size(),
            w.get("", own(receipt, "/files/" + mine) + "&copy=served").text.size());
  EXPECT_EQ(w.get("", own(receipt, "/files/" + mine) + "&copy=original").code(), "invalid_parameter");
  for (const std::string& hidden : {verified, during, checked, std::string(64, '0')})
    EXPECT_EQ(w.get("", own(receipt, "/files/" + hidden)).status, 404);
  EXPECT_EQ(w.get("", own(other, "/files/" + mine)).code(), "not_found")
      << "another report's code opens no file of this";
  EXPECT_EQ(w.get("", own(receipt, "/files/" + mine, wrong(receipt))).code(), "report_not_found");
  LINLI_SHOWS("PUB-04");
}

TEST_F(Residents, GuessingTheCodeByPhotosIsLimitedLikeFollowing) {
  World& w = world();
  const json::value receipt = w.report("010102", "rubble");
  const std::string photo = "/files/" + std::string(64, 'a');
  std::string last;
  for (int guess = 0; guess < 260 && last != "too_often"; ++guess) {
    w.from("198.51.100." + std::to_string(guess % 10));  // many addresses: none of them is stopped by itself
    last = w.get("", own(receipt, photo, wrong(receipt))).code();
  }
  w.from("");
  EXPECT_EQ(last, "too_often");
  EXPECT_EQ(w.get("", own(receipt)).code(), "too_often");
  EXPECT_EQ(w.get("", own(receipt, "/files/" + std::string(64, 'a'))).code(), "too_often");
}

TEST_F(Residents, OneAddressCannotTryCodesAtManyReports) {
  World& w = world();
  const http::Rate rate = app::Rates::parse(resources::get("policy/rates.yaml")).wrong_codes;
  const json::value mine = w.report("010102", "rubble"), others[] = {w.report("010102", "a"), w.report("010102", "b")};
  w.from("203.0.113.5");
  for (int look = 0; look < rate.count + 10; ++look)
    EXPECT_EQ(w.get("", own(mine)).status, 200) << "right ones are free";
  for (int guess = 0; guess < rate.count; ++guess) {
    const json::value& other = others[guess % 2];
    EXPECT_EQ(w.get("", own(other, "", wrong(other))).code(), "report_not_found");
  }
  EXPECT_EQ(w.get("", own(others[0], "", wrong(others[0]))).code(), "too_often");
  EXPECT_EQ(w.get("", own(others[1])).code(), "too_often") << "a right guess is not told either";
  w.from("203.0.113.6");
  EXPECT_EQ(w.get("", own(others[1])).status, 200) << "elsewhere the reporter is let in";
  w.from("203.0.113.5");
  w.advance(rate.period / rate.count);
  EXPECT_EQ(w.get("", own(others[1])).status, 200);
  w.from("");
}

TEST_F(Residents, OneAddressCannotLocateWithoutEnd) {
  World& w = world();
  const http::Rate rate = app::Rates::parse(resources::get("policy/rates.yaml")).locate;
  const std::string place = "/api/v1/locate?lon=113.27&lat=23.13";
  w.from("203.0.113.7");
  for (int asked = 0; asked < rate.count; ++asked) ASSERT_NE(w.get("", place).status, 429) << asked;
  const Answer refused = w.get("", place);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.code(), "too_often");
  w.from("203.0.113.8");
  EXPECT_NE(w.get("", place).status, 429) << "another address has its own";
  w.from("203.0.113.7");
  w.advance(rate.period);
  EXPECT_NE(w.get("", place).status, 429);
  w.from("");
}

TEST_F(Residents, OnceErasedNoPhoneFindsThemAndTheCaseStays) {
  World& w = world();
  const std::string phone = "13000007788";
  const json::value receipt =
      w.report("010102", "rubble before my door", {{"reporter", {{"phone", phone}, {"consent", false}}}});
  const std::string id = id_of(receipt);
  handle(id);
  w.act("checker-1", id, "pass", {{"note", "seen"}});
  const auto found = [&](const std::string& digits) {
    return w.get("dispatcher-1", "/api/v1/incidents?text=" + digits).json().at("items").as_array().size();
  };
  EXPECT_EQ(found(phone), 1U);
  db::Connection db = w.connect();
  const auto reporter = [&] {
    return db.query("select subject, phone_token from incidents.reporter where incident = $1",
                    db::Params::of(Uuid::parse(id)))[0];
  };
  EXPECT_FALSE(reporter().is_null("phone_token"));

  w.give_second_factor("administrator-1");
  const Answer erased = w.post("administrator-1", "/api/v1/erasures",
                               {{"id", Uuid::v7(w.now()).text()},
                                {"subject", reporter().uuid("subject").text()},
                                {"reason", "asked to be forgotten"}});
  EXPECT_EQ(erased.status, 204) << erased.text;
  w.advance(std::chrono::minutes(1));  // the job runs twice a minute
  for (int wait = 0; wait < 200 && !reporter().is_null("phone_token"); ++wait)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_TRUE(reporter().is_null("phone_token"));
  EXPECT_EQ(found(phone), 0U);
  EXPECT_EQ(found(phone.substr(7)), 0U);

  const json::value left = w.incident("caller-1", id);
  EXPECT_TRUE(left.at("description").is_null());
  EXPECT_TRUE(left.at("reporters").at(0).at("phone").is_null());
  EXPECT_THAT(history_of(left), testing::ElementsAre("public_report", "acknowledge", "submit", "accept", "dispatch",
                                                     "sign", "report_done", "pass"));
  EXPECT_EQ(w.refused("caller-1", id, "record_attempt", {{"reached", false}}), "no_contact_left");
  EXPECT_EQ(w.act("caller-1", id, "feed_back", {{"note", "published"}}).at("state").as_string(), "fed_back");
  EXPECT_EQ(w.get("", own(receipt)).status, 200) << "number and code still open it";
}

}  // namespace
}  // namespace linli
