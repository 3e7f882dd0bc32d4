#pragma once
#include "app/keeps.hpp"

namespace linli::duty {

/// The sheet as it would be written now: since the last one, or since the shift began.
HandoverView draft_handover(http::Call& call, const Settings& settings, const Uuid& unit);
/// Freezes the sheet over the signature of who goes. Refused `handover_not_on_duty`.
HandoverView write_handover(http::Call& call, const Settings& settings, const HandoverGiven& given);
/// Signed by who comes: somebody else of the unit. Refused `handover_own`, `handover_not_of_unit`, `handover_taken`.
HandoverView take_handover(http::Call& call, const Settings& settings);
HandoverView show_handover(http::Call& call, const Settings& settings, const Uuid& id);
/// A unit's sheets without their content, newest first.
std::vector<HandoverView> list_handovers(http::Call& call, const Uuid& unit,
                                         const std::optional<std::pair<Instant, Uuid>>& before, int most);

}  // namespace linli::duty
