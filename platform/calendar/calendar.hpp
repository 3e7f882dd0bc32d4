#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "kernel/calendar.hpp"
#include "platform/calendar/year.hpp"
#include "platform/db/connection.hpp"

namespace linli::calendar {

/// A year whose days are known: shipped with the program, or imported.
struct KnownYear {
  int number = 0;
  std::int64_t edition = 0;  ///< 0: as shipped
  std::string source;
  std::optional<Instant> imported_at;
};
/// In order.
std::vector<KnownYear> known_years(db::Connection& db);

struct Imported {
  std::int64_t edition = 0;
  bool unchanged = false;  ///< the year was there just so; nothing was written
};
/// Stores a year in one transaction with its audit line and the job that recounts provisional deadlines at once.
/// Refused{"calendar_at_once"} when another import of the year was quicker.
Imported import_year(db::Connection& db, const Year& year, Instant now);

/// The calendar in force in this process. Thread-safe.
class Calendar {
 public:
  /// With what the program ships (policy/working_day.yaml, reference/holidays-cn.csv). `zone` must outlive it.
  explicit Calendar(const CityZone& zone);
  /// Never changes; what is in force later is another one.
  std::shared_ptr<const WorkingCalendar> current() const;
  /// Reads the editions when there are new ones; whether it did. One round trip when there are none.
  bool refresh(db::Connection& db);

 private:
  const CityZone& zone_;
  mutable std::mutex mutex_;
  std::shared_ptr<const WorkingCalendar> current_;
  std::int64_t editions_ = 0;
};

}  // namespace linli::calendar
