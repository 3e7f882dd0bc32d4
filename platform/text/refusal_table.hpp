#pragma once
#include <map>
#include <string>
#include <string_view>

namespace linli::text {

/// The one table of refusals, `policy/refusals/*.yaml` merged: `codes:` gives each code its HTTP status, `constraints:`
/// gives each database constraint its code. A code or constraint in two files is an error.
class RefusalTable {
 public:
  static RefusalTable embedded();
  void add(std::string_view path, std::string_view yaml);
  /// HTTP status of a refusal code; codes missing from the table are 422, since a rule was broken.
  int status(std::string_view code) const;
  bool knows(std::string_view code) const { return statuses_.find(code) != statuses_.end(); }
  /// Code for a named constraint of the database, or empty.
  std::string code_of_constraint(std::string_view constraint) const;
  const std::map<std::string, int, std::less<>>& statuses() const { return statuses_; }
  const std::map<std::string, std::string, std::less<>>& constraints() const { return constraints_; }

 private:
  std::map<std::string, int, std::less<>> statuses_;
  std::map<std::string, std::string, std::less<>> constraints_;
};

}  // namespace linli::text
