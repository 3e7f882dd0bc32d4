#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kernel/refusal.hpp"
#include "platform/http/call.hpp"

/// The list of cases as other modules name parts of it: by its conditions.
namespace linli::incidents {

/// Conditions by the names of `GET /api/v1/incidents`, and its `order`.
using Conditions = std::map<std::string, std::string>;

/// What makes no sense in each of some sets of conditions as of today: `field` is the condition. One round trip.
/// condition_unknown condition_wrong condition_state_gone condition_matter_gone condition_area_gone
/// condition_unit_closed, each with its `value`.
std::vector<std::vector<FieldError>> mistakes_in(http::Call& call, const std::vector<Conditions>& lists);

/// How many cases within the caller's reach fulfil each of some sets of conditions, to 10,000; nothing for one that
/// holds closed cases too: only what is open is few enough to be counted in passing. One round trip.
std::vector<std::optional<std::int64_t>> count_open(http::Call& call, const std::vector<Conditions>& lists);

}  // namespace linli::incidents
