#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/refusal.hpp"

namespace linli::territory {

/// One line of a division file.
struct DivisionLine {
  std::size_t line = 0;  ///< in the file, the header being 1
  std::string code, name, kind;
  std::string file;  ///< empty when there is only one
  /// "lines[12].code", after the file's name when there are several.
  std::string where() const { return (file.empty() ? "" : file + " ") + "lines[" + std::to_string(line) + "].code"; }
};

/// Reads `code,name,level[,kind]` with a header line; quoted fields, a byte order mark and CRLF are understood. Checks
/// each line by itself and for duplicates; mistakes are added to `mistakes` as `lines[N].column`, and the line left
/// out.
std::vector<DivisionLine> read_divisions(std::string_view csv, std::vector<FieldError>& mistakes);

}  // namespace linli::territory
