#include "domain/sheet.hpp"

namespace linli::incidents {

std::string sheet_cell(std::string_view text) {
  const bool formula = !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos;
  std::string cell = (formula ? "'" : "") + std::string(text);
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

void Sheet::add_row(const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) text_ += (i == 0 ? "" : ",") + sheet_cell(cells[i]);
  text_ += "\r\n";
}

}  // namespace linli::incidents
