#include "domain/due.hpp"

#include <chrono>

namespace linli::worklists {

Conditions to_keep(Conditions asked, const CityZone& zone, Instant now) {
  const auto due = asked.find("due_before");
  if (due == asked.end()) return asked;
  const LocalDate last = zone.date_of(parse_instant(due->second) - std::chrono::microseconds(1));
  asked.erase(due);
  asked["due_days"] = std::to_string((last - zone.date_of(now)).count());
  return asked;
}

Conditions to_ask(Conditions kept, const CityZone& zone, Instant now) {
  const auto days = kept.find("due_days");
  if (days == kept.end()) return kept;
  const LocalDate after = zone.date_of(now) + std::chrono::days(std::stol(days->second) + 1);
  kept.erase(days);
  kept["due_before"] = to_text(zone.to_instant(LocalTime(after)));
  return kept;
}

}  // namespace linli::worklists
