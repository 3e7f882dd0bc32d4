#pragma once
#include <cstdint>
#include <string_view>

namespace linli::suggestion {

/// policy/suggestion.yaml: when the instance has learned enough to suggest a matter. Settings that the context provides
/// before the module is registered stand in for the file's.
struct Settings {
  std::int64_t cases_needed = 0;       ///< closed cases with words, on this instance
  std::int64_t cases_per_matter = 0;   ///< rarer matters are never suggested
  std::int64_t cases_at_most = 0;      ///< the latest ones only
  std::int64_t right_percent = 0;      ///< of the suggestions made, under cross-validation
  std::int64_t answered_percent = 0;   ///< of the cases; with fewer it is not worth showing
  std::int64_t characters_needed = 0;  ///< shorter texts are not judged
  std::int64_t known_percent = 0;      ///< of the text's characters, seen while learning
  bool learn_from_demo = false;        ///< for trying it out; a demo's texts prove nothing
  /// Strict: unknown, missing and doubled keys and figures out of range are one Refused{fields}.
  static Settings parse(std::string_view yaml);
};

}  // namespace linli::suggestion
