#pragma once
#include "app/incidents.hpp"
#include "http/print_dto.hpp"

namespace linli::incidents {

/// One of a case's papers as PDF, for those without a phone (INC-05: each step has actor, time, evidence): dispatch
/// slip
///, supervision letter (DSP-05), rectification notice (DSP-07), each with a signing column. It
/// shows nothing its printer may not see (incident_not_found), and less where it goes to others: a slip names reporters
/// who consented only, masked unless the printer may reveal and says why (each traced as personal.reveal); long figures
/// in free text are starred out; a notice says nothing of who reported and shows staff's pictures only. Numbered and
/// audited before it leaves (platform/prints). Throws Refused: print_without_unit (not dispatched yet),
/// print_without_letter, fields.
http::Response print_paper(http::Call& call, Incidents& incidents, const PrintGiven& given);

/// What was printed of the case `{id}`, newest first; who a notice was addressed to, as it was kept in the vault.
std::vector<PrintRow> list_prints(http::Call& call, Incidents& incidents);

/// Keeps the signed copy of the print `{number}` with the case, as a file of the stage `paper` that counts as no
/// evidence. A later one replaces what the print names; the file stays. Throws Refused: print_not_found, file_unknown.
std::vector<PrintRow> keep_signed_paper(http::Call& call, Incidents& incidents, const SignedGiven& given);

}  // namespace linli::incidents
