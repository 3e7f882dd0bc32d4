#pragma once
#include "app/keeps.hpp"

namespace linli::duty {

/// The hand-over sheet `{id}` as PDF with a column to sign, as it was frozen: numbered and audited before it leaves
/// (platform/prints), long figures in the notes starred out as on every paper. Who has signed in the program stands on
/// it. Throws Refused{"not_found"} for whoever may not see the sheet, `print_made_already`.
http::Response print_handover(http::Call& call, const Settings& settings);

}  // namespace linli::duty
