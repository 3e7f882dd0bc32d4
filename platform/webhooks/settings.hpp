#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace linli::webhooks {

/// policy/webhooks.yaml.
struct Settings {
  int attempts = 0;
  std::chrono::seconds first_pause{0}, longest_pause{0}, timeout{0};
  std::chrono::days kept{0};
  int most_endpoints = 0;
  std::vector<std::string> data;  ///< keys of an event that go out
  /// Throws Refused{fields}.
  static Settings parse(std::string_view yaml);
};

}  // namespace linli::webhooks
