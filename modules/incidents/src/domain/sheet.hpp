#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace linli::incidents {

/// A table that WPS and Excel open by a double click: CSV (RFC 4180) in UTF-8 with byte order mark.
class Sheet {
 public:
  void add_row(const std::vector<std::string>& cells);
  const std::string& text() const { return text_; }
  /// Gives the bytes away; the sheet is empty then.
  std::string take() { return std::move(text_); }

 private:
  std::string text_ = "\xEF\xBB\xBF";
};

/// One cell: what a program would take for a formula (= + - @, tab or line break in front) gets an apostrophe before
/// it; quoted where it holds a comma, quote or line break.
std::string sheet_cell(std::string_view text);

}  // namespace linli::incidents
