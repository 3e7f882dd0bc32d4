// Sheets of outside orders, cells of a row apart by tabs: every line is an order or says what is wrong with it.
#include "domain/order_sheet.hpp"

#include <cstdint>
#include <cstdlib>
#include <sstream>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli;
  using namespace linli::orders;
  static const System system = [] {
    System one;
    one.position = "gcj02";
    for (const char* column : kSheetColumns) one.sheet[column] = column;
    return one;
  }();
  static const CityZone zone;
  std::vector<xlsx::Row> rows(1);
  for (const char* column : kSheetColumns) rows.front().emplace_back(column);
  std::istringstream lines(std::string(reinterpret_cast<const char*>(data), size));
  for (std::string line; std::getline(lines, line);) {
    xlsx::Row row;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(std::move(cell));
    rows.push_back(std::move(row));
  }
  try {
    for (const SheetLine& line : read_sheet(system, rows, zone, 50)) {
      if (line.line < 2 || line.line > rows.size()) std::abort();
      if (line.mistakes.empty() && line.order.number.empty()) std::abort();
    }
  } catch (const Refused&) {
  }
  return 0;
}
