#pragma once
#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace linli::orders {

/// A system that sends orders, as policy/orders.yaml describes it.
struct System {
  std::string code, name;
  std::string source;                           ///< of the cases, as incident.source
  std::string position;                         ///< system of the sheet's degrees
  std::map<std::string, std::string> sheet;     ///< our name of a column -> that system's heading
  std::map<std::string, std::string> matters;   ///< that system's word for a matter -> code of our catalogue
  std::map<std::string, std::string> answers;   ///< headings of the sheet that goes back
};

struct Systems {
  std::vector<System> all;
  std::size_t sheet_rows = 0;  ///< most of one upload
  std::chrono::hours soon{};   ///< due within this time is due soon
  /// Strict: unknown, missing or duplicate keys are collected into one Refused{fields}.
  static Systems parse(std::string_view yaml);
  /// Refused{"order_system_unknown"} {system}.
  const System& find(std::string_view code) const;
};

}  // namespace linli::orders
