#pragma once
#include <cstdint>
#include <string_view>

namespace linli::worklists {

/// The city's own figures of lists people work through, read from policy/worklists.yaml.
struct Settings {
  std::int64_t views = 0;        ///< most views of one account
  std::int64_t shared = 0;       ///< most views shared with one unit
  std::int64_t name_length = 0;  ///< of a view's name, in characters
  std::int64_t bulk = 0;         ///< most cases of one bulk act
  /// Strict: unknown, missing or duplicate keys are collected into one Refused{fields}.
  static Settings parse(std::string_view yaml);
};

}  // namespace linli::worklists
