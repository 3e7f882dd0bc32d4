#pragma once
#include <span>
#include <string_view>

namespace linli::db {

/// A folder that called linli_library: its name (also the PostgreSQL schema it owns) and its path from the root.
struct Part {
  std::string_view name;
  std::string_view folder;
};

/// Every part of the program, the used before the users (from USES in the CMakeLists.txt files).
std::span<const Part> parts();

}  // namespace linli::db
