#pragma once
#include <map>
#include <string>

#include "kernel/time.hpp"

namespace linli::worklists {

/// Conditions of the list by name.
using Conditions = std::map<std::string, std::string>;

/// A view outlives its day: "due before the end of tomorrow" is kept as `due_days` = 1, days from today in the city's
/// calendar, 0 for today. `asked` holds `due_before` as the list takes it; a good instant is expected.
Conditions to_keep(Conditions asked, const CityZone& zone, Instant now);
/// The same conditions for the list of today: `due_before` is the end of that day.
Conditions to_ask(Conditions kept, const CityZone& zone, Instant now);

}  // namespace linli::worklists
