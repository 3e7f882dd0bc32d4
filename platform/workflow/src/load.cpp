#include <boost/json.hpp>

#include "impl.hpp"
#include "lengths.hpp"
#include "workflow_sql.hpp"

namespace linli::workflow {
namespace {

void read_instance(const db::Row& row, Snapshot& at) {
  at.root_case = row.uuid("root_case");
  at.district = row.text("district");
  at.version_hash = row.text("definition");
  at.state = row.text("state");
  at.version = row.integer("version");
  at.settled = row.integer("settled");
  at.visit = row.integer("visit");
  at.entered_at = row.instant("entered_at");
  at.owner_unit = row.maybe_uuid("owner_unit").value_or(Uuid{});
  at.owner_person = row.maybe_uuid("owner_person").value_or(Uuid{});
  if (!row.is_null("due"))
    at.clock = DueTime{row.instant("due_from"),
                       {row.integer("due_count"), unit_of(row.text("due_unit")).value()},
                       row.instant("due"),
                       row.maybe_instant("warn"),
                       row.boolean("due_provisional")};
  at.paused_at = row.maybe_instant("paused_at");
  if (!row.is_null("left_count"))
    at.left = LegalDuration{row.integer("left_count"), unit_of(row.text("left_unit")).value()};
}

}  // namespace

void ask_snapshot(db::Batch& batch, const Cases& cases, const Uuid& case_id, const Uuid& record_id) {
  batch.add(sql::find_instance, db::Params::of(case_id));
  batch.add(sql::find_participations, db::Params::of(case_id));
  batch.add(sql::find_earlier, db::Params::of(case_id, record_id));
  if (cases.ask) cases.ask(batch, case_id);
}

std::optional<Snapshot> read_snapshot(std::span<const db::Rows> rows, const Cases& cases, std::string_view workflow,
                                      const Uuid& case_id) {
  if (rows[0].empty()) return std::nullopt;
  Snapshot at;
  at.case_id = case_id;
  at.workflow = workflow;
  read_instance(rows[0][0], at);
  for (auto row : rows[1])
    for (auto& duty : row.texts("duties"))
      at.participants.push_back({row.uuid("party"), row.boolean("is_unit"), std::move(duty)});
  if (auto row = rows[2].first())
    at.earlier = Earlier{row->text("from_state"), row->text("to_state"), row->text("digest"), row->integer("seq"),
                         row->maybe_instant("due")};
  if (cases.answer && !cases.answer(rows.subspan(3), at)) return std::nullopt;
  return at;
}

std::optional<Snapshot> load_snapshot(db::Connection& db, const Cases& cases, std::string_view workflow,
                                      const Uuid& case_id, const Uuid& record_id) {
  db::Batch batch;
  ask_snapshot(batch, cases, case_id, record_id);
  return read_snapshot(db.read(batch), cases, workflow, case_id);
}

void Engine::ask_history(db::Batch& batch, const Uuid& case_id) { batch.add(sql::history_of, db::Params::of(case_id)); }

std::vector<HistoryRow> Engine::read_history(const db::Rows& rows) {
  std::vector<HistoryRow> history;
  history.reserve(rows.size());
  for (const db::Row row : rows) {
    HistoryRow h;
    h.seq = row.integer("seq");
    h.at = row.instant("at");
    h.record_id = row.uuid("record_id");
    h.action = row.text("action");
    h.from = row.text("from_state");
    h.to = row.text("to_state");
    h.aside = row.boolean("aside");
    h.role = row.text("role");
    h.duty = row.text("duty");
    h.person = row.maybe_uuid("person").value_or(Uuid{});
    h.unit = row.maybe_uuid("unit").value_or(Uuid{});
    h.who = row.text("who");
    h.fields = row.text("fields");
    h.due = row.maybe_instant("due");
    history.push_back(std::move(h));
  }
  return history;
}

std::vector<HistoryRow> Engine::history(db::Connection& db, const Uuid& case_id) const {
  return read_history(db.run(sql::history_of, db::Params::of(case_id)));
}

}  // namespace linli::workflow
