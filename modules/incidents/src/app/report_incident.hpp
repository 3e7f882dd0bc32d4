#pragma once
#include "app/incidents.hpp"
#include "http/dto.hpp"
#include "incidents/channel.hpp"

namespace linli::incidents {

/// Who brings a report in and how it enters the loop.
enum class Intake {
  staff,  ///< a signed-in worker: collected (or closed on the spot as self-handling)
  open,   ///< a resident without sign-in: one-key reminder to the grid's worker (PUB-03)
  order,  ///< another system: collected, by nobody of ours (INC-15)
};

/// What was settled before a report is filed.
struct Origin {
  std::string number = {};  ///< its number for life, given by a demo's made-up past; else the next one of the day
  std::string digest = {};  ///< of what a retry must say alike; else of the request's body
  std::optional<OutsideOrder> outside = {};
};

/// Files a report (INC-10): place -> grid, matter in the catalogue, number for life, vault, history, timers, counter,
/// audit and outbox in one transaction. A second call with the same id and content gives the first receipt again;
/// with other content Refused{"record_id_reused"}. Refuses: matter_unknown, matter_not_public, outside_city,
/// evidence_missing, file_unknown, self_handling_not_listed, self_handling_evidence, self_handling_repeat (values:
/// count, limit, days).
Receipt report_incident(http::Call& call, Incidents& incidents, const NewReport& report, Intake intake,
                        const Origin& origin = {});

}  // namespace linli::incidents
