#include "http/routes.hpp"

#include <boost/json.hpp>

#include "app/act_on_incident.hpp"
#include "app/assists.hpp"
#include "app/duplicates.hpp"
#include "app/export_incidents.hpp"
#include "app/follow_case.hpp"
#include "app/follow_report.hpp"
#include "app/list_incidents.hpp"
#include "app/present.hpp"
#include "app/report_incident.hpp"
#include "app/show_catalogue.hpp"
#include "app/show_incident.hpp"
#include "app/supervise.hpp"
#include "app/telephone.hpp"
#include "http/answers.hpp"
#include "http/dto.hpp"
#include "http/errand_routes.hpp"
#include "http/list_routes.hpp"
#include "http/print_routes.hpp"

namespace linli::incidents {
namespace {

using http::Call;
using http::Method;
using http::Response;

// The routes' handlers hold a pointer to the module's one Incidents, which lives as long as the program.
template <class Work>
std::function<Response(Call&)> with(Incidents& incidents, Work work) {
  return [&incidents, work](Call& call) { return work(call, incidents); };
}

template <class Page>
Response page(const Descriptor& row, const Page& page) {
  json::array items;
  for (const auto& item : page.items) items.push_back(write_record(row, &item));
  json::value next = page.next.empty() ? json::value() : json::value(page.next);
  return Response::of_json(json::object{{"items", std::move(items)}, {"next", std::move(next)}});
}

Response page_of(const CasePage& page) {
  json::array items;
  for (const IncidentRow& row : page.items) items.push_back(write_record(kIncidentRow, &row));
  json::object body{{"items", std::move(items)}, {"total", page.total}};
  if (page.next.empty())
    body["next"] = nullptr;
  else
    body["next"] = page.next;
  return Response::of_json(std::move(body));
}

std::vector<http::QueryParameter> list_filters() {
  return {{"state"},
          {"matter"},
          {"scope"},
          {"source"},
          {"urgency"},
          {"unit", FieldType::uuid},
          {"due_before", FieldType::instant},
          {"overdue", FieldType::boolean},
          {"open", FieldType::boolean},
          {"mine", FieldType::boolean},
          {"text"},
          {"spot_check"},
          {"level", FieldType::text, "own: open cases at the caller's own level (community, street, district, city)"},
          {"bbox"}};
}

std::vector<http::QueryParameter> ordered_filters() {
  std::vector<http::QueryParameter> filters = list_filters();
  filters.push_back({"order"});
  return filters;
}

std::vector<http::QueryParameter> page_filters() {
  std::vector<http::QueryParameter> filters = ordered_filters();
  filters.push_back({"after"});
  filters.push_back({"limit", FieldType::integer});
  return filters;
}

void add(app::Registry& registry, http::Route route) {
  route.tag = "incidents";
  registry.routes.push_back(std::move(route));
}

void add_staff_routes(app::Registry& registry, Incidents& incidents) {
  add(registry, {Method::get,
                 "/api/v1/matters",
                 "listMatters",
                 "",
                 http::Pool::read,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const CatalogueView view = show_catalogue(call, i);
                        return answer(kCatalogueView, &view);
                      }),
                 nullptr,
                 &kCatalogueView,
                 false,
                 {{"audience"},
                  {"area", FieldType::text, "division code from the district down: what may be filed there today"}}});
  add(registry, {Method::post, "/api/v1/incidents", "reportIncident", "incidents.report", http::Pool::write,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const Receipt receipt =
                            report_incident(call, i, call.body<NewReport>(kNewReport), Intake::staff);
                        return answer(kReceipt, &receipt, 201);
                      }),
                 &kNewReport, &kReceipt});
  add(registry, {Method::get, "/api/v1/incidents", "listIncidents", "incidents.view", http::Pool::read,
                 with(incidents, [](Call& call, Incidents& i) { return page_of(list_incidents(call, i)); }), nullptr,
                 &kIncidentRow, true, page_filters()});
  add(registry, {Method::get, "/api/v1/incidents/map", "mapIncidents", "incidents.view", http::Pool::read,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const MapView map = map_incidents(call, i);
                        return answer(kMapView, &map);
                      }),
                 nullptr, &kMapView, false, list_filters()});
  http::Route taken{Method::post,
                    "/api/v1/incidents/exports",
                    "exportIncidents",
                    "incidents.export",
                    http::Pool::slow,
                    with(incidents, [](Call& call, Incidents& i) {
                      return export_incidents(call, i, call.body<ExportGiven>(kExportGiven));
                    })};
  taken.body = &kExportGiven;
  taken.query = ordered_filters();
  taken.answer_type = "text/csv";
  add(registry, std::move(taken));
  add(registry, {Method::get,
                 "/api/v1/incidents/first-asked",
                 "listFirstAsked",
                 "incidents.view",
                 http::Pool::read,
                 with(incidents, [](Call& call, Incidents& i) { return page_of(list_first_asked(call, i)); }),
                 nullptr,
                 &kIncidentRow,
                 true,
                 {{"owing", FieldType::boolean}, {"after"}, {"limit", FieldType::integer}}});
  add(registry, {Method::post, "/api/v1/callers", "findCaller", "incidents.reveal", http::Pool::write,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        return page_of(cases_of_caller(call, i, call.body<CallerGiven>(kCallerGiven)));
                      }),
                 &kCallerGiven, &kIncidentRow, true});
  add(registry, {Method::get,
                 "/api/v1/places",
                 "findPlaces",
                 "incidents.report",
                 http::Pool::read,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const FoundPlaces found = find_places(call, i);
                        return answer(kFoundPlaces, &found);
                      }),
                 nullptr,
                 &kFoundPlaces,
                 false,
                 {{"text"}}});
  add(registry, {Method::get, "/api/v1/incidents/{id}/colleagues", "listColleagues", "incidents.view", http::Pool::read,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const ColleaguesView found = list_colleagues(call, i);
                        return answer(kColleaguesView, &found);
                      }),
                 nullptr, &kColleaguesView});
  add(registry, {Method::get, "/api/v1/incidents/{id}", "getIncident", "incidents.view", http::Pool::read,
                 with(incidents, [](Call& call, Incidents& i) { return versioned(show_incident(call, i)); }), nullptr,
                 &kIncidentView});
  add(registry, {Method::post, "/api/v1/incidents/{id}/actions", "actOnIncident", "incidents.act", http::Pool::write,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        return versioned(act_on_incident(call, i, call.body<ActionGiven>(kActionGiven)));
                      }),
                 &kActionGiven, &kIncidentView});
  add(registry, {Method::get, "/api/v1/incidents/{id}/duplicates", "listDuplicates", "incidents.view", http::Pool::read,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const DuplicatesView found = duplicates_of(call, i);
                        return answer(kDuplicatesView, &found);
                      }),
                 nullptr, &kDuplicatesView});
  add(registry,
      {Method::post, "/api/v1/incidents/{id}/followers", "followIncident", "incidents.report", http::Pool::write,
       with(incidents,
            [](Call& call, Incidents& i) {
              const Receipt receipt = follow_case(call, i, call.id_param("id"), call.body<FollowGiven>(kFollowGiven));
              return answer(kReceipt, &receipt, 201);
            }),
       &kFollowGiven, &kReceipt});
  add(registry, {Method::post, "/api/v1/incidents/{id}/contacts/{record}/reveal", "revealContact", "incidents.reveal",
                 http::Pool::write,
                 with(incidents,
                      [](Call& call, Incidents&) {
                        const auto given = call.body<RevealGiven>(kRevealGiven);
                        const ContactView contact =
                            reveal_contact(call, call.id_param("id"), call.id_param("record"), given.purpose);
                        return answer(kContactView, &contact);
                      }),
                 &kRevealGiven, &kContactView});
  add(registry, {Method::post, "/api/v1/incidents/{id}/assists", "askAssist", "incidents.act", http::Pool::write,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        return versioned(ask_assist(call, i, call.body<AssistGiven>(kAssistGiven)));
                      }),
                 &kAssistGiven, &kIncidentView});
  add(registry, {Method::post, "/api/v1/assists/{id}/actions", "actOnAssist", "incidents.act", http::Pool::write,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        return versioned(act_on_assist(call, i, call.body<ActionGiven>(kActionGiven)));
                      }),
                 &kActionGiven, &kIncidentView});
  add(registry, {Method::get,
                 "/api/v1/assists",
                 "listAssists",
                 "incidents.view",
                 http::Pool::read,
                 with(incidents, [](Call& call, Incidents& i) { return page(kAssistRow, list_assists(call, i)); }),
                 nullptr,
                 &kAssistRow,
                 true,
                 {{"open", FieldType::boolean}, {"after"}, {"limit", FieldType::integer}}});
  add(registry,
      {Method::get,
       "/api/v1/supervisions",
       "listSupervisions",
       "incidents.view",
       http::Pool::read,
       with(incidents, [](Call& call, Incidents& i) { return page(kSupervisionRow, list_supervisions(call, i)); }),
       nullptr,
       &kSupervisionRow,
       true,
       {{"all", FieldType::boolean}, {"after"}, {"limit", FieldType::integer}}});
  add(registry, {Method::get, "/api/v1/workbench", "getWorkbench", "incidents.view", http::Pool::read,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const WorkbenchView view = workbench(call, i);
                        return answer(kWorkbenchView, &view);
                      }),
                 nullptr, &kWorkbenchView});
  add(registry, {Method::get,
                 "/api/v1/figures/loop",
                 "getLoopFigures",
                 "figures.view",
                 http::Pool::read,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const LoopFigures figures = loop_figures(call, i);
                        return answer(kLoopFigures, &figures);
                      }),
                 nullptr,
                 &kLoopFigures,
                 false,
                 {{"from", FieldType::date}, {"to", FieldType::date}, {"scope"}, {"source"}}});
}

