#include "app/merge_incidents.hpp"

#include <boost/json.hpp>

#include "app/show_incident.hpp"
#include "incidents_sql.hpp"
#include "platform/db/refusals.hpp"
#include "platform/workflow/workflow.hpp"
#include "store/cases.hpp"

namespace linli::incidents {
namespace {

constexpr const char* kWorkflow = "incident";
constexpr int kRounds = 4;  // how often rivals may be quicker

workflow::Attempt attempt_of(const http::Call& call, std::string_view action, const Uuid& record, json::object fields) {
  workflow::Attempt attempt;
  attempt.who = &call.who;
  attempt.action = action;
  attempt.record_id = record;
  attempt.fields = std::make_shared<json::object>(std::move(fields));
  attempt.now = call.now;
  attempt.request_id = call.request.id;
  return attempt;
}

// The case named by number or id, if the caller may see it.
Case named_case(http::Call& call, const json::object& fields) {
  const json::value* into = fields.if_contains("into");
  if (!into || !into->is_string() || into->get_string().empty())
    throw Refused(std::vector<FieldError>{{"fields.into", "required", {}}});
  const std::string text(into->get_string());
  if (!text.starts_with("E-")) return case_to_see(call, Uuid::parse(text));
  const std::optional<Case> found = find_case_by_number(call.db, text);
  if (!found) throw Refused("incident_not_found");
  return case_to_see(call, found->id);
}

// One of two cases that change together: its present state and the step it takes.
struct Step {
  workflow::Snapshot at;
  workflow::Attempt attempt;
};

// The lower id first, so that of two merges at the same moment one waits and none blocks the other.
void advance_both(http::Call& call, db::Batch& batch, Step& one, Step& other) {
  const workflow::Engine& engine = call.app.get<workflow::Engine>();
  Step* first = &one;
  Step* second = &other;
  if (second->at.case_id < first->at.case_id) std::swap(first, second);
  engine.advance(call.db, batch, first->at, first->attempt);
  engine.advance(call.db, batch, second->at, second->attempt);
}

workflow::Snapshot loaded(http::Call& call, const Uuid& id, const Uuid& record = {}) {
  auto at = call.app.get<workflow::Engine>().load_case(call.db, kWorkflow, id, record);
  if (!at) throw Refused("incident_not_found");
  return std::move(*at);
}

// By whom: as the history of the case knows the person.
std::string name_in(http::Call& call, const Uuid& id, const Uuid& person) {
  for (const workflow::HistoryRow& h : call.app.get<workflow::Engine>().history(call.db, id))
    if (h.person == person) return h.who;
  return "";
}

void refuse_clash(http::Call& call, const workflow::Snapshot& from, const workflow::Snapshot& into) {
  const auto clash = call.app.get<workflow::Engine>().clash(from, into);
  if (!clash) return;
  throw Refused(clash->is_unit ? "merge_separation_of_units" : "merge_separation",
                {{"who", clash->is_unit ? "" : name_in(call, from.case_id, clash->party)},
                 {"duty", clash->here},
                 {"held", clash->there}});
}

void check_target(const Case& target, const workflow::Snapshot& at) {
  if (at.state == "merged") throw Refused("merge_into_merged", {{"number", target.number}});
  if (target.closed_at) throw Refused("merge_into_ended", {{"number", target.number}, {"state", at.state}});
}

// Carries a batch out; false when somebody else was quicker and all must be looked at again.
bool committed(db::Connection& db, const db::Batch& batch) {
  try {
    db.commit(batch);
    return true;
  } catch (const db::Failure& failure) {
    const std::string& broken = failure.constraint;
    if (broken == "history_pkey" || broken == "history_record" || broken == "instance_version" ||
        broken == "participation_separation")
      return false;
    db::rethrow_as_refused(failure);
  }
}

// A retry of what was done before, judged by the engine: the same content passes, another is refused.
bool replayed(http::Call& call, const workflow::Snapshot& at, const workflow::Attempt& attempt) {
  if (!at.earlier) return false;
  call.app.get<workflow::Engine>().act(call.db, kWorkflow, at.case_id, attempt);
  return true;
}

std::string state_before_merge(http::Call& call, const Uuid& id) {
  std::string before;
  for (const workflow::HistoryRow& h : call.app.get<workflow::Engine>().history(call.db, id))
    if (h.action == "merge") before = h.from;
  return before;
}

}  // namespace

void carry_outside(db::Batch& batch, const workflow::Snapshot& root) {
  const auto& clock = root.clock;
  batch.add(sql::carry_outside,
            db::Params::of(root.case_id, root.district, clock ? std::optional(clock->due) : std::nullopt,
                           clock ? clock->warn : std::nullopt, clock && clock->provisional, root.paused_at));
}

void merge_incident(http::Call& call, const ActionGiven& given, json::object fields) {
  const Uuid id = call.id_param("id");
  for (int round = 0; round < kRounds; ++round) {
    const Case target = named_case(call, fields);
    if (target.id == id) throw Refused("merge_into_itself");
    fields["into"] = target.id.text();
    Step from{loaded(call, id, given.id), attempt_of(call, "merge", given.id, fields)};
    if (replayed(call, from.at, from.attempt)) return;
    from.attempt.seen_version = given.version;
    Step into{loaded(call, target.id),
              attempt_of(call, "absorb", Uuid::v7(call.now), json::object{{"other", id.text()}})};
    check_target(target, into.at);
    refuse_clash(call, from.at, into.at);
    const workflow::Snapshot before = from.at, root = into.at;
    db::Batch batch;
    advance_both(call, batch, from, into);
    call.app.get<workflow::Engine>().merge(batch, before, root);
    batch.add(sql::merge_case, db::Params::of(id, target.id, root.root_case));
    carry_outside(batch, into.at);
    if (committed(call.db, batch)) return;
  }
  throw Refused("changed_meanwhile");
}

void unmerge_incident(http::Call& call, const ActionGiven& given, json::object fields) {
  const Uuid id = call.id_param("id");
  fields["back"] = state_before_merge(call, id);
  for (int round = 0; round < kRounds; ++round) {
    const Case c = case_to_see(call, id);
    Step from{loaded(call, id, given.id), attempt_of(call, "unmerge", given.id, fields)};
    if (replayed(call, from.at, from.attempt)) return;
    from.attempt.seen_version = given.version;
    if (!c.root_case) throw Refused("not_from_here", {{"action", "unmerge"}, {"state", c.state}});
    const std::optional<Case> root = find_case(call.db, *c.root_case);
    if (root->closed_at || root->state == "fed_back" || root->state == "callback")
      throw Refused("unmerge_too_late", {{"number", root->number}, {"state", root->state}});
    Step into{loaded(call, root->id),
              attempt_of(call, "release", Uuid::v7(call.now), json::object{{"other", id.text()}})};
    std::vector<Uuid> below;
    for (const db::Row row : call.db.run(sql::merged_below, db::Params::of(id, root->id)))
      below.push_back(row.uuid("id"));
    const workflow::Snapshot before = from.at;
    db::Batch batch;
    advance_both(call, batch, from, into);
    std::vector<Uuid> all = below;
    all.push_back(id);
    call.app.get<workflow::Engine>().part(batch, before, all);
    batch.add(sql::part_case, db::Params::of(id, c.district, below));
    carry_outside(batch, into.at);
    carry_outside(batch, from.at);
    if (committed(call.db, batch)) return;
  }
  throw Refused("changed_meanwhile");
}

}  // namespace linli::incidents
