#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/systems.hpp"
#include "kernel/place.hpp"
#include "kernel/refusal.hpp"
#include "kernel/time.hpp"
#include "platform/xlsx/xlsx.hpp"

namespace linli::orders {

/// An order as its system tells it.
struct GivenOrder {
  std::string number, matter, words, address;
  Wgs84Point place;
  std::optional<std::string> name, phone;
  Instant received_at, due;
};

/// A line of that system's sheet: an order, or what is wrong with it. Fields of mistakes are the sheet's own headings.
struct SheetLine {
  std::size_t line = 0;  ///< as the sheet counts, the heading is 1
  GivenOrder order;
  std::vector<FieldError> mistakes;
};

/// Reads the rows by the system's headings; blank rows are passed over. Times without a zone are the city's. Throws
/// Refused{"order_sheet_empty"}, {"order_sheet_columns"} {missing} when a needed heading is not in the first row,
/// {"order_sheet_long"} {limit}. A number that stands twice in the sheet is a mistake of the second line.
std::vector<SheetLine> read_sheet(const System& system, const std::vector<xlsx::Row>& rows, const CityZone& zone,
                                  std::size_t most);

}  // namespace linli::orders
