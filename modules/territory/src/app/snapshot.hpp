#pragma once
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/locator.hpp"
#include "territory/territory.hpp"

namespace linli::territory {

/// The whole territory as it was in force on one day at one version. Never changed, only replaced.
class Snapshot {
 public:
  Snapshot() = default;
  Snapshot(Snapshot&&) = default;  ///< its parts point at one another; a copy would point at the original
  /// Reads one consistent state, trying again when the territory changes meanwhile.
  static Snapshot read(db::Connection& db, LocalDate today);

  std::int64_t version() const { return version_; }
  LocalDate day() const { return day_; }
  const Division* find(std::string_view code) const;
  /// The smallest division the jurisdiction works with that holds the point; where its parts leave a gap, the next
  /// larger one; nullptr outside.
  const Division* locate(Wgs84Point p) const;
  std::vector<Step> path(std::string_view code) const;
  std::vector<Division> under(std::string_view code, Level level) const;
  std::vector<Division> children(std::string_view code) const;

 private:
  void build_locators(const std::map<std::string, Shape>& outlines, const std::map<std::string, Level>& stops);

  std::int64_t version_ = -1;
  LocalDate day_{};
  std::array<std::vector<Division>, 5> levels_;  ///< by level, in code order
  Locator smallest_, larger_;
  std::vector<const Division*> smallest_owner_, larger_owner_;
};

}  // namespace linli::territory
