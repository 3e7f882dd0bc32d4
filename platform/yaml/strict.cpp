#include "platform/yaml/strict.hpp"

#include <algorithm>
#include <set>

namespace linli::yaml {
namespace {

std::string joined(std::string_view path, std::string_view key) {
  return path.empty() ? std::string(key) : std::string(path) + "." + std::string(key);
}

std::string listed(std::initializer_list<const char*> keys) {
  std::string list;
  for (const char* key : keys) list += (list.empty() ? "" : ", ") + std::string(key);
  return list;
}

// yaml-cpp keeps doubled keys in the order read and finds the first: only a walk shows them.
void find_duplicates(const YAML::Node& node, const std::string& path, Mistakes& mistakes) {
  if (node.IsSequence()) {
    for (std::size_t i = 0; i < node.size(); ++i)
      find_duplicates(node[i], path + "[" + std::to_string(i) + "]", mistakes);
  } else if (node.IsMap()) {
    std::set<std::string> seen;
    for (const auto& pair : node) {
      const std::string key = pair.first.as<std::string>("");
      if (!seen.insert(key).second) mistakes.add(joined(path, key), "yaml_duplicate_key", {{"key", key}});
      find_duplicates(pair.second, joined(path, key), mistakes);
    }
  }
}

}  // namespace

YAML::Node load(std::string_view text) {
  Mistakes mistakes;
  YAML::Node node;
  try {
    node = YAML::Load(std::string(text));
  } catch (const YAML::Exception& e) {
    mistakes.add("line " + std::to_string(e.mark.line + 1), "yaml_syntax", {{"problem", e.msg}});
  }
  mistakes.done();
  find_duplicates(node, "", mistakes);
  mistakes.done();
  return node;
}

void Mistakes::add(std::string path, std::string code, std::map<std::string, std::string> values) {
  list_.push_back({std::move(path), std::move(code), std::move(values)});
}

bool Mistakes::only_keys(const YAML::Node& map, std::string_view path, std::initializer_list<const char*> allowed) {
  if (!map.IsMap()) {
    add(std::string(path), "yaml_not_a_map");
    return false;
  }
  for (const auto& pair : map) {
    const std::string key = pair.first.as<std::string>("");
    if (std::none_of(allowed.begin(), allowed.end(), [&](const char* a) { return key == a; }))
      add(joined(path, key), "yaml_unknown_key", {{"key", key}, {"known", listed(allowed)}});
  }
  return true;
}

std::string Mistakes::text(const YAML::Node& map, std::string_view path, const char* key) {
  const YAML::Node value = map[key];
  if (!value || !value.IsScalar() || value.Scalar().empty()) {
    add(joined(path, key), "yaml_missing", {{"key", key}});
    return "";
  }
  return value.Scalar();
}

std::string Mistakes::text_or(const YAML::Node& map, const char* key, std::string fallback) const {
  const YAML::Node value = map[key];
  return value && value.IsScalar() ? value.Scalar() : fallback;
}

bool Mistakes::flag(const YAML::Node& map, std::string_view path, const char* key) {
  const std::string value = text(map, path, key);
  if (!value.empty() && value != "true" && value != "false") add(joined(path, key), "yaml_not_a_flag");
  return value == "true";
}

std::int64_t Mistakes::integer(const YAML::Node& map, std::string_view path, const char* key) {
  const std::string value = text(map, path, key);
  if (value.empty()) return 0;
  try {
    std::size_t used = 0;
    const std::int64_t number = std::stoll(value, &used);
    if (used == value.size()) return number;
  } catch (const std::exception&) {
  }
  add(joined(path, key), "yaml_not_a_number", {{"value", value}});
  return 0;
}

LegalDuration Mistakes::duration(const YAML::Node& node, std::string_view path) {
  LegalDuration length;
  if (!node || !node.IsMap()) {
    add(std::string(path), "yaml_not_a_duration");
    return length;
  }
  length.count = integer(node, path, "count");
  if (length.count <= 0) add(joined(path, "count"), "yaml_not_positive");
  const std::string unit = text(node, path, "unit");
  if (unit == "working_hours")
    length.unit = DurationUnit::working_hours;
  else if (unit == "working_days")
    length.unit = DurationUnit::working_days;
  else if (unit == "natural_hours")
    length.unit = DurationUnit::natural_hours;
  else if (unit == "natural_minutes")
    length.unit = DurationUnit::natural_minutes;
  else if (!unit.empty())
    add(joined(path, "unit"), "yaml_unknown_unit", {{"unit", unit}});
  return length;
}

void Mistakes::done() const {
  if (!list_.empty()) throw Refused(list_);
}

}  // namespace linli::yaml