void add_public_routes(app::Registry& registry, Incidents& incidents) {
  add(registry, {Method::post, "/api/v1/public/reports", "reportAsResident", "", http::Pool::write,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const Receipt receipt =
                            report_incident(call, i, call.body<NewReport>(kNewPublicReport), Intake::open);
                        return answer(kReceipt, &receipt, 201);
                      }),
                 &kNewPublicReport, &kReceipt});
  add(registry, {Method::get,
                 "/api/v1/public/duplicates",
                 "findDuplicates",
                 "",
                 http::Pool::read,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const DuplicatesView found = duplicates_near(call, i);
                        return answer(kDuplicatesView, &found);
                      }),
                 nullptr,
                 &kDuplicatesView,
                 false,
                 {{"matter"}, {"lon"}, {"lat"}, {"system"}}});
  add(registry, {Method::post, "/api/v1/public/followers", "followAsResident", "", http::Pool::write,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const FollowGiven given = call.body<FollowGiven>(kPublicFollowGiven);
                        const Receipt receipt = follow_case(call, i, given.incident, given);
                        return answer(kReceipt, &receipt, 201);
                      }),
                 &kPublicFollowGiven, &kReceipt});
  add(registry, {Method::get,
                 "/api/v1/public/reports/{number}",
                 "followReport",
                 "",
                 http::Pool::read,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const FollowView view = follow_report(call, i, find_own_report(call, i));
                        return answer(kFollowView, &view);
                      }),
                 nullptr,
                 &kFollowView,
                 false,
                 {{"code"}}});
  add(registry, {Method::post,
                 "/api/v1/public/reports/{number}/urgings",
                 "urgeReport",
                 "",
                 http::Pool::write,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const FollowView view = urge_report(call, i, call.body<UrgingGiven>(kUrgingGiven));
                        return answer(kFollowView, &view);
                      }),
                 &kUrgingGiven,
                 &kFollowView,
                 false,
                 {{"code"}}});
  add(registry, {Method::get,
                 "/api/v1/public/suspended",
                 "listSuspended",
                 "",
                 http::Pool::read,
                 with(incidents, [](Call& call, Incidents& i) { return page(kSuspendedRow, list_suspended(call, i)); }),
                 nullptr,
                 &kSuspendedRow,
                 true,
                 {{"scope"}, {"after"}, {"limit", FieldType::integer}}});
  http::Route photo{Method::get,      "/api/v1/public/reports/{number}/files/{digest}",
                    "getReportFile",  "",
                    http::Pool::read, with(incidents, [](Call& call, Incidents& i) { return show_own_file(call, i); })};
  photo.query = {{"code"}, {"copy"}};
  photo.answer_type = "*/*";
  add(registry, std::move(photo));
  add(registry, {Method::post,
                 "/api/v1/public/reports/{number}/ratings",
                 "rateReport",
                 "",
                 http::Pool::write,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const FollowView view = rate_report(call, i, call.body<RatingGiven>(kRatingGiven));
                        return answer(kFollowView, &view);
                      }),
                 &kRatingGiven,
                 &kFollowView,
                 false,
                 {{"code"}}});
  add(registry, {Method::post,
                 "/api/v1/public/reports/{number}/withdrawal",
                 "withdrawReport",
                 "",
                 http::Pool::write,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const FollowView view = withdraw_report(call, i, call.body<WithdrawalGiven>(kWithdrawalGiven));
                        return answer(kFollowView, &view);
                      }),
                 &kWithdrawalGiven,
                 &kFollowView,
                 false,
                 {{"code"}}});
  add(registry, {Method::post,
                 "/api/v1/public/reports/{number}/additions",
                 "addToReport",
                 "",
                 http::Pool::write,
                 with(incidents,
                      [](Call& call, Incidents& i) {
                        const FollowView view = add_to_report(call, i, call.body<AdditionGiven>(kAdditionGiven));
                        return answer(kFollowView, &view);
                      }),
                 &kAdditionGiven,
                 &kFollowView,
                 false,
                 {{"code"}}});
}

}  // namespace

void add_routes(app::Registry& registry, Incidents& incidents) {
  add_staff_routes(registry, incidents);
  add_public_routes(registry, incidents);
  add_errand_routes(registry, incidents);
  add_list_routes(registry, incidents);
  add_print_routes(registry, incidents);
}

}  // namespace linli::incidents
