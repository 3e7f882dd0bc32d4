#pragma once
#include "judge.hpp"

namespace linli::workflow {

using Limits = std::map<std::string, Limit, std::less<>>;

/// What time it is and how it is counted.
struct TimeRules {
  const WorkingCalendar& calendar;
  const CityZone& zone;
  const Limits& limits;
};

/// What a passed attempt makes of the case: the row to be written. Pure.
struct Plan {
  Settled settled;
  std::int64_t settled_version = 0, visit = 0;
  Instant entered_at;
  std::optional<LegalDuration> left;
  bool ends = false;
  struct Timer {
    const char* kind;
    std::string action;
    Instant fire_at;
  };
  bool new_timers = false;  ///< those of this stay are dropped and replaced by:
  std::vector<Timer> timers;
};

Plan plan(const Definition& d, const TimeRules& time, const Snapshot& at, const Attempt& attempt, const Passed& passed);

}  // namespace linli::workflow
