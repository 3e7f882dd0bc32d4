#include "app/publish.hpp"

#include <boost/json.hpp>

#include "app/judge.hpp"
#include "kernel/text.hpp"
#include "platform/access/access.hpp"
#include "platform/audit/note.hpp"
#include "platform/outbox/outbox.hpp"
#include "routing_sql.hpp"
#include "store/store.hpp"

namespace linli::routing {
namespace {

json::array ids(const std::vector<Uuid>& list) {
  json::array array;
  for (const Uuid& id : list) array.push_back(json::string(id.text()));
  return array;
}

void check(const http::Call& call, const std::vector<Rule>& before, const std::vector<Rule>& after,
           const Units& units) {
  const auto& kinds = call.app.get<access::Access>().roles().unit_kinds();
  std::vector<FieldError> mistakes =
      mistakes_in(after, ground_of(call.app, units), Words(call.app, "").answers(),
                  [&](std::string_view kind) { return kinds.find(kind) != kinds.end(); });
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
  const auto foreign = foreign_change(before, after, [&](const Rule& rule) { return keeps(call, rule.area); });
  if (!foreign) return;
  std::string path = "rules", name;
  for (std::size_t i = 0; i < after.size(); ++i)
    if (after[i].id == *foreign) path = "rules[" + std::to_string(i) + "]", name = after[i].name;
  for (const Rule& rule : before)
    if (rule.id == *foreign) name = rule.name;
  throw Refused(std::vector<FieldError>{{path, "routing_not_yours", {{"name", name}}}});
}

// Rules made from precedents: those must be there, undecided and the caller's.
void adopt(http::Call& call, const std::vector<Rule>& before, const std::vector<Rule>& after, db::Batch& batch) {
  std::map<Uuid, std::size_t> adopted;
  for (std::size_t i = 0; i < after.size(); ++i)
    if (after[i].precedent) adopted.emplace(*after[i].precedent, i);
  for (const Rule& rule : before)
    if (rule.precedent) adopted.erase(*rule.precedent);
  if (adopted.empty()) return;
  std::vector<Uuid> wanted;
  for (const auto& [id, at] : adopted) wanted.push_back(id);
  std::map<Uuid, std::string> states;
  for (const db::Row row : call.db.run(sql::precedents_by_id, db::Params::of(wanted)))
    states[row.uuid("id")] = row.text("state");
  std::vector<FieldError> mistakes;
  for (const auto& [id, at] : adopted) {
    if (states[id] != "open")
      mistakes.push_back({"rules[" + std::to_string(at) + "].precedent", "routing_precedent_decided", {}});
    batch.add(sql::adopt_precedent, db::Params::of(id, after[at].id, call.now, call.who.display));
  }
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
}

bool same_rules(const std::vector<Rule>& a, const std::vector<Rule>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_rule);
}

}  // namespace

bool keeps(const http::Call& call, std::string_view area) {
  access::Relation place;
  const std::string& city = call.app.config().city;
  place.scope_code = area.empty() ? std::string_view(city) : area;
  return call.app.get<access::Access>().covers(call.who, "routing.manage", place);
}

void mark_stale(std::vector<Rule>& rules, const Ground& ground) {
  for (Rule& rule : rules) rule.stale = rule.enabled ? "" : stale_reason(rule, ground);
}

RuleSet publish_rules(http::Call& call, const PublishGiven& given) {
  if (const std::optional<RuleSet> earlier = store::of_record(call.db, given.id)) {
    if (!same_rules(earlier->rules, given.rules)) throw Refused("record_id_reused");
    return *earlier;
  }
  const RuleSet before = store::newest(call.db);
  if (given.version != before.version)
    throw Refused("routing_changed_meanwhile", {{"version", std::to_string(before.version)}});
  RuleSet after{before.version + 1, given.id, call.now, call.who.display, tidied(given.note), false, given.rules};
  const Units units = store::units(call.db, std::nullopt, {}, call.app.zone().date_of(call.now));
  check(call, before.rules, after.rules, units);
  mark_stale(after.rules, ground_of(call.app, units));
  db::Batch batch;
  adopt(call, before.rules, after.rules, batch);
  store::add(batch, after, call.who.person);
  const Changes changes = changes_between(before.rules, after.rules);
  const json::value detail{{"version", after.version},
                           {"added", ids(changes.added)},
                           {"removed", ids(changes.removed)},
                           {"changed", ids(changes.changed)},
                           {"reordered", changes.reordered}};
  audit::note(batch, call, "routing.publish", "routing:rules", call.app.config().city, detail);
  call.db.commit(batch);
  return after;
}

}  // namespace linli::routing
