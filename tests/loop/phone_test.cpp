#include "platform/files/picture.hpp"
#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// Pictures taken in the field, and what a leader sees on a phone.
namespace linli {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::Not;

class Phone : public Loop {
 protected:
  /// A scene of 8 x 8 fields whose light follows `seed`; the same at any size.
  static std::string scene(unsigned seed, int side) {
    std::string rgb;
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x) {
        const unsigned field = static_cast<unsigned>(y * 8 / side * 8 + x * 8 / side);
        rgb.append(3, static_cast<char>((field * 2654435761U + seed * 40503U) >> 7 & 0xff));
      }
    return files::encode_jpeg(rgb, side, side);
  }
  static std::string uploaded(const std::string& bytes) {
    const Answer answer = world().upload(world().worker(), bytes);
    EXPECT_EQ(answer.status, 201) << answer.text;
    return std::string(answer.json().at("digest").as_string());
  }
  static json::value kept(const std::string& digest, const std::string& original, const char* origin = "camera") {
    const Answer answer = world().post(
        world().worker(), "/api/v1/photos",
        {{"id", Uuid::v7(world().now()).text()}, {"digest", digest}, {"original", original}, {"origin", origin}});
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.json();
  }
  static json::value reported(const std::string& digest) {
    world().advance(std::chrono::minutes(5));
    return world().report("010102", "rubble",
                          {{"attachments", json::array{json::object{{"digest", digest}, {"stage", "before"}}}}});
  }
  static std::string photos_of(const json::value& receipt) { return "/api/v1/incidents/" + id_of(receipt) + "/photos"; }
};

TEST_F(Phone, APictureUsedBeforeIsToldToItsTakerFirstAndToTheChecker) {
  World& w = world();
  const std::string first = uploaded(scene(1, 480)), drawn = uploaded(scene(2, 480));
  EXPECT_TRUE(kept(drawn, first).at("uses").as_array().empty());
  const json::value earlier = reported(drawn);
  // The same original under another line of time and place, and the same picture packed anew.
  w.advance(std::chrono::hours(30));
  const json::value again = kept(uploaded(scene(3, 480)), first).at("uses");
  ASSERT_EQ(again.as_array().size(), 1U) << json::serialize(again);
  EXPECT_EQ(again.at(0).at("number"), earlier.at("number"));
  EXPECT_TRUE(again.at(0).at("same").as_bool());
  const std::string small = uploaded(scene(4, 480));
  const json::value alike = kept(small, uploaded(scene(1, 640)), "gallery").at("uses");
  ASSERT_EQ(alike.as_array().size(), 1U) << json::serialize(alike);
  EXPECT_FALSE(alike.at(0).at("same").as_bool());
  EXPECT_TRUE(kept(uploaded(scene(5, 480)), uploaded(scene(6, 480))).at("uses").as_array().empty());

  const json::value later = reported(small);
  const json::value facts = w.get("checker-1", photos_of(later)).json().at("items").at(0);
  EXPECT_EQ(facts.at("origin").as_string(), "gallery");
  EXPECT_EQ(facts.at("uses").at(0).at("number"), earlier.at("number"));
  EXPECT_TRUE(w.get("checker-1", photos_of(earlier)).json().at("items").at(0).at("uses").as_array().empty())
      << "the later case does not speak against the earlier one";
  EXPECT_EQ(w.get("fire-rescue-1", photos_of(later)).code(), "incident_not_found");
  LINLI_SHOWS("INC-05");
}

TEST_F(Phone, PicturesAreAlikeUpToTheCitysBitsAndNoFurther) {
  World& w = world();
  const std::string first = uploaded(scene(21, 480)), second = uploaded(scene(22, 480));
  kept(first, uploaded(scene(23, 480)));
  const json::value earlier = reported(first);
  const auto look = [&](const std::string& digest, std::int64_t bits) {
    db::Connection db = w.connect();
    db.query("update photos.photo set look = $2 where digest = $1", db::Params::of(digest, bits));
  };
  kept(second, uploaded(scene(24, 480)));
  const json::value later = reported(second);
  const auto alike = [&] {
    return w.get("checker-1", photos_of(later)).json().at("items").at(0).at("uses").as_array().size();
  };
  constexpr std::int64_t kLook = 0x1234'5678'0f0f'3c3c;
  look(first, kLook);
  look(second, kLook ^ 0b111);
  EXPECT_EQ(alike(), 1U) << "three bits";
  look(second, kLook ^ 0b1111);
  EXPECT_EQ(alike(), 0U) << "four";
}

