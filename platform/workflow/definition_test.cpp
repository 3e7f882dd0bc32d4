#include "platform/workflow/definition.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "fixture_test.hpp"
#include "platform/text/messages.hpp"

namespace linli::workflow {
namespace {

const Names kErrandNames{{"clerk", "judge"}, {"ready"}, {"keep"}, {"do"}};

/// `states.open workflow_no_owner state=open`
std::vector<std::string> defects_of(const std::string& yaml) {
  std::vector<std::string> found;
  try {
    read_definition("errand.yaml", yaml, kErrandNames);
  } catch (const Refused& refused) {
    for (const auto& e : refused.fields) {
      auto text = e.field + " " + e.code;
      for (const auto& [name, value] : e.values) text += " " + name + "=" + value;
      found.push_back(text);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::string> expected_in(const std::string& yaml) {
  constexpr std::string_view mark = "# expect: ";
  std::vector<std::string> expected;
  std::istringstream lines(yaml);
  for (std::string text; std::getline(lines, text) && text.starts_with(mark);)
    expected.push_back(text.substr(mark.size()));
  std::sort(expected.begin(), expected.end());
  return expected;
}

TEST(Definition, TheSmallestSoundOneIsAccepted) {
  EXPECT_TRUE(defects_of(file_text("tests/workflow/good/errand.yaml")).empty());
}

TEST(Definition, EveryBadFileIsRefusedWithItsMessage) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source_dir() + "/tests/workflow/bad")) {
    auto yaml = file_text("tests/workflow/bad/" + entry.path().filename().string());
    EXPECT_FALSE(expected_in(yaml).empty()) << entry.path();
    EXPECT_EQ(defects_of(yaml), expected_in(yaml)) << entry.path();
    ++files;
  }
  EXPECT_GE(files, 60);
}

TEST(Definition, TheVersionIsTheDigestOfTheText) {
  auto yaml = file_text("tests/workflow/good/errand.yaml");
  auto one = read_definition("errand.yaml", yaml, kErrandNames), same = read_definition("x.yaml", yaml, kErrandNames);
  EXPECT_EQ(one.hash, same.hash);
  EXPECT_EQ(one.hash.size(), 64u);
  EXPECT_NE(read_definition("errand.yaml", yaml + "# changed\n", kErrandNames).hash, one.hash);
}

/// The generated table and diagram are checked in; changing the workflow shows here what it means for whom.
/// LINLI_WRITE_GOLDEN=1 rewrites them.
void expect_golden(const std::string& path, const std::string& text) {
  if (std::getenv("LINLI_WRITE_GOLDEN")) std::ofstream(source_dir() + "/" + path) << text;
  EXPECT_EQ(file_text(path), text) << "drift from " << path << "; LINLI_WRITE_GOLDEN=1 rewrites it";
}

TEST(Definition, IncidentGoldenTableAndDiagram) {
  auto d = incident_definition();
  expect_golden("tests/workflow/incident.golden", golden_table(d));
  expect_golden("tests/workflow/incident.mmd", diagram(d));
}

/// What the shipped workflow shows to people has Chinese words: states, duties, steps of the bars, notices.
TEST(Definition, EverythingShownHasWords) {
  text::Messages words;
  for (const char* part : {"duty", "incidents", "workflow", "notices"}) {
    auto path = std::string("policy/locale/zh-CN/") + part + ".yaml";
    words.add("zh-CN", path, file_text(path));
  }
  auto d = incident_definition();
  auto expect = [&](const std::string& key) { EXPECT_TRUE(words.has("zh-CN", key)) << key; };
  for (const auto& state : d.state_order) expect("state." + state);
  for (const auto& duty : d.duties) expect("duty." + duty);
  for (const auto* bar : {&d.staff_bar, &d.resident_bar})
    for (const auto& step : *bar) expect("step." + step);
  for (const auto& [name, _] : d.starts) expect("notice." + d.module + "." + name);
  for (const auto& name : d.action_order) expect("notice." + d.module + "." + name);
}

}  // namespace
}  // namespace linli::workflow
