#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <boost/json.hpp>
#include <filesystem>

#include "ascii_map.hpp"
#include "domain/geojson.hpp"
#include "kernel/refusal.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/shows.hpp"
#include "territory/import.hpp"
#include "territory/territory.hpp"

namespace linli::territory {
namespace {

constexpr LocalDate kFirstDay{std::chrono::local_days(std::chrono::year(2026) / 9 / 1)};
const Instant kNow = parse_instant("2026-09-01T01:00:00Z");

std::vector<std::string> scenario_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(source_dir() + "/modules/territory/tests/scenarios"))
    files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

/// Walks one file of tests/scenarios: imports, drawings and questions, in the words of the file.
class Scenario : public DatabaseTest, public ::testing::WithParamInterface<std::string> {
 protected:
  Scenario() : file_(YAML::LoadFile(GetParam())), map_(file_["map"].as<std::string>()) {
    city_ = file_["city"].as<std::string>();
    map_.south_west.lon_e7 += (std::stoi(city_) - 9900) * 100'000;  // each on ground of its own
    for (const auto& letter : file_["letters"])
      letters_[letter.first.as<std::string>()] = letter.second.as<std::string>();
  }

  void walk() {
    territory_.refresh(db(), act_.as_of);
    int number = 0;
    for (const auto& step : file_["steps"]) {
      SCOPED_TRACE("step " + std::to_string(++number));
      if (step["on"]) act_.as_of = parse_date(step["on"].as<std::string>());
      if (step["import"]) import(step);
      if (step["outlines"]) outlines(step);
      if (step["draw"]) draw(step["draw"].as<std::string>());
      if (step["stop_at"])
        stop_at_level(db(), step["stop_at"]["prefix"].as<std::string>(), step["stop_at"]["level"].as<std::string>(),
                      act_);
      territory_.refresh(db(), act_.as_of);
      if (step["locate"]) locate(step["locate"]);
      if (step["path"]) path(step["path"]);
      if (step["unknown"]) unknown(step["unknown"].as<std::string>());
    }
  }

  /// Says why, when something is refused that no step expects.
  static std::string reasons(const Refused& refused) {
    std::string text = refused.code;
    for (const FieldError& error : refused.fields) text += "\n" + error.field + ": " + error.code;
    return text;
  }
  std::vector<std::string> shows() const { return file_["shows"].as<std::vector<std::string>>(); }

 private:
  std::string code(const std::string& letter_or_code) const {
    const auto found = letters_.find(letter_or_code);
    return found == letters_.end() ? letter_or_code : found->second;
  }

  /// Runs what a step does; a step that says `refused` must be refused for exactly these reasons and change nothing.
  template <class Work>
  void expect_outcome(const YAML::Node& step, Work work) {
    const std::int64_t before = territory_.version();
    try {
      work();
      EXPECT_FALSE(step["refused"]) << "was accepted";
    } catch (const Refused& refused) {
      std::map<std::string, std::string> expected, given;
      for (const auto& reason : step["refused"])
        expected[reason.first.as<std::string>()] = reason.second.as<std::string>();
      for (const FieldError& error : refused.fields) given[error.field] = error.code;
      EXPECT_TRUE(step["refused"]) << "was refused";
      EXPECT_EQ(given, expected) << refused.code;
      territory_.refresh(db(), act_.as_of);
      EXPECT_EQ(territory_.version(), before) << "nothing half-written";
    }
  }

  void import(const YAML::Node& step) {
    expect_outcome(step, [&] {
      const DivisionsImported done = import_divisions(db(), step["import"].as<std::string>(), "scenario",
                                                      step["close_missing"].as<bool>(false), act_);
      const std::map<std::string, std::size_t> given{
          {"added", done.added}, {"renamed", done.renamed}, {"unchanged", done.unchanged}, {"closed", done.closed}};
      for (const auto& expected : step["gives"])
        EXPECT_EQ(given.at(expected.first.as<std::string>()), expected.second.as<std::size_t>()) << expected.first;
    });
  }

  void outlines(const YAML::Node& step) {
    expect_outcome(step, [&] {
      import_outlines(db(), step["outlines"].as<std::string>(), "wgs84", city_, step["level"].as<std::string>(), true,
                      act_);
    });
  }

  /// The map's letters as outlines of a level: letters with the same code of that level are drawn together.
  void draw(const std::string& level) {
    std::map<std::string, std::vector<Edge>> edges;
    const std::size_t digits = level == "grid" ? 15 : level == "community" ? 12 : 9;
    for (const auto& [letter, shape] : map_.shapes())
      for (const Edge& edge : edges_of(shape)) edges[code(std::string(1, letter)).substr(0, digits)].push_back(edge);
    boost::json::array features;
    for (auto& [code, border] : edges)
      features.push_back(
          {{"type", "Feature"}, {"properties", {{"code", code}}}, {"geometry", to_geojson(trace(std::move(border)))}});
    const std::string text =
        boost::json::serialize(boost::json::object{{"type", "FeatureCollection"}, {"features", std::move(features)}});
    EXPECT_EQ(import_outlines(db(), text, "wgs84", city_, level, true, act_).drawn, edges.size());
  }

  void locate(const YAML::Node& question) {
    const bool corner = static_cast<bool>(question["corner"]);
    const auto at = question[corner ? "corner" : "middle"].as<std::vector<int>>();
    const Wgs84Point p = corner ? map_.corner(at[0], at[1]) : map_.middle(at[0], at[1]);
    const std::string expected = question["gives"].as<std::string>();
    EXPECT_EQ(territory_.locate_code(p), expected == "nothing" ? "" : code(expected)) << question;
  }

  void unknown(const std::string& code) { EXPECT_FALSE(territory_.find(code)) << code; }

  void path(const YAML::Node& question) {
    std::vector<std::string> names;
    for (const Step& step : territory_.path(code(question["of"].as<std::string>()))) names.push_back(step.name);
    EXPECT_EQ(names, question["gives"].as<std::vector<std::string>>());
  }

  YAML::Node file_;
  AsciiMap map_;
  std::string city_;
  std::map<std::string, std::string> letters_;
  Territory territory_;
  Act act_{kNow, kFirstDay, nullptr, "scenario"};
};

TEST_P(Scenario, Walks) {
  try {
    walk();
  } catch (const Refused& refused) {
    ADD_FAILURE() << reasons(refused);
  }
  for (const std::string& id : shows()) LINLI_SHOWS(id.c_str());
}

INSTANTIATE_TEST_SUITE_P(Territory, Scenario, ::testing::ValuesIn(scenario_files()),
                         [](const auto& file) { return std::filesystem::path(file.param).stem().string(); });

}  // namespace
}  // namespace linli::territory
