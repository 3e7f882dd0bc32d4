#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace linli::open311 {

/// policy/open311.yaml: what the city tells everybody.
struct Settings {
  std::string changeset, contact, key_service;
  std::vector<std::string> published_matters;  ///< prefixes of matter codes
  std::vector<std::string> published_sources;
  int place_decimals = 4;  ///< of a degree
  std::chrono::minutes retry{10};
  /// Strict: unknown, missing or duplicate keys are collected into one Refused{fields}.
  static Settings parse(std::string_view yaml);
  bool publishes(std::string_view matter) const;
};

}  // namespace linli::open311
