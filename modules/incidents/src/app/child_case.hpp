#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "app/incidents.hpp"
#include "http/dto.hpp"
#include "platform/http/call.hpp"
#include "platform/workflow/workflow.hpp"
#include "store/cases.hpp"

/// What cases of an incident's own (help asked for, errands) have in common: they live by workflows of their own under
/// the incident's number, place, people and separation of duties.
namespace linli::incidents {

/// The beginning of a child of `of`, which the engine holds as `parent`: for `unit`, with the incident's participants.
workflow::Snapshot child_of(const workflow::Snapshot& parent, const Case& of, const Uuid& id, const Uuid& unit);
/// The facts of a child as its incident has them; `row` holds incident, district, scope_code, matter, urgency, number
/// and subject.
void set_child_facts(const Incidents& incidents, workflow::Snapshot& at, const db::Row& row);
/// The incident of a child: what belongs to it (words, files) is kept as the incident's.
workflow::Snapshot incident_of(const workflow::Snapshot& child);

/// What the caller may do with a child; of what is not allowed, with the reason, only what `is_told` says yes to.
std::vector<ActionOffer> child_offers(http::Call& call, std::string_view workflow, const Uuid& id,
                                      const std::function<bool(const workflow::ActionView&)>& is_told);

}  // namespace linli::incidents
