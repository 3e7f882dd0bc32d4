#pragma once
#include "app/incidents.hpp"
#include "http/dto.hpp"
#include "platform/workflow/workflow.hpp"

namespace linli::incidents {

/// Merges the case in the path into another (`fields.into`: its id or number) with a reason (INC-16): it ends as
/// `merged`, counted beside the closure rate; reporters, words, photos and persons stay with it and are answered when
/// the other one is. Duties of both count together from then on. Idempotent by `given.id`. Throws Refused:
/// merge_into_itself, merge_into_merged (values: number), merge_into_ended (number, state), answered_already,
/// merge_across_districts, merge_separation (who, duty, held), and what the engine refuses.
void merge_incident(http::Call& call, const ActionGiven& given, json::object fields);

/// Takes a merge back while the other case is not yet answered: state, owner and clock as they were; the history of
/// both tells it. What was merged into this one before comes with it. Throws Refused: unmerge_too_late (number, state).
void unmerge_incident(http::Call& call, const ActionGiven& given, json::object fields);

/// Adds to `batch`, after the steps it follows, what the orders merged into `root` ask of it: the earlier of their
/// clocks and its own. Also when one of them goes out again, or its system gave it another deadline (INC-15).
void carry_outside(db::Batch& batch, const workflow::Snapshot& root);

}  // namespace linli::incidents
