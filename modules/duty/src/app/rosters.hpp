#pragma once
#include "app/keeps.hpp"

namespace linli::duty {

/// A unit's week from `from` on: days, shifts, what is uncovered, who may be put on duty.
RosterView show_roster(http::Call& call, const Settings& settings, const Uuid& unit, LocalDate from);
/// Units whose rosters the caller may see, with who is on duty now; `after` is the last of the page before.
std::vector<UnitView> list_units(http::Call& call, const std::optional<std::pair<std::string, Uuid>>& after, int most,
                                 std::vector<std::string>& prefixes);
/// Puts somebody on duty. Refused `shift_past`, `shift_too_long`, `shift_not_fit`, `shift_on_leave`, `shift_twice`.
ShiftView enter_shift(http::Call& call, const Settings& settings, const ShiftGiven& given);
/// Takes a shift off the roster, or ends it now once it has begun. Refused `shift_over`.
void end_shift(http::Call& call);
/// Enters a week's shifts once more in another week; those that cannot be are left out and named.
CopyView copy_week(http::Call& call, const Settings& settings, const CopyGiven& given);

}  // namespace linli::duty
