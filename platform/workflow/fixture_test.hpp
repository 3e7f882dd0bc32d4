#pragma once
#include <boost/json.hpp>

#include "platform/testing/database.hpp"
#include "platform/testing/shows.hpp"
#include "platform/workflow/generate.hpp"
#include "platform/workflow/workflow.hpp"

/// What the tests of the engine share: the incident's life as shipped, with plain stand-ins for the module's guards.
namespace linli::workflow {

/// A file of the source tree, by its path from the root.
std::string file_text(const std::string& path);

/// Every name the incident's file may use, written out once more on purpose.
const Names& incident_names();
Definition incident_definition();
/// Guards that pass unless the fact `refuse` names them; limits of fixed length; effects that do nothing.
void register_incident(Engine& engine);
std::map<std::string, Guard, std::less<>> incident_guards();

std::shared_ptr<const WorkingCalendar> calendar_2026();
const CityZone& city();
/// Wall-clock time in the city: `at("2026-09-30 16:20")`.
Instant at(const std::string& local);

inline constexpr const char* kGrid = "440104001002003";
/// A person with one role over the whole district of kGrid.
access::Principal somebody(const std::string& role);
/// Of a unit that has no territory.
access::Principal somebody_of(const std::string& role, const Uuid& unit);
access::Principal the_system();
Uuid new_id();

/// A case in `state` with the facts the shipped file asks for, none of them set.
Snapshot case_in(const std::string& state, const Uuid& unit = {});
/// Values that satisfy what the action needs.
std::shared_ptr<const json::object> form_for(const Definition& d, const Action& action);
Attempt attempt_of(const Definition& d, const std::string& action, const access::Principal& who, Instant now);

}  // namespace linli::workflow
