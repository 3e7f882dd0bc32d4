#pragma once
#include <string_view>

#include "platform/http/call.hpp"
#include "platform/workflow/workflow.hpp"

namespace linli::incidents {

/// Effects that move a case between the centres of community, street, district and city (INC-09): `move_up`,
/// `move_down`, `ask_raise`, `drop_raise`. The number stays; the centre's unit changes. Refused `no_centre_above`,
/// `no_centre_below`.
void register_levels(workflow::Engine& engine);

/// Where `permission` reaches as far as the caller's own work goes (DSP-02): whoever works at a centre (dispatcher,
/// leader) has there what is at that centre's level, not all of its territory; other roles, units and persons reach
/// what they always do. A centre stands among the prefixes as `=` and its id (sql/parts). A place without a centre has
/// no levels: there it is the territory. At most one round trip.
access::Reach reach_at_level(http::Call& call, std::string_view permission);

/// Whether a reach was narrowed to a level.
bool is_at_level(const access::Reach& reach);

}  // namespace linli::incidents
