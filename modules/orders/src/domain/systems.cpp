#include "domain/systems.hpp"

#include <initializer_list>

#include "platform/yaml/strict.hpp"

namespace linli::orders {
namespace {

using Words = std::map<std::string, std::string>;

// A map of texts; `needed` keys must be there, others only if `allowed` (empty: whatever the file says).
Words read_words(yaml::Mistakes& mistakes, const YAML::Node& node, const std::string& path,
                 std::initializer_list<const char*> needed, std::initializer_list<const char*> allowed) {
  Words words;
  if (!node || !node.IsMap()) {
    mistakes.add(path, node ? "yaml_not_a_map" : "yaml_missing");
    return words;
  }
  if (allowed.size() > 0 && !mistakes.only_keys(node, path, allowed)) return words;
  for (const char* key : needed) mistakes.text(node, path, key);
  for (const auto& pair : node) words[pair.first.as<std::string>()] = pair.second.as<std::string>("");
  return words;
}

System read_system(yaml::Mistakes& mistakes, const YAML::Node& node, const std::string& path) {
  System system;
  if (!mistakes.only_keys(node, path,
                          {"code", "name", "source", "position", "sheet", "matters", "answers", "outcomes"}))
    return system;
  system.code = mistakes.text(node, path, "code");
  system.name = mistakes.text(node, path, "name");
  system.source = mistakes.text(node, path, "source");
  system.position = mistakes.text(node, path, "position");
  system.sheet = read_words(
      mistakes, node["sheet"], path + ".sheet", {"number", "matter", "words", "lon", "lat", "received_at", "due"},
      {"number", "matter", "words", "address", "lon", "lat", "name", "phone", "received_at", "due"});
  system.matters = read_words(mistakes, node["matters"], path + ".matters", {}, {});
  system.answers =
      read_words(mistakes, node["answers"], path + ".answers", {"number", "outcome", "result", "unit", "answered_at"},
                 {"number", "outcome", "result", "unit", "answered_at"});
  system.outcomes =
      read_words(mistakes, node["outcomes"], path + ".outcomes", {"handled", "sent_back", "cancelled", "withdrawn"},
                 {"handled", "sent_back", "cancelled", "withdrawn"});
  return system;
}

}  // namespace

Systems Systems::parse(std::string_view text) {
  const YAML::Node root = yaml::load(text);
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "", {"example", "systems", "sheet_rows"});
  Systems systems;
  const YAML::Node list = root["systems"];
  for (std::size_t i = 0; i < list.size(); ++i)
    systems.all.push_back(read_system(mistakes, list[i], "systems[" + std::to_string(i) + "]"));
  const std::int64_t rows = mistakes.integer(root, "", "sheet_rows");
  if (rows < 1) mistakes.add("sheet_rows", "yaml_not_positive");
  systems.sheet_rows = static_cast<std::size_t>(rows);
  mistakes.done();
  return systems;
}

std::string System::matter_of(const std::string& word) const {
  const auto known = matters.find(word);
  return known == matters.end() ? word : known->second;
}

const System& Systems::find(std::string_view code) const {
  for (const System& system : all)
    if (system.code == code) return system;
  throw Refused{"order_system_unknown", {{"system", std::string(code)}}};
}

std::string Systems::name_of(std::string_view code) const {
  for (const System& system : all)
    if (system.code == code) return system.name;
  return std::string(code);
}

}  // namespace linli::orders
