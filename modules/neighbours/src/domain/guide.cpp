#include "domain/guide.hpp"

#include <set>

#include "platform/yaml/strict.hpp"

namespace linli::neighbours {
namespace {

std::vector<std::string> texts_of(yaml::Mistakes& mistakes, const YAML::Node& list, const std::string& path) {
  std::vector<std::string> texts;
  if (!list.IsSequence() || list.size() == 0) mistakes.add(path, "yaml_missing");
  if (list.IsSequence())
    for (const YAML::Node& item : list) texts.push_back(item.as<std::string>());
  return texts;
}

}  // namespace

const Kind* Guide::find(std::string_view code) const {
  for (const Kind& kind : kinds)
    if (kind.code == code) return &kind;
  return nullptr;
}

Guide Guide::parse(std::string_view text) {
  const YAML::Node root = yaml::load(text);
  yaml::Mistakes mistakes;
  Guide g;
  mistakes.only_keys(root, "", {"example", "guide", "members", "kinds", "limits"});
  g.example = mistakes.flag(root, "", "example");
  const YAML::Node guide = root["guide"], members = root["members"], kinds = root["kinds"];
  if (mistakes.only_keys(guide, "guide", {"version", "introduction", "steps", "source", "quote"})) {
    g.version = mistakes.text(guide, "guide", "version");
    g.introduction = mistakes.text(guide, "guide", "introduction");
    g.steps = texts_of(mistakes, guide["steps"], "guide.steps");
  }
  if (mistakes.only_keys(members, "members", {"kinds", "source", "quote"}))
    g.members = texts_of(mistakes, members["kinds"], "members.kinds");
  if (mistakes.only_keys(kinds, "kinds", {"slots", "items", "source", "quote"})) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < kinds["items"].size(); ++i) {
      const YAML::Node item = kinds["items"][i];
      const std::string path = "kinds.items[" + std::to_string(i) + "]";
      if (!mistakes.only_keys(item, path, {"code", "name", "matter", "from"})) continue;
      g.kinds.push_back({mistakes.text(item, path, "code"), mistakes.text(item, path, "name"),
                         mistakes.text(item, path, "matter"), mistakes.text(item, path, "from") == "source"});
      if (!seen.insert(g.kinds.back().code).second) mistakes.add(path + ".code", "kind_doubled");
    }
    if (static_cast<std::int64_t>(g.kinds.size()) > mistakes.integer(kinds, "kinds", "slots"))
      mistakes.add("kinds.items", "too_many_kinds");
  }
  mistakes.done();
  return g;
}

}  // namespace linli::neighbours
