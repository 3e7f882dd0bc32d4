#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/place.hpp"
#include "kernel/time.hpp"
#include "platform/db/connection.hpp"
#include "territory/shape.hpp"

namespace linli::territory {

/// The levels of the tree (TER-01), outermost first. Codes have 4, 6, 9, 12 and 15 digits.
enum class Level { city, district, street, community, grid };
/// `city` ... `grid`, as in SQL and JSON.
std::string_view to_text(Level level);
/// Throws Refused{"unknown_level"}.
Level parse_level(std::string_view text);
/// Level of a code by its length; throws Refused{"invalid_division_code"}.
Level level_of(std::string_view code);

/// One node of the tree as it is in force.
struct Division {
  std::string code;
  std::string name;
  Level level = Level::city;
  std::string kind;        ///< of grids (TER-07): residential, unit or special; else empty
  bool synthetic = false;  ///< its geometry was generated, not surveyed
  bool drawn = false;      ///< has an outline; without one `centre` and `box` are zero
  Wgs84Point centre;       ///< inside the outline, for labels
  Box box{};
  LocalDate valid_from{};
  std::optional<LocalDate> valid_to;
};

/// One step of the way from the city down to a division.
struct Step {
  std::string code;
  std::string name;
  Level level;
};

/// Where a point lies: the smallest division the jurisdiction works with. That is a grid, or a community
/// where the city stops at communities (TER-25).
struct Located {
  std::string code;
  std::string name;
  Level level;
  std::string kind;
  std::vector<Step> path;  ///< from the city to `code` itself
};

/// The territory in force, answered from memory; share one between all threads. What it holds is a snapshot
/// that is replaced as a whole when the territory's version changes, so no question waits and none sees half
/// a change.
class Territory {
 public:
  Territory();
  ~Territory();

  /// The division of smallest level in force that holds the point; nothing outside the drawn territory. Every
  /// point of a shared border has exactly one answer. About 0.1 microseconds plus the copy of the names.
  std::optional<Located> locate(Wgs84Point p) const;
  /// As locate, but refuses: Refused{"outside_city"}.
  Located locate_or_refuse(Wgs84Point p) const;
  /// Only the code, without path and names; empty outside.
  std::string locate_code(Wgs84Point p) const;

  /// The division in force with this code.
  std::optional<Division> find(std::string_view code) const;
  /// Its name, or the code itself when unknown: for screens.
  std::string name(std::string_view code) const;
  /// From the city down to `code`; empty when unknown.
  std::vector<Step> path(std::string_view code) const;
  /// The children in force, in code order; the topmost divisions for "".
  std::vector<Division> children(std::string_view code) const;
  /// All divisions of `level` below (or at) `code`, in code order.
  std::vector<Division> under(std::string_view code, Level level) const;

  /// Rises with every change of the territory.
  std::int64_t version() const;
  /// Reads the version and, when it rose, the whole territory; swaps it in. Returns whether it changed.
  bool refresh(db::Connection& db, LocalDate today);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linli::territory
