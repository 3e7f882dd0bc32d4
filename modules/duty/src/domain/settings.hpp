#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/calendar.hpp"

namespace linli::duty {

/// When a post must be covered.
enum class Cover { off_hours, whole_day, never };

/// A shift a roster offers by name, wall clock; `to` not after `from` is the next day.
struct Template {
  std::string name, from, to;
};

/// policy/duty.yaml, the city's own figures.
struct Settings {
  Cover officer = Cover::off_hours, leader = Cover::off_hours;
  std::set<std::string, std::less<>> leaders, officers;  ///< roles that make fit for the post
  std::vector<Template> templates;
  int longest_hours = 0, entered_late_minutes = 0, longest_leave_days = 0, hand_over_minutes = 0;
  std::set<std::string, std::less<>> leader_too;  ///< actions of which the duty leader is told as well
  LegalDuration file_within, allow, recheck;
  /// Refused{fields} naming every mistake.
  static Settings parse(std::string_view yaml);
};

}  // namespace linli::duty
