#include <chrono>
#include <thread>

#include "platform/personal/vault.hpp"
#include "platform/resources.hpp"
#include "platform/testing/shows.hpp"
#include "suggestion/settings.hpp"
#include "tests/loop/fixture.hpp"

// What the instance says of the matter of a text: nothing in a demo, and otherwise only what it has proven (INC-01).
namespace linli {
namespace {

namespace json = boost::json;

constexpr const char* kModel = "/api/v1/suggestions/model";

Answer asked(World& w, const std::string& text) {
  return w.post("dispatcher-1", "/api/v1/suggestions", json::object{{"text", text}});
}

// Learning is a job: the model is looked at until it is the one asked for.
json::value trained(World& w) {
  w.give_second_factor("administrator-1");
  const json::value before = w.get("dispatcher-1", kModel).json().at("at");
  const Answer taken = w.post("administrator-1", "/api/v1/suggestions/trainings", {{"id", Uuid::v7(w.now()).text()}});
  EXPECT_EQ(taken.status, 202) << taken.text;
  for (int i = 0; i < 1200; ++i) {
    json::value model = w.get("dispatcher-1", kModel).json();
    if (model.at("at") != before) return model;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  ADD_FAILURE() << "nothing was learned within a minute";
  return {};
}

class Suggesting : public ::testing::Test {
 protected:
  // A demo city that is told to learn from its own made-up words.
  static World& world() {
    static World* const kWorld =
        new World(parse_instant("2026-11-23T09:00:00+08:00"), [](app::Context& context) {
          suggestion::Settings s = suggestion::Settings::parse(resources::get("policy/suggestion.yaml"));
          s.learn_from_demo = true;
          s.cases_needed = 20;
          s.cases_per_matter = 4;
          suggestion::use_settings(context, s);
        });
    return *kWorld;
  }
};

TEST_F(Loop, ADemoIsNotLearnedFromAndNothingIsSuggested) {
  World& w = world();
  const json::value model = trained(w);
  EXPECT_EQ(model.at("standing"), "demo");
  EXPECT_EQ(model.at("cases"), 0);
  const Answer answer = asked(w, "charging in the stairwell");
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(answer.json().at("outcome"), "declined");
  EXPECT_TRUE(answer.json().at("items").as_array().empty());
}

TEST_F(Loop, SuggestionsRefuseWhatIsNoText) {
  World& w = world();
  EXPECT_EQ(asked(w, "").status, 422);
  EXPECT_EQ(asked(w, std::string(2001, 'x')).status, 422);
  EXPECT_EQ(asked(w, std::string("a\0b", 3)).status, 422);
}

TEST_F(Suggesting, WhatWasProvenOnHiddenCasesIsSuggestedWithItsMeasures) {
  World& w = world();
  const json::value model = trained(w);
  ASSERT_EQ(model.at("standing"), "ready") << json::serialize(model);
  const auto figure = [&](const char* name) { return model.at(name).to_number<std::int64_t>(); };
  EXPECT_GE(figure("cases"), 20);
  EXPECT_EQ(figure("folds"), 5);
  EXPECT_EQ(figure("judged"), figure("cases"));
  EXPECT_GE(figure("right") * 100, 85 * figure("answered"));
  EXPECT_LE(figure("answered"), figure("judged"));
  std::int64_t of_matters = 0;
  const json::array matters = model.at("matters").as_array();
  for (const json::value& m : matters) of_matters += m.at("cases").to_number<std::int64_t>();
  EXPECT_EQ(of_matters, figure("judged"));
  EXPECT_EQ(asked(w, "\u533B\u4FDD\u62A5\u9500\u600E\u4E48\u529E\u7406").json().at("outcome"), "unknown")
      << "words of another trade";
  w.give_second_factor("auditor-1");
  const Answer log = w.get("auditor-1", "/api/v1/audit?action=suggestion.train");
  ASSERT_EQ(log.status, 200) << log.text;
  EXPECT_EQ(log.json().at("items").at(0).at("purpose"), "matter suggestion");
  LINLI_SHOWS("INC-01");
}

}  // namespace
}  // namespace linli
