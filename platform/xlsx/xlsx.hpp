#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace linli::xlsx {

struct Limits {
  std::size_t unpacked = 64u << 20;  ///< bytes, all parts together
  std::size_t rows = 20'000;
  std::size_t columns = 200;
};

using Row = std::vector<std::string>;

/// The first sheet of a workbook, row by row; rows and cells that are not there are empty, blank rows at the end are
/// left out. Dates are "2026-11-22", with a time "2026-11-22T08:30:00". Throws Refused{"xlsx_unreadable"} for what is
/// no workbook, is damaged, encrypted or brings its own document type, {"xlsx_cell"} {row, column} for a cell that
/// holds no value, {"xlsx_rows"}, {"xlsx_columns"} {row, column, limit} and {"xlsx_too_large"} beyond the limits.
std::vector<Row> read(std::string_view bytes, const Limits& limits = {});

/// A workbook of one sheet: `heading` in bold and in view, then `rows`; every cell is text. `sheet` at most 31
/// characters without []:*?/\ .
std::string write(const std::string& sheet, const Row& heading, const std::vector<Row>& rows);

}  // namespace linli::xlsx
