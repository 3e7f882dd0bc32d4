#include "domain/settings.hpp"

#include <string>

#include "platform/yaml/strict.hpp"

namespace linli::worklists {

Settings Settings::parse(std::string_view text) {
  constexpr std::int64_t kMost = 1000;
  const YAML::Node root = yaml::load(text);
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "", {"example", "views", "bulk"});
  const auto figure = [&](const char* part, const char* name) {
    const std::int64_t value = mistakes.integer(root[part], part, name);
    if (value < 1 || value > kMost)
      mistakes.add(std::string(part) + "." + name, "out_of_range", {{"min", "1"}, {"max", std::to_string(kMost)}});
    return value;
  };
  Settings s;
  if (mistakes.only_keys(root["views"], "views", {"most", "shared", "name_length", "why"})) {
    s.views = figure("views", "most");
    s.shared = figure("views", "shared");
    s.name_length = figure("views", "name_length");
  }
  if (mistakes.only_keys(root["bulk"], "bulk", {"most", "why"})) s.bulk = figure("bulk", "most");
  mistakes.done();
  return s;
}

}  // namespace linli::worklists
