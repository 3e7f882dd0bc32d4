#pragma once
#include "kernel/refusal.hpp"

namespace linli::access {

/// A refusal of one field of what was sent.
inline Refused wrong_field(std::string field, std::string code, std::map<std::string, std::string> values = {}) {
  std::vector<FieldError> fields;
  fields.push_back({std::move(field), std::move(code), std::move(values)});
  return Refused(std::move(fields));
}

}  // namespace linli::access
