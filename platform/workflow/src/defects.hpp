#pragma once
#include <string>
#include <vector>

#include "platform/workflow/definition.hpp"
#include "platform/yaml/strict.hpp"

namespace linli::workflow {

/// Fills `d` from the YAML text; everything that is not of the file's form goes to `mistakes`.
void parse_definition(std::string_view yaml, Definition& d, yaml::Mistakes& mistakes);

/// What the names, arrows and deadlines of a well-formed definition get wrong.
void check_names(const Definition& d, const Names& names, yaml::Mistakes& mistakes);
void check_arrows(const Definition& d, yaml::Mistakes& mistakes);
void check_deadlines(const Definition& d, const Names& names, yaml::Mistakes& mistakes);

inline std::string joined(std::string_view a, std::string_view b) { return std::string(a) + "." + std::string(b); }

template <class Items, class Item>
bool holds(const Items& items, const Item& item) {
  for (const auto& one : items)
    if (one == item) return true;
  return false;
}

}  // namespace linli::workflow