TEST_F(Phone, ThePhoneLearnsFromPolicyWhatIsFromTheGallery) {
  World& w = world();
  EXPECT_EQ(w.get(w.worker(), "/api/v1/photo-rules").json().at("gallery_after_minutes").as_int64(), 10);
  EXPECT_EQ(w.get("", "/api/v1/photo-rules").status, 401);
}

TEST_F(Phone, TheOriginalStaysUntouchedBesideForThoseWhoSeeTheCase) {
  World& w = world();
  const std::string bytes = scene(11, 480), original = uploaded(bytes), drawn = uploaded(scene(12, 480));
  kept(drawn, original);
  const std::string path = "/api/v1/files/" + original + "?copy=original";
  EXPECT_EQ(w.get("dispatcher-1", path).code(), "not_found") << "nobody's evidence yet";
  reported(drawn);
  EXPECT_EQ(w.get("dispatcher-1", path).text, bytes);
  EXPECT_EQ(w.get("fire-rescue-1", path).code(), "not_found");
  EXPECT_EQ(w.post(w.worker(), "/api/v1/photos",
                   {{"id", Uuid::v7(w.now()).text()}, {"digest", std::string(64, '0')}, {"origin", "camera"}})
                .code(),
            "invalid_input");
}

TEST_F(Phone, ALeaderFindsWhatWaitsAndNothingElse) {
  World& w = world();
  const std::string id = id_of(w.report("010102", "rubble"));
  w.dispatch(id, "street_sanitation");
  w.act("street-sanitation-1", id, "sign");
  const auto waits = [&](const char* who) { return w.get(who, "/api/v1/waiting").text; };
  EXPECT_THAT(waits("leader-1"), Not(HasSubstr(id)));
  const std::string review = to_text(w.context().zone().date_of(w.now()) + std::chrono::days(10));
  w.act("street-sanitation-1", id, "ask_suspension",
        {{"cause", "no money"}, {"cause_kind", "funds"}, {"review_on", review}});
  EXPECT_THAT(waits("leader-1"), HasSubstr(id));
  EXPECT_THAT(waits("leader-1"), HasSubstr("suspension"));
  EXPECT_THAT(waits("fire-rescue-1"), Not(HasSubstr(id)));
  w.act("leader-1", id, "refuse_suspension", {{"reason", "there is"}});
  EXPECT_THAT(waits("leader-1"), Not(HasSubstr(id)));
  w.act("leader-1", id, "supervise", {{"grade", "ordinary"}, {"reason", "slow"}});
  w.act("street-sanitation-head", id, "answer_supervision", {{"result", "tomorrow"}});
  EXPECT_THAT(waits("leader-1"), HasSubstr("supervision"));
  LINLI_SHOWS("DSP-05");
}

TEST_F(Phone, TodaysNumbersCountFromMidnightAndKeepSelfHandledApart) {
  World& w = world();
  const auto today = [&] { return w.get("leader-1", "/api/v1/figures/today").json(); };
  const json::value before = today();
  w.report("010102", "rubble");
  self_handle(Uuid::v7(w.now()));
  const json::value after = today();
  const auto grown = [&](const char* name) { return after.at(name).as_int64() - before.at(name).as_int64(); };
  EXPECT_EQ(grown("collected"), 2);
  EXPECT_EQ(grown("self_handled"), 1);
  EXPECT_EQ(grown("closed"), 0);
  EXPECT_EQ(grown("open"), 1);
  std::int64_t of_areas = 0;
  for (const json::value& area : after.at("areas").as_array()) of_areas += area.at("collected").as_int64();
  EXPECT_EQ(of_areas, after.at("collected").as_int64());
  EXPECT_EQ(w.get(w.worker(), "/api/v1/figures/today").code(), "forbidden");
  EXPECT_EQ(w.get("leader-1", "/api/v1/figures/today?scope=440106").code(), "forbidden");
  w.set(w.now() + std::chrono::hours(24));
  EXPECT_EQ(today().at("collected").as_int64(), 0);
  LINLI_SHOWS("INC-19");
}

}  // namespace
}  // namespace linli
