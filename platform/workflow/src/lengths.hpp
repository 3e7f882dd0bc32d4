#pragma once
#include <optional>
#include <string_view>

#include "platform/workflow/workflow.hpp"

/// Arithmetic of deadlines over the working calendar; pure.
namespace linli::workflow {

const char* text_of(DurationUnit unit);
std::optional<DurationUnit> unit_of(std::string_view text);
inline bool counts_working_time(DurationUnit unit) {
  return unit != DurationUnit::natural_minutes && unit != DurationUnit::natural_hours;
}
/// Working or natural minutes, by the unit.
std::int64_t minutes_of(const WorkingCalendar& calendar, LegalDuration length);
LegalDuration minutes_like(LegalDuration length, std::int64_t minutes);

/// A deadline running from `from`, with its warning at three quarters.
DueTime running(const WorkingCalendar& calendar, Instant from, LegalDuration length);
/// What is left of a deadline at `now`, in minutes of its own kind; nothing if it is over.
LegalDuration left_of(const WorkingCalendar& calendar, const DueTime& clock, Instant now);
/// A deadline made longer by `extra`; throws Refused{"extension_unit"} if one counts working and the other natural
/// time.
DueTime extended(const WorkingCalendar& calendar, const DueTime& clock, LegalDuration extra);

}  // namespace linli::workflow
