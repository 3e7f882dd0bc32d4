#pragma once
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
  std::map<std::string, std::string> outcomes;  ///< our outcome of an order -> that system's word
  /// Code of the catalogue for that system's word; the word itself where the file names none.
  std::string matter_of(const std::string& word) const;
};

/// Columns of the sheets in their order: what comes in, and what goes back.
inline constexpr const char* kSheetColumns[] = {"number", "matter", "words", "address",     "lon",
                                                "lat",    "name",   "phone", "received_at", "due"};
inline constexpr const char* kAnswerColumns[] = {"number", "outcome", "result", "unit", "answered_at"};

struct Systems {
  std::vector<System> all;
  std::size_t sheet_rows = 0;  ///< most of one upload
  /// Strict: unknown, missing or duplicate keys are collected into one Refused{fields}.
  static Systems parse(std::string_view yaml);
  /// Refused{"order_system_unknown"} {system}.
  const System& find(std::string_view code) const;
  /// For people; the code itself for a system that is no longer described.
  std::string name_of(std::string_view code) const;
};

}  // namespace linli::orders
