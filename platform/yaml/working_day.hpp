#pragma once
#include <string_view>

#include "kernel/calendar.hpp"

namespace linli::yaml {

/// Reads policy/working_day.yaml: `spans: [["08:30", "12:00"], ...]`; strict, one Refused{fields}.
WorkingDayPlan parse_working_day(std::string_view text);

}  // namespace linli::yaml
