#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/place.hpp"
#include "kernel/time.hpp"

namespace linli::incidents {

/// What makes two cases likely the same: the city's figures (policy/incidents.yaml, `duplicates`).
struct DuplicateRules {
  int radius_m = 0, days = 0, closed_days = 0, shown = 0;
  struct Weights {
    int near = 0, recent = 0, same_matter = 0;
  } weights;
};

/// How much another case looks like this one, with the grounds.
struct Likeness {
  double distance_m = 0;
  std::int64_t days = 0;  ///< whole days since it was reported
  bool same_matter = false;
  std::int64_t score = 0;  ///< to the sum of the weights; 0 = not alike: too far, too old, or another category
};

/// Judges a case reported at `reported_at` at `there` against a report of `matter` at `here` and `now` (INC-16).
Likeness likeness(const DuplicateRules& rules, std::string_view matter, Wgs84Point here, Instant now,
                  std::string_view other_matter, Wgs84Point there, Instant reported_at);

/// Matters of one middle category are siblings: the same trouble is often filed under either.
bool are_siblings(std::string_view matter, std::string_view other);

/// Metres as shown to anybody: in tens and upwards, so that no place can be worked out by asking around it.
std::int64_t rough_metres(double metres);

}  // namespace linli::incidents
