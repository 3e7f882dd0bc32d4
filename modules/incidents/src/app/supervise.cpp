#include "app/supervise.hpp"

#include "incidents_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/http/page.hpp"
#include "territory/territory.hpp"

namespace linli::incidents {
namespace {

using workflow::Attempt;
using workflow::Settled;
using workflow::Snapshot;

LegalDuration time_to_answer(const Settings& settings, std::string_view grade) {
  if (grade == "listed") return settings.supervision_listed;
  return grade == "important" ? settings.supervision_important : settings.supervision_ordinary;
}

void open_letter(const Incidents& incidents, const Snapshot& at, const Attempt& attempt, db::Batch& batch) {
  const app::Context& context = incidents.context();
  const std::string grade = attempt.text("grade");
  const auto due =
      context.get<calendar::Calendar>().current()->after(attempt.now, time_to_answer(incidents.settings(), grade));
  const auto unit = at.owner_unit.is_nil() ? std::nullopt : std::optional(at.owner_unit);
  batch.add(sql::open_supervision,
            db::Params::of(at.case_id, at.district, attempt.record_id,
                           to_text(context.zone().date_of(attempt.now)).substr(0, 4), grade, unit, attempt.now,
                           attempt.who->person, attempt.who->display, due.at));
  batch.add(sql::mark_supervision, db::Params::of(at.case_id, at.district, "open", grade));
}

void move_letter(const Snapshot& at, const Attempt& attempt, const char* state, bool rejected, db::Batch& batch) {
  const bool answers = std::string_view(state) == "answered";
  batch.add(
      sql::move_supervision,
      db::Params::of(at.case_id, at.district, state, answers ? std::optional(attempt.record_id) : std::nullopt,
                     answers ? std::optional(attempt.who->display) : std::nullopt, attempt.now, rejected ? 1 : 0));
  batch.add(sql::mark_supervision, db::Params::of(at.case_id, at.district, state, nullptr));
}

}  // namespace

void register_supervision(workflow::Engine& engine, Incidents& incidents) {
  engine.effect("open_supervision",
                [&incidents](const Snapshot& at, const Attempt& attempt, const Settled&, db::Connection&,
                             db::Batch& batch) { open_letter(incidents, at, attempt, batch); });
  struct Step {
    const char *effect, *state;
    bool rejected;
  };
  for (const Step step : {Step{"answer_supervision", "answered", false}, Step{"settle_supervision", "settled", false},
                          Step{"reopen_supervision", "open", true}})
    engine.effect(step.effect,
                  [step](const Snapshot& at, const Attempt& attempt, const Settled&, db::Connection&,
                         db::Batch& batch) { move_letter(at, attempt, step.state, step.rejected, batch); });
}

SupervisionPage list_supervisions(http::Call& call, Incidents& incidents) {
  const access::Reach reach = call.app.get<access::Access>().reach(call.who, "incidents.view");
  const http::PageRequest page = http::page_request(call.request, 2);
  db::Params params = db::Params::of(reach.prefixes, reach.units, call.request.query_value("all") != "true");
  if (page.first())
    params.add(nullptr).add(nullptr);
  else
    params.add(parse_instant(page.key(0))).add(Uuid::parse(page.key(1)));
  params.add(page.limit + 1);
  SupervisionPage result;
  for (const db::Row row : call.db.run(sql::supervision_board, params)) {
    if (static_cast<int>(result.items.size()) == page.limit) {
      result.next = http::cursor({to_text(result.items.back().due), result.items.back().id.text()});
      break;
    }
    SupervisionRow letter;
    letter.id = row.uuid("id");
    letter.number = row.text("number");
    letter.grade = row.text("grade");
    letter.state = row.text("state");
    letter.unit_name = row.maybe_text("unit_name");
    letter.issued_at = row.instant("issued_at");
    letter.issued_by = row.text("issued_name");
    letter.due = row.instant("due");
    letter.overdue = letter.state == "open" && letter.due < call.now;
    letter.answered_at = row.maybe_instant("answered_at");
    letter.rejections = row.integer("rejections");
    letter.incident = row.uuid("incident");
    letter.incident_number = row.text("incident_number");
    letter.incident_state = row.text("incident_state");
    letter.matter_name = incidents.matter_name(row.text("matter"));
    letter.address = row.text("address");
    result.items.push_back(std::move(letter));
  }
  return result;
}

SuspendedPage list_suspended(http::Call& call, Incidents& incidents) {
  const http::PageRequest page = http::page_request(call.request, 2);
  const std::string scope = call.request.query_value("scope").value_or(call.app.config().city);
  const territory::Territory& territory = call.app.get<territory::Territory>();
  if (!territory.find(scope)) throw Refused(std::vector<FieldError>{{"scope", "area_unknown", {{"area", scope}}}});
  db::Params params = db::Params::of(scope);
  if (page.first())
    params.add(nullptr).add(nullptr);
  else
    params.add(parse_date(page.key(0))).add(Uuid::parse(page.key(1)));
  params.add(page.limit + 1);
  SuspendedPage result;
  Uuid last;
  for (const db::Row row : call.db.run(sql::suspended_published, params)) {
    if (static_cast<int>(result.items.size()) == page.limit) {
      result.next = http::cursor({to_text(result.items.back().review_on), last.text()});
      break;
    }
    last = row.uuid("id");
    const std::string community = row.text("community");
    result.items.push_back({row.text("number"), incidents.matter_name(row.text("matter")), row.text("suspension_kind"),
                            row.date("review_on"), row.maybe_text("owner_unit_name"), community,
                            territory.name(community), row.maybe_instant("paused_at")});
  }
  return result;
}

}  // namespace linli::incidents
