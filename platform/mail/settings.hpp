#pragma once
#include <chrono>
#include <set>
#include <string>
#include <string_view>

namespace linli::mail {

/// policy/mail.yaml.
struct Settings {
  std::set<std::string, std::less<>> immediate;  ///< topics
  std::chrono::minutes digest_at{0};             ///< after the city's midnight
  std::chrono::minutes code_lasts{0};
  int code_tries = 0, codes_an_hour = 0;
  /// Throws Refused{fields}.
  static Settings parse(std::string_view yaml);
};

}  // namespace linli::mail
