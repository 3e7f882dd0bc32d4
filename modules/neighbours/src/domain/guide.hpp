#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace linli::neighbours {

/// One kind of trouble residents may report with one key; filed under a matter of the catalogue.
struct Kind {
  std::string code, name, matter;
  bool from_source = false;  ///< named by the source; else an example of ours
};

/// What residents read before they join, and what they may report (policy/neighbours.yaml).
struct Guide {
  std::string version, introduction;
  std::vector<std::string> steps, members;
  std::vector<Kind> kinds;
  bool example = false;
  /// nullptr if there is none of this code.
  const Kind* find(std::string_view code) const;
  /// Strict: unknown, missing or doubled keys, doubled kinds, or more kinds than slots are one Refused{fields}.
  static Guide parse(std::string_view yaml);
};

}  // namespace linli::neighbours
