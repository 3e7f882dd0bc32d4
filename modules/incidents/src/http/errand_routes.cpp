#include "http/errand_routes.hpp"

#include <boost/json.hpp>

#include "app/errands.hpp"
#include "app/firm_links.hpp"
#include "app/teams.hpp"
#include "http/answers.hpp"

namespace linli::incidents {
namespace {

using http::Call;
using http::Method;
using http::Pool;
using http::Response;

Response of_task(const FirmTaskView& task) {
  Response r = answer(kFirmTaskView, &task);
  r.headers["cache-control"] = "no-store";
  return r;
}

Response of_teams(const TeamsView& teams, int status = 200) { return answer(kTeamsView, &teams, status); }

void add(app::Registry& registry, http::Route route) {
  route.tag = "incidents";
  registry.routes.push_back(std::move(route));
}

void add_team_routes(app::Registry& registry) {
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/teams",
                 .operation = "listTeams",
                 .permission = "incidents.act",
                 .handle = [](Call& call) { return of_teams(show_teams(call)); },
                 .answer = &kTeamsView});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/teams",
                 .operation = "makeTeam",
                 .permission = "teams.manage",
                 .pool = Pool::write,
                 .handle = [](Call& call) { return of_teams(make_team(call, call.body<TeamGiven>(kTeamGiven)), 201); },
                 .body = &kTeamGiven,
                 .answer = &kTeamsView,
                 .success = 201});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/teams/{id}/changes",
                 .operation = "changeTeam",
                 .permission = "teams.manage",
                 .pool = Pool::write,
                 .handle = [](Call& call) { return of_teams(change_team(call, call.body<TeamChange>(kTeamChange))); },
                 .body = &kTeamChange,
                 .answer = &kTeamsView});
}

void add_case_routes(app::Registry& registry, Incidents& incidents) {
  add(registry,
      {.method = Method::post,
       .pattern = "/api/v1/incidents/{id}/errands",
       .operation = "handOn",
       .permission = "incidents.act",
       .pool = Pool::write,
       .handle = [&incidents](
                     Call& call) { return versioned(hand_on(call, incidents, call.body<ErrandGiven>(kErrandGiven))); },
       .body = &kErrandGiven,
       .answer = &kIncidentView});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/errands/{id}/actions",
                 .operation = "actOnErrand",
                 .permission = "incidents.act",
                 .pool = Pool::write,
                 .handle =
                     [&incidents](Call& call) {
                       return versioned(act_on_errand(call, incidents, call.body<ActionGiven>(kActionGiven)));
                     },
                 .body = &kActionGiven,
                 .answer = &kIncidentView});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/incidents/{id}/firm-links",
                 .operation = "makeFirmLink",
                 .permission = "incidents.act",
                 .pool = Pool::write,
                 .handle =
                     [&incidents](Call& call) {
                       const FirmLinkView link = make_firm_link(call, incidents, call.body<FirmGiven>(kFirmGiven));
                       return answer(kFirmLinkView, &link, 201);
                     },
                 .body = &kFirmGiven,
                 .answer = &kFirmLinkView,
                 .success = 201});
}

void add_firm_routes(app::Registry& registry, Incidents& incidents) {
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/public/firm-tasks/{token}",
                 .operation = "getFirmTask",
                 .permission = "",
                 .pool = Pool::write,  // each look is audited
                 .handle = [&incidents](Call& call) { return of_task(show_firm_task(call, incidents)); },
                 .answer = &kFirmTaskView});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/public/firm-tasks/{token}/arrival",
                 .operation = "arriveByLink",
                 .permission = "",
                 .pool = Pool::write,
                 .handle =
                     [&incidents](Call& call) {
                       return of_task(arrive_by_link(call, incidents, call.body<FirmArrivalGiven>(kFirmArrivalGiven)));
                     },
                 .body = &kFirmArrivalGiven,
                 .answer = &kFirmTaskView});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/public/firm-tasks/{token}/report",
                 .operation = "reportByLink",
                 .permission = "",
                 .pool = Pool::write,
                 .handle =
                     [&incidents](Call& call) {
                       return of_task(report_by_link(call, incidents, call.body<FirmReportGiven>(kFirmReportGiven)));
                     },
                 .body = &kFirmReportGiven,
                 .answer = &kFirmTaskView});
}

}  // namespace

void add_errand_routes(app::Registry& registry, Incidents& incidents) {
  add_team_routes(registry);
  add_case_routes(registry, incidents);
  add_firm_routes(registry, incidents);
}

}  // namespace linli::incidents
