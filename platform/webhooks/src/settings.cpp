#include "platform/webhooks/settings.hpp"

#include "platform/yaml/strict.hpp"

namespace linli::webhooks {

Settings Settings::parse(std::string_view yaml) {
  const YAML::Node root = yaml::load(yaml);
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "",
                     {"example", "attempts", "first_pause_seconds", "longest_pause_seconds", "timeout_seconds",
                      "kept_days", "most_endpoints", "data"});
  const auto positive = [&](const char* key) {
    const std::int64_t figure = mistakes.integer(root, "", key);
    if (figure <= 0) mistakes.add(key, "yaml_not_positive");
    return figure;
  };
  Settings settings;
  settings.attempts = static_cast<int>(positive("attempts"));
  settings.first_pause = std::chrono::seconds(positive("first_pause_seconds"));
  settings.longest_pause = std::chrono::seconds(positive("longest_pause_seconds"));
  settings.timeout = std::chrono::seconds(positive("timeout_seconds"));
  settings.kept = std::chrono::days(positive("kept_days"));
  settings.most_endpoints = static_cast<int>(positive("most_endpoints"));
  if (!root["data"] || !root["data"].IsSequence())
    mistakes.add("data", "yaml_not_a_list");
  else
    for (const auto& key : root["data"]) settings.data.push_back(key.Scalar());
  mistakes.done();
  return settings;
}

}  // namespace linli::webhooks
