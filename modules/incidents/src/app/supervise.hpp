#pragma once
#include "app/incidents.hpp"
#include "http/dto.hpp"
#include "platform/http/call.hpp"
#include "platform/workflow/workflow.hpp"

namespace linli::incidents {

/// Effects of supervision letters (DSP-05): opened with a number, a grade and a day to answer by; answered by the
/// unit's head; settled or sent back by a leader.
void register_supervision(workflow::Engine& engine, Incidents& incidents);

/// Supervision letters of cases the caller may see, unsettled ones only unless `all=true`; keyset pages by due.
SupervisionPage list_supervisions(http::Call& call, Incidents& incidents);

/// What is kept on the books below a division, for everybody: kind of cause, day of review, unit; no words.
SuspendedPage list_suspended(http::Call& call, Incidents& incidents);

}  // namespace linli::incidents
