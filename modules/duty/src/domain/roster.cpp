#include "domain/roster.hpp"

#include <algorithm>

namespace linli::duty {
namespace {

using std::chrono::minutes;

// Halves a stretch until each piece is wholly working time or wholly not.
void split(const WorkingCalendar& calendar, Span s, std::vector<Span>& off) {
  const std::int64_t length = std::chrono::floor<minutes>(s.to - s.from).count();
  if (length <= 0) return;
  const std::int64_t worked = calendar.working_minutes_between(s.from, s.to);
  if (worked >= length) return;
  if (worked == 0) {
    if (!off.empty() && off.back().to == s.from)
      off.back().to = s.to;
    else
      off.push_back(s);
    return;
  }
  const Instant middle = s.from + minutes(length / 2);
  split(calendar, {s.from, middle}, off);
  split(calendar, {middle, s.to}, off);
}

}  // namespace

std::vector<Span> off_hours(const WorkingCalendar& calendar, Span window) {
  std::vector<Span> off;
  split(calendar, window, off);
  return off;
}

bool is_working(const WorkingCalendar& calendar, Instant at) {
  const Instant minute = std::chrono::floor<minutes>(at);
  return calendar.working_minutes_between(minute, minute + minutes(1)) > 0;
}

std::vector<Span> uncovered(std::vector<Span> wanted, const std::vector<Span>& taken) {
  for (const Span& cut : taken) {
    std::vector<Span> left;
    for (const Span& s : wanted) {
      if (cut.to <= s.from || s.to <= cut.from) {
        left.push_back(s);
        continue;
      }
      if (s.from < cut.from) left.push_back({s.from, cut.from});
      if (cut.to < s.to) left.push_back({cut.to, s.to});
    }
    wanted = std::move(left);
  }
  return wanted;
}

std::vector<Span> to_cover(Cover cover, const WorkingCalendar& calendar, Span window) {
  if (cover == Cover::never) return {};
  if (cover == Cover::whole_day) return {window};
  return off_hours(calendar, window);
}

Instant days_later(const CityZone& zone, Instant at, int days) {
  return zone.to_instant(zone.to_local(at) + std::chrono::days(days));
}

Span days_from(const CityZone& zone, LocalDate day, int days) {
  return {zone.to_instant(LocalTime(day)), zone.to_instant(LocalTime(day + std::chrono::days(days)))};
}

}  // namespace linli::duty
