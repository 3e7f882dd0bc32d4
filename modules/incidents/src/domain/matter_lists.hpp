#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.hpp"
#include "kernel/uuid.hpp"

/// Pure: which matters a district admits on a day.
namespace linli::incidents {

/// A matter a district admits, and the three grounds for it (INC-02).
struct ListEntry {
  std::string matter;
  std::string focus;                              ///< what the district's services and management stress
  std::string governance;                         ///< the level of grass-roots governance
  std::string team;                               ///< how far the team of grid workers is
  std::optional<LocalDate> valid_from, valid_to;  ///< within the list's own; both included
};

/// A district's list: version 0 is its draft, each decided one has the next number and stays.
struct MatterList {
  std::string district;
  std::int64_t version = 0, edition = 0;
  Uuid record;
  std::optional<Instant> at;
  std::optional<std::string> by;  ///< masked
  std::string note;
  std::optional<std::string> decided_by;  ///< the body that decided it, in its own words
  std::optional<LocalDate> valid_from, valid_to;
  bool example = false;
  std::vector<ListEntry> entries;
  /// The entry for a matter in force on a day; nullptr if there is none.
  const ListEntry* entry(std::string_view matter, LocalDate day) const;
};

/// Every decided list. A district without one in force uses the city's catalogue whole.
class MatterLists {
 public:
  MatterLists() = default;
  explicit MatterLists(std::vector<MatterList> decided);
  /// The list in force: of those whose first day has come, the one that began last, of equal days the newest; nullptr
  /// if there is none or it has ended.
  const MatterList* in_force(std::string_view district, LocalDate day) const;
  /// Whether a matter may be filed in a district on a day.
  bool admits(std::string_view district, std::string_view matter, LocalDate day) const;
  std::size_t size() const { return size_; }

 private:
  std::map<std::string, std::vector<MatterList>, std::less<>> by_district_;
  std::size_t size_ = 0;
};

}  // namespace linli::incidents
