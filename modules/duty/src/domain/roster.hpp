#pragma once
#include <string>
#include <vector>

#include "domain/settings.hpp"

namespace linli::duty {

/// From (included) to (excluded).
struct Span {
  Instant from, to;
  bool operator==(const Span&) const = default;
};

/// What of `window` is outside working time, in order.
std::vector<Span> off_hours(const WorkingCalendar& calendar, Span window);
/// Whether the minute of `at` is working time.
bool is_working(const WorkingCalendar& calendar, Instant at);
/// What of `wanted` none of `taken` covers, in order; `taken` may overlap and come in any order.
std::vector<Span> uncovered(std::vector<Span> wanted, const std::vector<Span>& taken);
/// What policy wants covered of `window`.
std::vector<Span> to_cover(Cover cover, const WorkingCalendar& calendar, Span window);

/// The same wall-clock time so many days later.
Instant days_later(const CityZone& zone, Instant at, int days);
/// Midnight of a day to midnight `days` later.
Span days_from(const CityZone& zone, LocalDate day, int days);

}  // namespace linli::duty
