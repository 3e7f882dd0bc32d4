#pragma once
#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/calendar.hpp"
#include "kernel/refusal.hpp"

/// Data files are read strictly: unknown and duplicate keys are mistakes (the library passes both silently), and all
/// mistakes of a file are reported together.
namespace linli::yaml {

/// Parses and refuses syntax errors and duplicate keys at any depth (Refused{fields}; field = path, code = yaml_*).
YAML::Node load(std::string_view text);

/// Collects mistakes while a file is read.
class Mistakes {
 public:
  void add(std::string path, std::string code, std::map<std::string, std::string> values = {});
  /// Adds `yaml_unknown_key` for each key of `map` that is not allowed, naming those that are; `yaml_not_a_map` if it
  /// is none.
  bool only_keys(const YAML::Node& map, std::string_view path, std::initializer_list<const char*> allowed);
  /// Text of a needed key; adds `yaml_missing` and gives "" when absent.
  std::string text(const YAML::Node& map, std::string_view path, const char* key);
  std::string text_or(const YAML::Node& map, const char* key, std::string fallback) const;
  bool flag(const YAML::Node& map, std::string_view path, const char* key);
  std::int64_t integer(const YAML::Node& map, std::string_view path, const char* key);
  /// `{count: 3, unit: working_days}`; further keys (why, source, quote) are allowed beside them.
  LegalDuration duration(const YAML::Node& node, std::string_view path);
  /// Throws Refused{fields} if anything was added.
  void done() const;
  bool empty() const { return list_.empty(); }

 private:
  std::vector<FieldError> list_;
};

}  // namespace linli::yaml
