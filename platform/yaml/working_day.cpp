#include "platform/yaml/working_day.hpp"

#include "platform/yaml/strict.hpp"

namespace linli::yaml {
namespace {

std::chrono::minutes clock_minutes(const std::string& text, const std::string& path, Mistakes& mistakes) {
  if (text.size() == 5 && text[2] == ':' &&
      (text.substr(0, 2) + text.substr(3)).find_first_not_of("0123456789") == std::string::npos) {
    const int hours = std::stoi(text.substr(0, 2)), minutes = std::stoi(text.substr(3));
    if (minutes < 60 && hours * 60 + minutes <= 24 * 60) return std::chrono::minutes(hours * 60 + minutes);
  }
  mistakes.add(path, "yaml_not_a_clock_time", {{"value", text}});
  return {};
}

}  // namespace

WorkingDayPlan parse_working_day(std::string_view text) {
  const YAML::Node root = load(text);
  Mistakes mistakes;
  mistakes.only_keys(root, "", {"example", "spans", "source", "quote"});
  WorkingDayPlan plan;
  for (std::size_t i = 0; i < root["spans"].size(); ++i) {
    const YAML::Node span = root["spans"][i];
    const std::string path = "spans[" + std::to_string(i) + "]";
    if (!span.IsSequence() || span.size() != 2) {
      mistakes.add(path, "yaml_not_a_clock_time");
      continue;
    }
    const auto from = clock_minutes(span[0].as<std::string>(""), path, mistakes);
    const auto to = clock_minutes(span[1].as<std::string>(""), path, mistakes);
    if (to <= from || (!plan.spans.empty() && from < plan.spans.back().to))
      mistakes.add(path, "yaml_spans_out_of_order");
    plan.spans.push_back({from, to});
  }
  if (plan.spans.empty()) mistakes.add("spans", "yaml_missing", {{"key", "spans"}});
  mistakes.done();
  return plan;
}

}  // namespace linli::yaml
