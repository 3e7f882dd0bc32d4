#include "incidents/outside.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "app/merge_incidents.hpp"
#include "incidents_sql.hpp"
#include "platform/workflow/workflow.hpp"
#include "store/cases.hpp"

namespace linli::incidents {
namespace {

const access::Principal& the_system() {
  static const access::Principal system = [] {
    access::Principal p;
    p.kind = access::Principal::Kind::system;
    return p;
  }();
  return system;
}

workflow::Attempt attempt_by_system(const char* action, const Uuid& record, Instant now) {
  workflow::Attempt attempt;
  attempt.who = &the_system();
  attempt.action = action;
  attempt.record_id = record;
  attempt.now = now;
  return attempt;
}

// The newest step of this name, or the last one at all for "".
const workflow::HistoryRow* newest(const std::vector<workflow::HistoryRow>& history, std::string_view action) {
  const auto found = std::find_if(history.rbegin(), history.rend(), [&](const workflow::HistoryRow& row) {
    return action.empty() ? !row.aside : row.action == action;
  });
  return found == history.rend() ? nullptr : &*found;
}

// What was merged goes on as another case: that one's end is its own.
std::optional<Case> case_to_follow(db::Connection& db, const Uuid& incident) {
  std::optional<Case> found = find_case(db, incident);
  if (found && found->state == "merged" && found->root_case) return find_case(db, *found->root_case);
  return found;
}

std::string outcome_of(const Case& c) {
  if (!c.closed_at) return "handled";  // answered ahead of the end
  if (c.state == "sent_back") return c.state;
  return c.outcome == "cancelled" || c.outcome == "withdrawn" ? *c.outcome : "handled";
}

}  // namespace

std::optional<CaseAnswer> answer_of(app::Context& context, db::Connection& db, const Uuid& incident) {
  const std::optional<Case> found = case_to_follow(db, incident);
  if (!found || (!found->closed_at && !found->outside_answered_at)) return std::nullopt;
  const std::vector<workflow::HistoryRow> history = context.get<workflow::Engine>().history(db, found->id);
  CaseAnswer answer{
      outcome_of(*found), found->outside_answered_at.value_or(found->closed_at.value_or(Instant{})), {}, {}};
  const workflow::HistoryRow* done = newest(history, answer.outcome == "handled" ? "report_done" : "");
  const workflow::HistoryRow* given = newest(history, "answer_order");
  if (done) answer.unit = done->unit;
  for (const workflow::HistoryRow* row : {given, done}) {
    if (!row || answer.words) continue;
    const personal::Ref ref{found->subject, row->record_id};
    if (!words_of_answer(context.get<personal::Vault>().open(db, ref)).empty()) answer.words = ref;
  }
  return answer;
}

std::vector<Uuid> merged_with(db::Connection& db, const Uuid& incident) {
  std::vector<Uuid> cases;
  for (const db::Row row : db.run(sql::merged_cases, db::Params::of(incident)))
    if (const Uuid id = row.uuid("id"); id != incident) cases.push_back(id);
  return cases;
}

std::string words_of_answer(const personal::Values& values) {
  for (const char* field : {"text", "result", "reason", "note"})
    if (const auto found = values.find(field); found != values.end() && !found->second.empty()) return found->second;
  return "";
}

void renew_outside(app::Context& context, db::Connection& db, const Uuid& incident, const Uuid& record, Instant due,
                   Instant now) {
  const workflow::Engine& engine = context.get<workflow::Engine>();
  const std::optional<Case> found = find_case(db, incident);
  if (found && found->state == "merged" && found->root_case) {  // its clock runs with the case that goes on
    db::Batch batch;
    batch.add(sql::renew_outside, db::Params::of(incident, found->district, due, warning_of(now, due)));
    if (const auto root = engine.load_case(db, "incident", *found->root_case)) carry_outside(batch, *root);
    db.commit(batch);
    return;
  }
  workflow::Attempt attempt = attempt_by_system("renew_order", record, now);
  attempt.fields = std::make_shared<json::object>(json::object{{"due", to_text(due)}});
  engine.act(db, "incident", incident, attempt);
}

bool tell_outside_due(app::Context& context, db::Connection& db, const Uuid& incident, const Uuid& record, bool is_over,
                      Instant now) {
  const std::optional<Case> followed = case_to_follow(db, incident);
  if (!followed) return false;
  try {
    context.get<workflow::Engine>().act(db, "incident", followed->id,
                                        attempt_by_system(is_over ? "outside_overdue" : "warn_outside", record, now));
    return true;
  } catch (const Refused& refused) {
    if (refused.code != "not_from_here") throw;
    return false;
  }
}

}  // namespace linli::incidents
