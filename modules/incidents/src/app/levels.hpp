#pragma once
#include "platform/workflow/workflow.hpp"

namespace linli::incidents {

/// Effects that move a case between the centres of community, street, district and city (INC-09): `move_up`,
/// `move_down`, `ask_raise`, `drop_raise`. The number stays; the centre's unit changes. Refused `no_centre_above`,
/// `no_centre_below`.
void register_levels(workflow::Engine& engine);

}  // namespace linli::incidents
