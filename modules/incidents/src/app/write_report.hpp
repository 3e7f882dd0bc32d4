#pragma once
#include "app/report_incident.hpp"
#include "domain/place_history.hpp"
#include "platform/workflow/workflow.hpp"
#include "store/cases.hpp"
#include "territory/territory.hpp"

namespace linli::incidents {

/// What is known of place and people when a report comes in.
struct Surroundings {
  std::vector<EarlierCase> near;  ///< of the same matter, in a box around the place, not taken back
  std::optional<Uuid> centre;     ///< the street's centre
  std::optional<Uuid> worker;     ///< of the grid
  std::optional<std::string> worker_name;
  std::optional<Uuid> staff;  ///< whose phone the reporter gave
};

/// A report after its checks: what the transaction writes.
struct Checked {
  const NewReport* report = nullptr;
  const Matter* matter = nullptr;
  Intake intake = Intake::staff;
  Wgs84Point place;
  territory::Located located;
  std::string description, address, source, urgency, phone, phone_token;
  std::optional<std::string> name, email;
  std::string digest;                   ///< of what a retry must say alike
  std::optional<OutsideOrder> outside;  ///< the number and the clock of the system it came from
  Surroundings around;
  std::int64_t earlier = 0;  ///< cases of the matter at this place before
  bool has_contact() const { return name || email || !phone.empty(); }
};

/// What can be judged without the database; every mistake of form at once. `report` must outlive the result.
Checked check_report(Incidents& incidents, const NewReport& report, Intake intake);
/// Judges the report by place and day: the district must admit the matter (INC-03), and the third time at one place is
/// not for self-handling.
void look_round(const Incidents& incidents, Checked& checked, Surroundings around, Instant now);
/// The keyed digest of what was sent: a retry has the same, another report under the same id does not.
std::string content_digest(const http::Call& call);
/// A report that was filed: its row as far as it is settled by then, and the case as the engine will find it.
struct Filed {
  Case row;
  workflow::Snapshot at;
};
/// Adds all that a checked report writes to `batch`.
Filed write_report(db::Batch& batch, http::Call& call, Incidents& incidents, const workflow::Engine& engine,
                   const Checked& checked, const std::string& number);

}  // namespace linli::incidents
