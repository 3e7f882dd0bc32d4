#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.hpp"

namespace linli {

/// Deadline units: working minutes, working days, natural minutes (the glossary has the Chinese terms).
/// Distinct types; they never convert into one another by accident.
struct WorkingMinutes {
  std::int64_t count = 0;
};
struct WorkingDays {
  std::int64_t count = 0;
};
struct NaturalMinutes {
  std::int64_t count = 0;
};

enum class DurationUnit { working_minutes, working_hours, working_days, natural_minutes, natural_hours };

/// `working_hours` ..., as in YAML, SQL and JSON.
std::string to_text(DurationUnit unit);

/// A length of time as the rules state it: `4 working_hours`, `3 working_days`, `30 natural_minutes`; working minutes
/// are what remains of one after a pause.
struct LegalDuration {
  std::int64_t count = 0;
  DurationUnit unit = DurationUnit::working_hours;
  bool operator==(const LegalDuration&) const = default;
};

/// A deadline, and whether it touched a year whose holiday calendar is not yet known (then only weekends are taken
/// off).
struct Deadline {
  Instant at;
  bool provisional = false;
  bool operator==(const Deadline&) const = default;
};

/// Working intervals of a day, city wall clock, e.g. 08:30-12:00 and 14:00-17:30 (configuration).
struct WorkingDayPlan {
  struct Span {
    std::chrono::minutes from, to;
  };
  std::vector<Span> spans;
};

/// Working time over the real holiday calendar with make-up workdays. The shipped plan and calendar are data.
/// A year is "known" once any of its days was imported; deadlines entering an unknown year are provisional
/// and are computed again after its import. Copies are independent; reading one from several threads is safe.
class WorkingCalendar {
 public:
  /// Throws Refused{"invalid_working_day_plan"} unless the spans follow one another within a day.
  WorkingCalendar(WorkingDayPlan plan, const CityZone& zone);
  /// CSV `date,kind,name` with kind holiday|workday, header line first; throws Refused{"calendar_line"} and
  /// then changes nothing. Days already known take the new reading, others stay.
  void import_csv(std::string_view csv);
  bool is_workday(LocalDate day) const;
  bool knows(std::chrono::year year) const;
  /// The holiday a day off or a make-up workday belongs to; empty for an ordinary day.
  std::string holiday_name(LocalDate day) const;
  /// The moment after `length` of legal time from `from`. N working days = N full plans of working time (N x
  /// 7h with the shipped plan), so "2 working days" from mid-morning ends mid-morning; a start outside
  /// working time counts from the next working moment; a length that is used up at a closing time ends there,
  /// not at the next opening. Nothing from any moment is that moment. Throws Refused{"duration_out_of_range"}
  /// when the length is negative or over ten years of days.
  Deadline after(Instant from, LegalDuration length) const;
  Deadline after(Instant from, WorkingMinutes length) const;
  Deadline after(Instant from, WorkingDays length) const;
  Deadline after(Instant from, NaturalMinutes length) const;
  /// Whole working minutes in [from, to); negative when to < from.
  std::int64_t working_minutes_between(Instant from, Instant to) const;
  /// Total working minutes of one day's plan.
  std::int64_t minutes_per_day() const;
  struct DayCell {
    LocalDate day;
    bool workday = false;
    bool makeup = false;  ///< a workday by the holiday calendar
    std::int64_t counted_minutes = 0;
    std::string name;  ///< as holiday_name()
  };
  /// One cell per day for the clock strip: what of [from, to) counted on each day. Empty when to < from.
  std::vector<DayCell> strip(Instant from, Instant to) const;

 private:
  struct Exception {
    bool workday;
    std::string name;
  };
  struct Interval {
    Instant from, to;
  };
  std::vector<Interval> working_intervals(LocalDate day) const;
  std::chrono::microseconds worked_on(LocalDate day, Instant from, Instant to) const;

  WorkingDayPlan plan_;
  const CityZone* zone_;
  std::map<LocalDate, Exception> exceptions_;
};

}  // namespace linli
