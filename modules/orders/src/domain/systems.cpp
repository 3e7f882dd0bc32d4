#include "domain/systems.hpp"

#include "platform/yaml/strict.hpp"

namespace linli::orders {
namespace {

std::map<std::string, std::string> read_map(const YAML::Node& node) {
  std::map<std::string, std::string> found;
  if (node && node.IsMap())
    for (const auto& pair : node) found[pair.first.as<std::string>()] = pair.second.as<std::string>("");
  return found;
}

System read_system(yaml::Mistakes& mistakes, const YAML::Node& node, const std::string& path) {
  System system;
  if (!mistakes.only_keys(node, path, {"code", "name", "source", "position", "sheet", "matters", "answers"}))
    return system;
  system.code = mistakes.text(node, path, "code");
  system.name = mistakes.text(node, path, "name");
  system.source = mistakes.text(node, path, "source");
  system.position = mistakes.text(node, path, "position");
  const YAML::Node sheet = node["sheet"], answers = node["answers"];
  if (mistakes.only_keys(sheet, path + ".sheet", {"number", "matter", "words", "address", "lon", "lat", "name", "phone",
                                                  "received_at", "due"}))
    for (const char* needed : {"number", "matter", "words", "lon", "lat", "received_at", "due"})
      mistakes.text(sheet, path + ".sheet", needed);
  if (mistakes.only_keys(answers, path + ".answers", {"number", "result", "unit", "answered_at"}))
    for (const char* needed : {"number", "result", "unit", "answered_at"})
      mistakes.text(answers, path + ".answers", needed);
  system.sheet = read_map(sheet);
  system.matters = read_map(node["matters"]);
  system.answers = read_map(answers);
  return system;
}

}  // namespace

Systems Systems::parse(std::string_view text) {
  const YAML::Node root = yaml::load(text);
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "", {"example", "systems", "sheet_rows", "soon_hours"});
  Systems systems;
  const YAML::Node list = root["systems"];
  for (std::size_t i = 0; i < list.size(); ++i)
    systems.all.push_back(read_system(mistakes, list[i], "systems[" + std::to_string(i) + "]"));
  const std::int64_t rows = mistakes.integer(root, "", "sheet_rows"), hours = mistakes.integer(root, "", "soon_hours");
  if (rows < 1) mistakes.add("sheet_rows", "yaml_not_positive");
  if (hours < 1) mistakes.add("soon_hours", "yaml_not_positive");
  systems.sheet_rows = static_cast<std::size_t>(rows);
  systems.soon = std::chrono::hours(hours);
  mistakes.done();
  return systems;
}

const System& Systems::find(std::string_view code) const {
  for (const System& system : all)
    if (system.code == code) return system;
  throw Refused{"order_system_unknown", {{"system", std::string(code)}}};
}

}  // namespace linli::orders
