#pragma once
#include "app/keeps.hpp"

namespace linli::duty {

GridView grid_view(const http::Call& call, const GridRole& role);
/// Who answers for a grid at an instant.
GridView show_grid(http::Call& call, const std::string& grid, Instant at);
/// A and B roles of the grids of a community (or of one grid), now.
std::vector<GridView> list_grids(http::Call& call, const std::string& scope);
/// Who may be the B role of a grid: other grid workers of the street.
std::vector<CandidateView> candidates(http::Call& call, const std::string& grid);
/// Sets the B role; leave of A that is under way or to come is lent anew. Refused `deputy_not_fit`, `deputy_is_a`.
GridView set_deputy(http::Call& call, const std::string& grid, const DeputyGiven& given);

/// Leave under way or to come, of people whose rosters the caller may see.
std::vector<LeaveView> list_leaves(http::Call& call);
/// Enters leave and lends the grids of whom it is to their B roles. Refused `leave_too_long`, `leave_past`,
/// `leave_twice`.
LeaveView enter_leave(http::Call& call, const Settings& settings, const LeaveGiven& given);
/// Ends leave with yesterday, or takes it back before it began; what was lent ends at once. Refused `leave_over`.
void end_leave(http::Call& call);

}  // namespace linli::duty
