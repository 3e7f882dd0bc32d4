#include "http/routes.hpp"

#include <boost/json.hpp>

#include "app/links.hpp"
#include "app/neighbours.hpp"
#include "incidents/answering.hpp"

namespace linli::neighbours {
namespace {

using http::Call;
using http::Method;
using http::Response;

Response answer(const Descriptor& d, const void* record, int status = 200) {
  return Response::of_json(write_record(d, record), status);
}

// A route whose work gives a record of `out`.
template <class Work>
http::Route route(Method method, const char* pattern, const char* operation, const char* permission, http::Pool pool,
                  Neighbours& neighbours, const Descriptor* body, const Descriptor& out, Work work, int status = 200) {
  http::Route made{method,
                   pattern,
                   operation,
                   permission,
                   pool,
                   [&neighbours, &out, work, status](Call& call) {
                     const auto record = work(call, neighbours);
                     return answer(out, &record, status);
                   },
                   body,
                   &out};
  made.success = status;
  return made;
}

}  // namespace

void add_routes(app::Registry& registry, Neighbours& n) {
  using http::Pool;
  std::vector<http::Route> routes;
  routes.push_back(route(Method::get, "/api/v1/public/neighbours/guide", "getReportingGuide", "", Pool::read, n,
                         nullptr, kGuideView, [](Call& call, Neighbours& m) { return show_guide(call, m); }));
  routes.push_back(route(
      Method::post, "/api/v1/public/neighbours/members", "joinNeighbours", "", Pool::write, n, &kJoinGiven, kMemberView,
      [](Call& call, Neighbours& m) { return join(call, m, call.body<JoinGiven>(kJoinGiven)); }, 201));
  routes.push_back(route(
      Method::post, "/api/v1/public/neighbours/reminders", "remindGridWorker", "", Pool::write, n, &kReminderGiven,
      kReminderReceipt,
      [](Call& call, Neighbours& m) { return remind(call, m, call.body<ReminderGiven>(kReminderGiven)); }, 201));
  routes.push_back(route(Method::get, "/api/v1/public/progress/{token}", "getProgress", "", Pool::read, n, nullptr,
                         kProgressView, [](Call& call, Neighbours& m) { return show_progress(call, m); }));
  routes.push_back({Method::post, "/api/v1/public/progress/{token}/revocation", "revokeProgressLink", "", Pool::write,
                    [](Call& call) {
                      call.body<ActGiven>(kActGiven);
                      revoke_link(call);
                      return Response::no_content();
                    },
                    &kActGiven});
  routes.push_back(route(Method::post, "/api/v1/public/progress/{token}/ratings", "rateByLink", "", Pool::write, n,
                         &kLinkRating, kProgressView, [](Call& call, Neighbours& m) {
                           const LinkRating given = call.body<LinkRating>(kLinkRating);
                           incidents::rate_as_reporter(call, linked_reminder(call).incident,
                                                       {given.id, given.score, given.reasons, given.text});
                           return show_progress(call, m);
                         }));
  routes.push_back(route(
      Method::post, "/api/v1/public/progress/{token}/appeals", "appealMark", "", Pool::write, n, &kAppealGiven,
      kProgressView, [](Call& call, Neighbours& m) { return appeal(call, m, call.body<AppealGiven>(kAppealGiven)); }));
  routes.push_back(route(Method::get, "/api/v1/public/buildings/{secret}", "scanBuildingCode", "", Pool::read, n,
                         nullptr, kBuildingView, [](Call& call, Neighbours& m) { return scan_code(call, m); }));
  routes.push_back(route(Method::get, "/api/v1/neighbours/buildings", "listBuildingCodes", "incidents.act", Pool::read,
                         n, nullptr, kBuildingCodesView,
                         [](Call& call, Neighbours& m) { return list_codes(call, m); }));
  routes.push_back(route(
      Method::post, "/api/v1/neighbours/buildings", "makeBuildingCode", "incidents.act", Pool::write, n,
      &kBuildingGiven, kBuildingCodeView,
      [](Call& call, Neighbours& m) { return make_code(call, m, call.body<BuildingGiven>(kBuildingGiven)); }, 201));
  routes.push_back(route(Method::post, "/api/v1/neighbours/buildings/{id}/withdrawal", "withdrawBuildingCode",
                         "incidents.act", Pool::write, n, &kActGiven, kBuildingCodeView, [](Call& call, Neighbours& m) {
                           call.body<ActGiven>(kActGiven);
                           return withdraw_code(call, m);
                         }));
  http::Route picture{Method::get, "/api/v1/neighbours/buildings/{id}/code.svg",   "drawBuildingCode", "incidents.act",
                      Pool::read,  [&n](Call& call) { return draw_code(call, n); }};
  picture.answer_type = "image/svg+xml";
  routes.push_back(std::move(picture));
  routes.push_back(route(Method::get, "/api/v1/incidents/{id}/false-mark", "getFalseMark", "incidents.view", Pool::read,
                         n, nullptr, kMarkView, [](Call& call, Neighbours&) { return show_mark(call); }));
  routes.push_back(route(
      Method::post, "/api/v1/incidents/{id}/false-mark", "markFalse", "incidents.act", Pool::write, n, &kMarkGiven,
      kMarkView, [](Call& call, Neighbours&) { return mark_false(call, call.body<MarkGiven>(kMarkGiven)); }, 201));
  routes.push_back(route(Method::post, "/api/v1/incidents/{id}/false-mark/decision", "decideFalseMark", "incidents.act",
                         Pool::write, n, &kDecisionGiven, kMarkView, [](Call& call, Neighbours&) {
                           return decide_mark(call, call.body<DecisionGiven>(kDecisionGiven));
                         }));
  for (http::Route& one : routes) {
    one.tag = "neighbours";
    registry.routes.push_back(std::move(one));
  }
}

}  // namespace linli::neighbours
