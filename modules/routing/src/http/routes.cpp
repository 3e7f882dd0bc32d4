#include "http/routes.hpp"

#include <boost/json.hpp>
#include <limits>

#include "app/precedents.hpp"
#include "app/publish.hpp"
#include "app/rehearse.hpp"
#include "app/show_rules.hpp"
#include "http/dto.hpp"
#include "platform/app/module.hpp"
#include "platform/http/page.hpp"
#include "routing_sql.hpp"
#include "store/store.hpp"

namespace linli::routing {
namespace {

using http::Call;
using http::Method;
using http::Response;

constexpr const char* kView = "routing.view";
constexpr const char* kManage = "routing.manage";
constexpr std::size_t kListBytes = 2 << 20;

template <class View>
Response answer(const Descriptor& d, const View& view, int status = 200) {
  return Response::of_json(write_record(d, &view), status);
}

// A page from one row more than it shows; `key` names the row after which the next page begins.
template <class Row, class Key>
Response page_of(const Descriptor& d, const std::vector<Row>& rows, int limit, Key key) {
  json::array items;
  json::value next;
  for (const Row& row : rows) {
    if (items.size() == static_cast<std::size_t>(limit)) {
      next = json::string(http::cursor({key(rows[items.size() - 1])}));
      break;
    }
    items.push_back(write_record(d, &row));
  }
  return Response::of_json(json::object{{"items", std::move(items)}, {"next", std::move(next)}});
}

Response get_rules(Call& call) {
  const RuleSet newest = store::newest(call.db);
  const std::optional<std::string> asked = call.request.query_value("version");
  if (!asked || std::stoll(*asked) == newest.version) return answer(kRuleSetView, show_rules(call, newest, true));
  const std::optional<RuleSet> older = store::of_version(call.db, std::stoll(*asked));
  if (!older) throw Refused("not_found");
  return answer(kRuleSetView, show_rules(call, *older, false));
}

Response publish(Call& call) {
  const RuleSet set = publish_rules(call, call.body<PublishGiven>(kPublishGiven));
  return answer(kRuleSetView, show_rules(call, set, true), 201);
}

Response versions(Call& call) {
  const http::PageRequest page = http::page_request(call.request, 1);
  std::int64_t below = std::numeric_limits<std::int64_t>::max();
  if (!page.first()) {
    const std::string& key = page.key(0);
    if (key.empty() || key.size() > 18 || key.find_first_not_of("0123456789") != std::string::npos)
      throw Refused("invalid_cursor");
    below = std::stoll(key);
  }
  std::vector<VersionView> rows;
  for (const db::Row row : call.db.run(sql::rule_versions, db::Params::of(below, page.limit + 1)))
    rows.push_back(
        {row.integer("version"), row.instant("at"), row.maybe_text("by_name"), row.text("note"), row.integer("count")});
  return page_of(kVersionView, rows, page.limit, [](const VersionView& v) { return std::to_string(v.version); });
}

Response precedents(Call& call) {
  const http::PageRequest page = http::page_request(call.request, 1);
  const auto state = call.request.query_value("state");
  if (state && *state != "open" && *state != "adopted" && *state != "dismissed")
    throw Refused(std::vector<FieldError>{{"state", "not_among", {{"choices", "open, adopted, dismissed"}}}});
  const std::optional<Uuid> before = page.first() ? std::nullopt : std::optional(Uuid::parse(page.key(0)));
  return page_of(kPrecedentView, list_precedents(call, before, page.limit + 1), page.limit,
                 [](const PrecedentView& view) { return view.id.text(); });
}

Response handlers(Call& call) {
  json::array items;
  const Uuid unit = Uuid::parse(call.request.query_value("unit").value_or(Uuid{}.text()));
  for (const db::Row row : call.db.run(sql::handlers_of, db::Params::of(unit, call.app.zone().date_of(call.now)))) {
    const HandlerView view{row.uuid("person"), row.text("display")};
    items.push_back(write_record(kHandlerView, &view));
  }
  return Response::of_json(json::object{{"items", std::move(items)}, {"next", nullptr}});
}

void add(app::Registry& registry, http::Route route) {
  route.tag = "routing";
  registry.routes.push_back(std::move(route));
}

}  // namespace

void add_routes(app::Registry& registry) {
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/routing/rules",
                 .operation = "getRoutingRules",
                 .permission = kView,
                 .handle = get_rules,
                 .answer = &kRuleSetView,
                 .query = {{"version", FieldType::integer, "an older version; absent: the one in force"}}});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/routing/rules",
                 .operation = "publishRoutingRules",
                 .permission = kManage,
                 .pool = http::Pool::write,
                 .handle = publish,
                 .body = &kPublishGiven,
                 .answer = &kRuleSetView,
                 .body_limit = kListBytes,
                 .success = 201});
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/routing/versions",
                 .operation = "listRoutingVersions",
                 .permission = kView,
                 .handle = versions,
                 .answer = &kVersionView,
                 .answer_is_page = true,
                 .query = {{"after"}, {"limit", FieldType::integer}}});
  add(registry,
      {.method = Method::post,
       .pattern = "/api/v1/routing/trials",
       .operation = "tryRoutingRules",
       .permission = kView,
       .handle = [](Call& call) { return answer(kProposal, try_rules(call, call.body<TrialGiven>(kTrialGiven))); },
       .body = &kTrialGiven,
       .answer = &kProposal,
       .body_limit = kListBytes});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/routing/rehearsals",
                 .operation = "rehearseRoutingRules",
                 .permission = kView,
                 .pool = http::Pool::slow,
                 .handle =
                     [](Call& call) {
                       return answer(kRehearsalView, rehearse_rules(call, call.body<RehearsalGiven>(kRehearsalGiven)));
                     },
                 .body = &kRehearsalGiven,
                 .answer = &kRehearsalView,
                 .body_limit = kListBytes});
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/routing/handlers",
                 .operation = "listRoutingHandlers",
                 .permission = kManage,
                 .handle = handlers,
                 .answer = &kHandlerView,
                 .answer_is_page = true,
                 .query = {{"unit", FieldType::uuid, "whose handlers, by masked name"}}});
  add(registry,
      {.method = Method::get,
       .pattern = "/api/v1/routing/precedents",
       .operation = "listRoutingPrecedents",
       .permission = kView,
       .handle = precedents,
       .answer = &kPrecedentView,
       .answer_is_page = true,
       .query = {{"state", FieldType::text, "open, adopted or dismissed"}, {"after"}, {"limit", FieldType::integer}}});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/routing/precedents/{id}/dismissal",
                 .operation = "dismissRoutingPrecedent",
                 .permission = kManage,
                 .pool = http::Pool::write,
                 .handle =
                     [](Call& call) {
                       return answer(kPrecedentView,
                                     dismiss_precedent(call, call.body<DismissalGiven>(kDismissalGiven)));
                     },
                 .body = &kDismissalGiven,
                 .answer = &kPrecedentView});
}

}  // namespace linli::routing
