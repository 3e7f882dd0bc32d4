#pragma once
#include "app/incidents.hpp"
#include "http/dto.hpp"

namespace linli::incidents {

/// One page of cases within the caller's reach; order `due` (what goes red next) or `changed`. `next` is an opaque
/// continuation point, empty at the end; `total` counts to 10,000.
struct CasePage {
  std::vector<IncidentRow> items;
  std::string next;
  std::int64_t total = 0;
};

/// The first `most` cases of the list that the request's filters describe, in its order and within the caller's reach
/// of `permission`, as read_case takes them: one statement, so all of one moment.
db::Rows first_listed(http::Call& call, std::string_view permission, int most);
/// These cases, as far as the caller's reach of `permission` holds them, as read_case takes them, in this order.
db::Rows chosen_cases(http::Call& call, std::string_view permission, const std::vector<Uuid>& cases);
/// How many cases that list has in all, counted to 10,000.
std::int64_t count_listed(http::Call& call, std::string_view permission);

/// Adds counting the list, to 10,000, if its filters hold only open cases; false and nothing otherwise.
bool add_open_count(db::Batch& batch, http::Call& call);

/// The box of the filter `bbox` as west, south, east, north in 1e-7 degrees; Refused{fields} when it is none.
std::optional<std::vector<std::int32_t>> box_of(const http::Request& request);
/// The parts of a text between commas, without empty ones.
std::vector<std::string> split(const std::string& text);

CasePage list_incidents(http::Call& call, Incidents& incidents);
/// The same filters as points (at most 500) or, when there are more, as clusters by area.
MapView map_incidents(http::Call& call, Incidents& incidents);
/// What the caller must do now: counts that are links, what goes red next, the last fourteen days.
WorkbenchView workbench(http::Call& call, Incidents& incidents);
/// Closed, solved and satisfied as three figures; self-handled and cancelled beside, never inside (INC-19).
LoopFigures loop_figures(http::Call& call, Incidents& incidents);

}  // namespace linli::incidents
