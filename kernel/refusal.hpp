#pragma once
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace linli {

/// One mistake in what was sent: where (JSON path such as `reporter.phone`), which rule (a message key under
/// `refusal.` in policy/locale), and the values the message names.
struct FieldError {
  std::string field;
  std::string code;
  std::map<std::string, std::string> values;
};

/// A broken rule or an impossible request, in product words. The code is looked up in one table
/// (policy/refusals.yaml) that gives the HTTP status; its text is `refusal.<code>` in policy/locale.
/// Input errors are collected first and thrown together. A bug is an assert, absence is std::optional.
class Refused : public std::runtime_error {
 public:
  explicit Refused(std::string code, std::map<std::string, std::string> values = {})
      : std::runtime_error(code), code(std::move(code)), values(std::move(values)) {}
  /// Code `invalid_input` with every field's mistake.
  explicit Refused(std::vector<FieldError> fields)
      : std::runtime_error("invalid_input"), code("invalid_input"), fields(std::move(fields)) {}

  std::string code;
  std::map<std::string, std::string> values;
  std::vector<FieldError> fields;
};

}  // namespace linli
