#include "suggestion/settings.hpp"

#include "platform/yaml/strict.hpp"

namespace linli::suggestion {

Settings Settings::parse(std::string_view text) {
  constexpr std::int64_t kHundred = 100, kMost = 1'000'000;
  const YAML::Node root = yaml::load(text);
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "",
                     {"example", "cases_needed", "cases_per_matter", "cases_at_most", "right_percent",
                      "answered_percent", "characters_needed", "known_percent", "learn_from_demo", "why"});
  const auto figure = [&](const char* name, std::int64_t most) {
    const std::int64_t value = mistakes.integer(root, "", name);
    if (value < 1 || value > most) mistakes.add(name, "out_of_range", {{"least", "1"}, {"most", std::to_string(most)}});
    return value;
  };
  Settings s;
  s.cases_needed = figure("cases_needed", kMost);
  s.cases_per_matter = figure("cases_per_matter", kMost);
  s.cases_at_most = figure("cases_at_most", kMost);
  s.right_percent = figure("right_percent", kHundred);
  s.answered_percent = figure("answered_percent", kHundred);
  s.characters_needed = figure("characters_needed", kHundred);
  s.known_percent = figure("known_percent", kHundred);
  s.learn_from_demo = mistakes.flag(root, "", "learn_from_demo");
  mistakes.done();
  return s;
}

}  // namespace linli::suggestion
