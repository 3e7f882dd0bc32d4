#include <yaml-cpp/yaml.h>

#include <chrono>
#include <random>
#include <thread>

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
  w.advance(std::chrono::minutes(1));  // trainings are told apart by their time
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

// A demo city that is told to learn from the latest cases of its own, as if they were real.
class Suggesting : public ::testing::Test {
 protected:
  static constexpr std::int64_t kOfEach = 15;
  static World& world() {
    static World* const kWorld = new World(parse_instant("2026-11-23T09:00:00+08:00"), [](app::Context& context) {
      suggestion::Settings s = suggestion::Settings::parse(resources::get("policy/suggestion.yaml"));
      s.learn_from_demo = true;
      s.cases_needed = s.cases_at_most = kOfEach * 3;
      s.cases_per_matter = 4;
      context.provide(std::make_shared<suggestion::Settings>(s));
    });
    return *kWorld;
  }
  static const YAML::Node& words() {
    static const YAML::Node kWords = YAML::LoadFile(LINLI_SOURCE_DIR "/modules/suggestion/tests/words.yaml");
    return kWords;
  }
  static std::string word(const char* name) { return words()["texts"][name].as<std::string>(); }
  /// Trifles closed on the spot, in words of `kind`, where the rule of repeats leaves room; no two alike.
  static void close_some(const std::string& matter, const char* kind) {
    World& w = world();
    static std::mt19937 chance(5);
    const YAML::Node own = words()["matters"][kind];
    std::int64_t closed = 0;
    for (std::size_t i = 0; i < w.grids().size() * 4 && closed < kOfEach; ++i) {
      const std::string& grid = w.grids()[i % w.grids().size()];
      const std::size_t round = i / w.grids().size();
      const double east = 0.0004 * static_cast<double>(round);  // some 40 m a round: another place to the rule
      const json::value centre = w.get("", "/api/v1/divisions/" + grid).json().at("centre");
      json::array photos = w.photo("before");
      photos.push_back(w.photo("after").at(0));
      std::string text;
      for (int n = 0; n < 5; ++n) text += own[chance() % own.size()].as<std::string>();
      const Answer answer = w.post("grid-" + grid, "/api/v1/incidents",
                                   {{"id", Uuid::v7(w.now()).text()},
                                    {"matter", matter},
                                    {"description", text},
                                    {"place",
                                     {{"lon", centre.at("lon").as_double() + east},
                                      {"lat", centre.at("lat")},
                                      {"system", "wgs84"},
                                      {"address", "18"}}},
                                    {"self_handled", true},
                                    {"attachments", std::move(photos)}});
      closed += answer.status == 201;
    }
    ASSERT_EQ(closed, kOfEach);
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
  EXPECT_EQ(trained(w).at("standing"), "not_good_enough") << "a demo repeats its wordings: nothing is proven by them";
  EXPECT_EQ(asked(w, word("charging")).json().at("outcome"), "declined");
  close_some("010101", "010102");
  close_some("030101", "030101");
  close_some("060102", "020301");
  const json::value model = trained(w);
  ASSERT_EQ(model.at("standing"), "ready") << json::serialize(model);
  const auto figure = [&](const char* name) { return model.at(name).to_number<std::int64_t>(); };
  EXPECT_EQ(figure("cases"), kOfEach * 3);
  EXPECT_EQ(figure("folds"), 5);
  EXPECT_EQ(figure("judged"), figure("cases"));
  EXPECT_GE(figure("right") * 100, 85 * figure("answered"));
  EXPECT_EQ(figure("most_frequent"), kOfEach);
  std::int64_t of_matters = 0;
  const json::array matters = model.at("matters").as_array();
  for (const json::value& m : matters) of_matters += m.at("cases").to_number<std::int64_t>();
  EXPECT_EQ(of_matters, figure("judged"));
  json::value said = asked(w, word("charging")).json();
  for (int i = 0; i < 100 && said.at("outcome") == "declined"; ++i) {  // it is taken into use after it was kept
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    said = asked(w, word("charging")).json();
  }
  EXPECT_EQ(said.at("outcome"), "matters");
  EXPECT_EQ(said.at("items").at(0).at("matter"), "030101");
  EXPECT_EQ(asked(w, word("foreign")).json().at("outcome"), "unknown");
  w.give_second_factor("auditor-1");
  const Answer log = w.get("auditor-1", "/api/v1/audit?action=suggestion.train");
  ASSERT_EQ(log.status, 200) << log.text;
  EXPECT_EQ(log.json().at("items").at(0).at("purpose"), "matter suggestion");
  LINLI_SHOWS("INC-01");
}

}  // namespace
}  // namespace linli
