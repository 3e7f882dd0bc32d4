#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.hpp"

namespace linli::calendar {

/// A day that is not as its day of the week: off, or worked to make up for one.
struct Day {
  LocalDate day;
  bool workday = false;
  std::string name;  ///< of the festival it belongs to
  bool operator==(const Day&) const = default;
};

struct Year {
  int number = 0;
  std::string source;  ///< the notice it was taken from
  std::vector<Day> days;
  bool operator==(const Year&) const = default;
};

/// Reads a year as it is announced, strictly:
///
///     year: 2027
///     source: title and number of the notice
///     festivals:
///       - {name: ..., off: [2027-01-01, 2027-01-03]}                       # first and last day
///       - {name: ..., off: [2027-02-05, 2027-02-11], work: [2027-02-20]}   # make-up workdays
///
/// A few days of the December before may belong to the first festival. All mistakes at once as Refused{fields}: unknown
/// keys, dates that do not exist, calendar_other_year, calendar_reversed, calendar_twice, calendar_long, make-up days
/// that are no weekend (calendar_not_weekend), and calendar_fixed_day where a day the law gives (1 January, 1 May,
/// 1 October) is not off: then something was left out.
Year read_year(std::string_view yaml);

}  // namespace linli::calendar
