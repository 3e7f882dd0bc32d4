#include "domain/settings.hpp"

#include <algorithm>

#include "kernel/time.hpp"
#include "platform/yaml/strict.hpp"

namespace linli::open311 {
namespace {

std::vector<std::string> texts(yaml::Mistakes& mistakes, const YAML::Node& node, const char* path) {
  std::vector<std::string> found;
  if (!node || !node.IsSequence())
    mistakes.add(path, "yaml_missing");
  else
    for (const auto& item : node) found.push_back(item.as<std::string>(""));
  return found;
}

}  // namespace

Settings Settings::parse(std::string_view text) {
  const YAML::Node root = yaml::load(text);
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "", {"example", "changeset", "contact", "key_service", "published", "retry"});
  Settings s;
  s.changeset = mistakes.text(root, "", "changeset");
  try {
    parse_instant(s.changeset);
  } catch (const Refused& refused) {
    mistakes.add("changeset", refused.code);
  }
  s.contact = mistakes.text(root, "", "contact");
  s.key_service = mistakes.text(root, "", "key_service");
  const YAML::Node published = root["published"];
  if (mistakes.only_keys(published, "published", {"matters", "sources", "place_decimals", "why"})) {
    s.published_matters = texts(mistakes, published["matters"], "published.matters");
    s.published_sources = texts(mistakes, published["sources"], "published.sources");
    const std::int64_t decimals = mistakes.integer(published, "published", "place_decimals");
    if (decimals < 2 || decimals > 7)
      mistakes.add("published.place_decimals", "out_of_range", {{"min", "2"}, {"max", "7"}});
    s.place_decimals = static_cast<int>(decimals);
  }
  if (mistakes.only_keys(root["retry"], "retry", {"minutes", "why"})) {
    const std::int64_t minutes = mistakes.integer(root["retry"], "retry", "minutes");
    if (minutes < 1) mistakes.add("retry.minutes", "yaml_not_positive");
    s.retry = std::chrono::minutes(minutes);
  }
  mistakes.done();
  return s;
}

bool Settings::publishes(std::string_view matter) const {
  return std::any_of(published_matters.begin(), published_matters.end(),
                     [&](const std::string& prefix) { return matter.starts_with(prefix); });
}

}  // namespace linli::open311
