#pragma once
#include <map>
#include <string>
#include <vector>

namespace linli::incidents {

/// The words of a demo city's cases, from policy/demo.yaml of this module and policy/demo/people.yaml.
struct Script {
  std::vector<std::string> roads, spots, results, checks, fails, feedback, returns, cancels, explains, withdrawals,
      asks, delays, clauses, rulings, notices, surnames, given;
  std::map<std::string, int> weights;
  std::map<std::string, std::vector<std::string>> words;
  /// Strict, as every data file.
  static Script parse(std::string_view cases, std::string_view people);
};

}  // namespace linli::incidents
