#include "domain/settings.hpp"

#include "platform/yaml/strict.hpp"

namespace linli::incidents {
namespace {

std::chrono::minutes clock_minutes(const std::string& text, const std::string& path, yaml::Mistakes& mistakes) {
  if (text.size() == 5 && text[2] == ':') {
    const int hours = std::atoi(text.substr(0, 2).c_str()), minutes = std::atoi(text.substr(3).c_str());
    if (hours >= 0 && hours <= 24 && minutes >= 0 && minutes < 60) return std::chrono::minutes(hours * 60 + minutes);
  }
  mistakes.add(path, "yaml_not_a_clock_time", {{"value", text}});
  return {};
}

}  // namespace

Settings Settings::parse(std::string_view text) {
  const YAML::Node root = yaml::load(text);
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "",
                     {"example", "working_day", "acknowledge", "verify", "accept", "dispatch", "sign", "check",
                      "feed_back", "rate", "call_back", "resubmit", "urgent_step", "self_handling",
                      "feedback_attempts", "rework_limit", "returns_limit"});
  Settings s;
  for (const auto& span : root["working_day"]["spans"]) {
    const std::string path = "working_day.spans";
    if (!span.IsSequence() || span.size() != 2) {
      mistakes.add(path, "yaml_not_a_clock_time");
      continue;
    }
    s.working_day.spans.push_back({clock_minutes(span[0].as<std::string>(""), path, mistakes),
                                   clock_minutes(span[1].as<std::string>(""), path, mistakes)});
  }
  if (s.working_day.spans.empty()) mistakes.add("working_day.spans", "yaml_missing", {{"key", "spans"}});
  s.acknowledge_normal = mistakes.duration(root["acknowledge"]["normal"], "acknowledge.normal");
  s.acknowledge_urgent = mistakes.duration(root["acknowledge"]["urgent"], "acknowledge.urgent");
  s.verify = mistakes.duration(root["verify"], "verify");
  s.accept = mistakes.duration(root["accept"], "accept");
  s.dispatch = mistakes.duration(root["dispatch"], "dispatch");
  s.sign = mistakes.duration(root["sign"], "sign");
  s.check = mistakes.duration(root["check"], "check");
  s.feed_back = mistakes.duration(root["feed_back"], "feed_back");
  s.rate = mistakes.duration(root["rate"], "rate");
  s.call_back = mistakes.duration(root["call_back"], "call_back");
  s.resubmit = mistakes.duration(root["resubmit"], "resubmit");
  s.urgent_step = mistakes.duration(root["urgent_step"], "urgent_step");
  const YAML::Node own = root["self_handling"];
  if (mistakes.only_keys(own, "self_handling",
                         {"repeat_limit", "repeat_radius_m", "repeat_days", "spot_check_percent", "why"})) {
    s.repeat_limit = static_cast<int>(mistakes.integer(own, "self_handling", "repeat_limit"));
    s.repeat_radius_m = static_cast<double>(mistakes.integer(own, "self_handling", "repeat_radius_m"));
    s.repeat_days = static_cast<int>(mistakes.integer(own, "self_handling", "repeat_days"));
    s.spot_check_percent = static_cast<int>(mistakes.integer(own, "self_handling", "spot_check_percent"));
  }
  s.feedback_attempts = static_cast<int>(mistakes.integer(root, "", "feedback_attempts"));
  s.rework_limit = static_cast<int>(mistakes.integer(root, "", "rework_limit"));
  s.returns_limit = static_cast<int>(mistakes.integer(root, "", "returns_limit"));
  mistakes.done();
  return s;
}

}  // namespace linli::incidents
