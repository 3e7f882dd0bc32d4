#include "lengths.hpp"

namespace linli::workflow {
namespace {

struct Unit {
  DurationUnit unit;
  const char* text;
};
constexpr Unit kUnits[] = {{DurationUnit::working_minutes, "working_minutes"},
                           {DurationUnit::working_hours, "working_hours"},
                           {DurationUnit::working_days, "working_days"},
                           {DurationUnit::natural_minutes, "natural_minutes"},
                           {DurationUnit::natural_hours, "natural_hours"}};

}  // namespace

const char* text_of(DurationUnit unit) {
  for (const auto& u : kUnits)
    if (u.unit == unit) return u.text;
  return "";
}

std::optional<DurationUnit> unit_of(std::string_view text) {
  for (const auto& u : kUnits)
    if (u.text == text) return u.unit;
  return std::nullopt;
}

std::int64_t minutes_of(const WorkingCalendar& calendar, LegalDuration length) {
  switch (length.unit) {
    case DurationUnit::working_days:
      return length.count * calendar.minutes_per_day();
    case DurationUnit::working_hours:
    case DurationUnit::natural_hours:
      return length.count * 60;
    case DurationUnit::working_minutes:
    case DurationUnit::natural_minutes:
      break;
  }
  return length.count;
}

LegalDuration minutes_like(LegalDuration length, std::int64_t minutes) {
  return {minutes, counts_working_time(length.unit) ? DurationUnit::working_minutes : DurationUnit::natural_minutes};
}

DueTime running(const WorkingCalendar& calendar, Instant from, LegalDuration length) {
  auto due = calendar.after(from, length);
  auto warn = calendar.after(from, minutes_like(length, minutes_of(calendar, length) * 3 / 4));
  return {from, length, due.at, warn.at, due.provisional};
}

LegalDuration left_of(const WorkingCalendar& calendar, const DueTime& clock, Instant now) {
  std::int64_t minutes = counts_working_time(clock.length.unit)
                             ? calendar.working_minutes_between(now, clock.due)
                             : std::chrono::ceil<std::chrono::minutes>(clock.due - now).count();
  return minutes_like(clock.length, std::max<std::int64_t>(minutes, 0));
}

DueTime extended(const WorkingCalendar& calendar, const DueTime& clock, LegalDuration extra) {
  if (counts_working_time(clock.length.unit) != counts_working_time(extra.unit)) throw Refused{"extension_unit"};
  auto minutes = minutes_of(calendar, clock.length) + minutes_of(calendar, extra);
  return running(calendar, clock.from, minutes_like(clock.length, minutes));
}

}  // namespace linli::workflow
