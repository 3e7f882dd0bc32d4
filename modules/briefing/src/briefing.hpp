#pragma once
#include <string>
#include <vector>

#include "kernel/descriptor.hpp"
#include "platform/http/call.hpp"

namespace linli::briefing {

struct WaitingRow {
  Uuid incident;
  std::string what;  ///< raise, suspension, supervision, review, ruling
};
struct Numbers {
  std::int64_t collected = 0, closed = 0, self_handled = 0;  ///< since midnight
  std::int64_t open = 0, overdue = 0, urgent = 0;            ///< as it stands
};
struct AreaNumbers : Numbers {
  std::string code, name;
};
struct UnitNumbers {
  std::string name;
  std::int64_t open = 0, overdue = 0;
};
struct TodayView : Numbers {
  Instant at;
  std::string scope_name;
  std::vector<AreaNumbers> areas;  ///< of the level below the reader's
  std::vector<UnitNumbers> units;  ///< that have work in hand, the most overdue first
};

extern const Descriptor kWaitingRow, kTodayView;

/// Cases that wait for a leader within the reach of `incidents.act`, at most 20. What the caller may do there, and
/// whether anything, is asked of each case.
std::vector<WaitingRow> waiting(http::Call& call);

/// Today's numbers within the reach of `figures.view`; `?scope=` narrows it. Throws Refused{"forbidden"}.
TodayView today(http::Call& call);

}  // namespace linli::briefing
