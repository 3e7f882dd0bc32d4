#include <boost/json.hpp>

#include "app/links.hpp"
#include "app/neighbours.hpp"
#include "incidents/answering.hpp"
#include "neighbours_sql.hpp"
#include "platform/app/module.hpp"
#include "platform/audit/audit.hpp"
#include "platform/personal/vault.hpp"

namespace linli::neighbours {
namespace {

struct Mark {
  MarkView view;
  Uuid subject, person;
  std::optional<Uuid> appeal, decision;
};

std::optional<Mark> find_mark(http::Call& call, const Uuid& incident) {
  const db::Rows rows = call.db.run(sql::mark_of, db::Params::of(incident));
  if (rows.empty()) return std::nullopt;
  const db::Row row = rows[0];
  Mark mark;
  mark.subject = row.uuid("subject");
  mark.person = row.uuid("person");
  mark.appeal = row.maybe_uuid("appeal");
  mark.decision = row.maybe_uuid("decision");
  mark.view = {row.uuid("id"),
               row.text("state"),
               row.text("person_name"),
               {},
               {},
               {},
               row.maybe_text("decided_by"),
               row.instant("marked_at"),
               row.maybe_instant("appealed_at"),
               row.maybe_instant("decided_at")};
  return mark;
}

// With the words of all sides.
MarkView with_words(http::Call& call, Mark mark) {
  personal::Vault& vault = call.app.get<personal::Vault>();
  const auto words = [&](const std::optional<Uuid>& record) -> std::optional<std::string> {
    if (!record) return std::nullopt;
    const personal::Values values = vault.open(call.db, {mark.subject, *record});
    const auto found = values.find("text");
    return found == values.end() ? std::nullopt : std::optional(found->second);
  };
  mark.view.reason = words(mark.view.id);
  mark.view.appeal = words(mark.appeal);
  mark.view.decision = words(mark.decision);
  return mark.view;
}

void trace(db::Batch& batch, const http::Call& call, const char* action, const incidents::KnownCase& c) {
  const std::string object = "incident:" + c.id.text();
  audit::record(batch, {call.now, &call.who, action, object, c.scope_code, call.request.id, {}, nullptr});
}

}  // namespace

MarkView mark_false(http::Call& call, const MarkGiven& given) {
  const incidents::KnownCase c = incidents::case_seen_by(call, call.id_param("id"));
  if (c.source != "public") throw Refused("mark_not_public");
  if (const auto known = find_mark(call, c.id)) {
    if (known->view.id != given.id) throw Refused("marked_already");
    return with_words(call, *known);
  }
  personal::Vault& vault = call.app.get<personal::Vault>();
  db::Batch batch;
  const personal::Subject subject = vault.create(batch, call.now);
  vault.put(batch, subject, given.id, {{"text", given.reason}});
  batch.add(sql::insert_mark,
            db::Params::of(given.id, c.id, subject.id(), call.who.person, call.who.display, call.now));
  trace(batch, call, "neighbours.mark_false", c);
  call.db.commit(batch);
  return with_words(call, *find_mark(call, c.id));
}

ProgressView appeal(http::Call& call, Neighbours& neighbours, const AppealGiven& given) {
  const Linked linked = linked_reminder(call);
  const auto mark = find_mark(call, linked.incident);
  if (!mark) throw Refused("not_marked");
  if (mark->appeal == given.id) return show_progress(call, neighbours);
  if (mark->view.state != "marked") throw Refused("appealed_already");
  personal::Vault& vault = call.app.get<personal::Vault>();
  const personal::Subject subject = vault.unlock(call.db, mark->subject);
  db::Batch batch;
  vault.put(batch, subject, given.id, {{"text", given.text}});
  batch.add(sql::appeal_mark, db::Params::of(linked.incident, given.id, call.now));
  call.db.commit(batch);
  return show_progress(call, neighbours);
}

MarkView decide_mark(http::Call& call, const DecisionGiven& given) {
  const incidents::KnownCase c = incidents::case_seen_by(call, call.id_param("id"));
  const auto mark = find_mark(call, c.id);
  if (!mark) throw Refused("not_marked");
  if (mark->decision == given.id) return with_words(call, *mark);
  if (mark->view.state != "appealed") throw Refused("mark_not_appealed");
  if (mark->person == call.who.person) throw Refused("mark_by_same_person");
  personal::Vault& vault = call.app.get<personal::Vault>();
  const personal::Subject subject = vault.unlock(call.db, mark->subject);
  db::Batch batch;
  vault.put(batch, subject, given.id, {{"text", given.reason}});
  batch.add(sql::decide_mark,
            db::Params::of(c.id, given.id, call.who.display, call.now, given.upheld ? "upheld" : "lifted"));
  trace(batch, call, "neighbours.decide_mark", c);
  call.db.commit(batch);
  return with_words(call, *find_mark(call, c.id));
}

MarkView show_mark(http::Call& call) {
  const incidents::KnownCase c = incidents::case_seen_by(call, call.id_param("id"));
  const auto mark = find_mark(call, c.id);
  if (!mark) throw Refused("not_marked");
  return with_words(call, *mark);
}

}  // namespace linli::neighbours
