#pragma once
#include "app/incidents.hpp"
#include "http/errand_dto.hpp"
#include "platform/http/call.hpp"

namespace linli::incidents {

/// The caller's units with their people and teams: who a case may be handed to inside the unit.
TeamsView show_teams(http::Call& call);
/// The head registers a team of people of the unit. Refused `forbidden`, `hands_unknown` (somebody does not work
/// there), `team_name_taken`, `record_id_reused`.
TeamsView make_team(http::Call& call, const TeamGiven& given);
/// Name and members from now on, or the end of a team; what it has in hand stays in its hands. Refused as `make_team`,
/// and `team_unknown`.
TeamsView change_team(http::Call& call, const TeamChange& change);

/// The example of policy/teams.yaml: a demo's units with crews have one team each.
void fill_demo_teams(db::Connection& db, Instant now);

}  // namespace linli::incidents
