#include "app/precedents.hpp"

#include <boost/json.hpp>

#include "app/publish.hpp"
#include "app/words.hpp"
#include "kernel/text.hpp"
#include "platform/access/access.hpp"
#include "platform/audit/note.hpp"
#include "routing_sql.hpp"
#include "store/store.hpp"

namespace linli::routing {
namespace {

std::string text_in(const json::object& payload, std::string_view key) {
  const json::value* value = payload.if_contains(key);
  return value && value->is_string() ? std::string(value->get_string()) : "";
}

std::vector<PrecedentView> views_of(http::Call& call, const db::Rows& rows) {
  std::vector<PrecedentView> views;
  std::vector<Uuid> units;
  const Words words(call.app, call.app.get<text::Messages>().negotiate(call.request.header("accept-language")));
  for (const db::Row row : rows) {
    PrecedentView view;
    view.id = row.uuid("id");
    view.case_id = row.uuid("case_id");
    view.number = row.text("number");
    view.matter = row.text("matter");
    view.matter_name = words.matter(view.matter);
    view.area = row.text("area");
    view.area_name = words.area(view.area);
    view.state = row.text("state");
    view.unit = row.uuid("unit");
    view.at = row.instant("at");
    view.decided_at = row.maybe_instant("decided_at");
    view.decided_by = row.maybe_text("decided_by");
    view.reason = row.maybe_text("reason");
    view.rule = row.maybe_uuid("rule");
    view.mine = keeps(call, view.area);
    units.push_back(view.unit);
    views.push_back(std::move(view));
  }
  const auto names = store::unit_names(call.db, units);
  for (PrecedentView& view : views)
    if (const auto name = names.find(view.unit); name != names.end()) view.unit_name = name->second.name;
  return views;
}

PrecedentView precedent(http::Call& call, const Uuid& id) {
  std::vector<PrecedentView> found =
      views_of(call, call.db.run(sql::precedents_by_id, db::Params::of(std::vector<Uuid>{id})));
  access::Relation place;
  if (!found.empty()) place.scope_code = found.front().area;
  if (found.empty() || !call.app.get<access::Access>().covers(call.who, "routing.view", place))
    throw Refused("not_found");
  return std::move(found.front());
}

}  // namespace

void keep_ruling(app::Context&, db::Connection& db, const app::Event& event) {
  const json::object* payload = event.payload->if_object();
  if (!payload) return;
  const std::string unit = text_in(*payload, "owner_unit"), matter = text_in(*payload, "matter");
  if (unit.empty() || matter.empty()) return;  // ruled back to the centre itself: nothing to follow
  const json::value* version = payload->if_contains("version");
  db.run(sql::add_precedent,
         db::Params::of(Uuid::v7(event.at), Uuid::parse(event.key),
                        version && version->is_int64() ? version->get_int64() : std::int64_t{0},
                        text_in(*payload, "number"), matter, event.scope_code, Uuid::parse(unit), event.at));
}

std::vector<PrecedentView> list_precedents(http::Call& call, const std::optional<Uuid>& before, int most) {
  const access::Reach reach = call.app.get<access::Access>().reach(call.who, "routing.view");
  return views_of(call, call.db.run(sql::precedents,
                                    db::Params::of(reach.prefixes, call.request.query_value("state"), before, most)));
}

PrecedentView dismiss_precedent(http::Call& call, const DismissalGiven& given) {
  const Uuid id = call.id_param("id");
  const PrecedentView found = precedent(call, id);
  if (!found.mine) throw Refused("forbidden");
  const std::string reason = tidied(given.reason);
  if (found.state == "dismissed" && found.reason == reason) return found;  // the same again
  if (found.state != "open") throw Refused("routing_precedent_decided");
  db::Batch batch;
  batch.add(sql::dismiss_precedent, db::Params::of(id, call.now, call.who.display, reason));
  const json::value detail{{"case", found.case_id.text()}};
  const std::string object = "precedent:" + id.text();
  audit::note(batch, call, "routing.dismiss_precedent", object, found.area, detail);
  call.db.commit(batch);
  return precedent(call, id);
}

}  // namespace linli::routing
