#pragma once
#include "app/incidents.hpp"
#include "http/dto.hpp"

namespace linli::incidents {

/// What the list's filters show as a CSV file for WPS and Excel, within the reach of `incidents.export` (DAT-09): the
/// columns of the list, staff by masked names, nothing of reporters, no descriptions, no query codes. The audit entry
/// (purpose, filters, rows, SM3 of the file) is durable before the file leaves; number, time and person stand in its
/// last line, the number in its name. An export is of its moment: a record id serves once, and a retry is refused
/// (export_made_already) rather than answered with other rows. Cases that were chosen one by one are taken whatever the
/// filters say, all or none. Throws Refused: export_too_large (values: rows, limit), export_beyond_reach (count).
http::Response export_incidents(http::Call& call, Incidents& incidents, const ExportGiven& given);

}  // namespace linli::incidents
