#include "app/show_incident.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <span>

#include "app/assists.hpp"
#include "app/errands.hpp"
#include "app/present.hpp"
#include "app/propose_unit.hpp"
#include "incidents/at_hand.hpp"
#include "incidents_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/audit/audit.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/personal/vault.hpp"
#include "platform/text/messages.hpp"
#include "platform/workflow/generate.hpp"
#include "platform/workflow/workflow.hpp"

namespace linli::incidents {
namespace {

using personal::Ref;

// The unit that handles it has put the case into the reader's hands.
bool is_in_hand(const db::Rows& errands) {
  for (const db::Row row : errands)
    if (row.boolean("mine")) return true;
  return false;
}

bool is_with_a_firm(const db::Rows& errands) {
  for (const db::Row row : errands)
    if (row.is_null("closed_at") && row.text("kind") == "firm") return true;
  return false;
}

// What a case's relation to the reader is: where it lies, who answers, whether the reader takes part.
access::Relation relation_of(const Case& c, const http::Call& call, const workflow::Snapshot& snapshot,
                             const db::Rows& assists, const db::Rows& errands) {
  access::Relation r;
  r.scope_code = c.scope_code;
  const std::vector<Uuid> own = call.who.units();
  r.unit = unit_to(own, c.owner_unit, c.handler_unit);
  for (const db::Row row : assists)
    if (std::find(own.begin(), own.end(), row.uuid("unit")) != own.end()) r.unit = row.uuid("unit");
  r.line = c.matter;
  for (const workflow::Participation& p : snapshot.participants)
    if (!p.is_unit && p.party == call.who.person) r.participates = true;
  if (c.owner_person == call.who.person || c.collector == call.who.person || c.first_asked == call.who.person ||
      is_in_hand(errands))
    r.participates = true;
  return r;
}

// Handlers of a case never learn who reported it without consent, whatever other roles they hold.
bool handles(const Case& c, const http::Call& call, const workflow::Snapshot& snapshot, const db::Rows& assists,
             const db::Rows& errands) {
  if (is_in_hand(errands)) return true;
  for (const workflow::Participation& p : snapshot.participants)
    if (!p.is_unit && p.party == call.who.person && p.duty == "handler") return true;
  if (!call.who.has_role("department") && !call.who.has_role("unit_head") && !call.who.has_role("crew")) return false;
  for (const Uuid& unit : call.who.units()) {
    if (c.handler_unit == unit || c.owner_unit == unit) return true;
    for (const db::Row row : assists)
      if (row.uuid("unit") == unit) return true;
  }
  return false;
}

struct Reporter {
  Uuid id;
  std::optional<Uuid> subject;
  bool consent = false;
  std::string source, feedback_state, number;
  bool follows = false, wants_call = false, reached = false;
  std::int64_t attempts = 0;
  std::optional<std::string> rating;
};

// What it takes to know whether the caller may see a case.
struct Seen {
  Case row;
  workflow::Snapshot snapshot;
  db::Rows assists, errands;

  access::Relation relation(const http::Call& call) const { return relation_of(row, call, snapshot, assists, errands); }
};

struct Loaded : Seen {
  std::vector<Reporter> reporters;
  db::Rows involved, attachments;
  std::vector<Case> merged;  ///< into this one
  std::optional<Case> into;  ///< the case that goes on, when this one was merged
  std::vector<workflow::HistoryRow> history;
};

// Sends `reads`, which may hold more of the caller's, together with what `seen` takes; gives all the answers, the
// caller's first.
std::vector<db::Rows> see(http::Call& call, const Uuid& id, db::Batch& reads, Seen& seen) {
  const workflow::Engine& engine = call.app.get<workflow::Engine>();
  const std::size_t own = reads.items().size();
  reads.add(sql::find_incident, db::Params::of(id));
  reads.add(sql::assists_of, db::Params::of(id));
  reads.add(sql::errands_of, db::Params::of(id, call.who.person));
  engine.ask_case(reads, "incident", id);
  std::vector<db::Rows> answers = call.db.read(reads);
  const std::span<const db::Rows> its = std::span(answers).subspan(own);
  std::optional<workflow::Snapshot> snapshot = engine.read_case(its.subspan(3), "incident", id);
  if (its[0].empty() || !snapshot) throw Refused("incident_not_found");
  seen.row = read_case(its[0][0]);
  seen.assists = its[1];
  seen.errands = its[2];
  seen.snapshot = std::move(*snapshot);
  if (!call.app.get<access::Access>().covers(call.who, "incidents.view", seen.relation(call)))
    throw Refused("incident_not_found");
  return answers;
}

Seen see(http::Call& call, const Uuid& id) {
  Seen seen;
  db::Batch reads;
  see(call, id, reads, seen);
  return seen;
}

// One round trip, and one more when the case was merged into another.
Loaded load(http::Call& call, const Uuid& id) {
  Loaded l;
  db::Batch reads;
  reads.add(sql::reporters_of, db::Params::of(id));
  reads.add(sql::involved_of, db::Params::of(id));
  reads.add(sql::attachments_of, db::Params::of(id));
  reads.add(sql::merged_cases, db::Params::of(id));
  workflow::Engine::ask_history(reads, id);
  const std::vector<db::Rows> answers = see(call, id, reads, l);
  for (const db::Row row : answers[0])
    l.reporters.push_back({row.uuid("id"), row.maybe_uuid("subject"), row.boolean("consent"), row.text("source"),
                           row.text("feedback_state"), row.text("number"), row.boolean("follows"),
                           row.boolean("wants_call"), !row.is_null("reached_at"), row.integer("attempts"),
                           row.maybe_text("rating")});
  l.involved = answers[1];
  l.attachments = answers[2];
  for (const db::Row row : answers[3]) l.merged.push_back(read_case(row));
  l.history = workflow::Engine::read_history(answers[4]);
  if (l.row.root_case) l.into = find_case(call.db, *l.row.root_case);
  return l;
}

std::optional<std::string> or_nothing(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

// Under whose subject the words of an act stand: a reporter's own, or the case's.
Uuid subject_of_act(const Loaded& l, const workflow::HistoryRow& h) {
  if (h.role == "reporter" || h.action == "follow")
    if (const std::optional<Uuid> named = named_reporter(h))
      for (const Reporter& r : l.reporters)
        if (r.id == *named && r.subject) return *r.subject;
  return l.row.subject;
}

/// What the case alone does not say: everybody's words, and the names of the units that acted.
struct Told {
  std::map<Ref, personal::Values> words;
  std::map<Uuid, std::string> units;
};

// One round trip.
Told told_of(http::Call& call, const Loaded& l) {
  std::vector<Ref> refs{{l.row.subject, l.row.id}};
  std::vector<Uuid> units;
  for (const workflow::HistoryRow& h : l.history) {
    refs.push_back({subject_of_act(l, h), h.record_id});
    if (!h.unit.is_nil() && std::ranges::find(units, h.unit) == units.end()) units.push_back(h.unit);
  }
  for (const Case& c : l.merged) refs.push_back({c.subject, c.id});
  for (const Reporter& r : l.reporters)
    if (r.subject) refs.push_back({*r.subject, r.id});
  for (const db::Row row : l.involved) refs.push_back({row.uuid("subject"), row.uuid("id")});
  db::Batch reads;
  personal::Vault::ask(reads, refs);
  reads.add(sql::unit_names, db::Params::of(units));
  const std::vector<db::Rows> answers = call.db.read(reads);
  Told told;
  told.words = call.app.get<personal::Vault>().read(answers[0]);
  for (const db::Row row : answers[1]) told.units[row.uuid("id")] = row.text("name");
  return told;
}

std::string value_or_empty(const std::map<Ref, personal::Values>& words, const Ref& ref, const std::string& field) {
  const auto found = words.find(ref);
  if (found == words.end()) return "";
  const auto value = found->second.find(field);
  return value == found->second.end() ? "" : value->second;
}

std::optional<std::string> note_of(const std::map<Ref, personal::Values>& words, const Ref& ref) {
  std::string note;
  for (const char* field : {"result", "reason", "cause", "clause", "note", "text", "description"}) {
    const std::string value = value_or_empty(words, ref, field);
    if (!value.empty()) note += (note.empty() ? "" : "\n") + value;
  }
  return or_nothing(std::move(note));
}

void fill_people(IncidentView& view, const Loaded& l, const std::map<Ref, personal::Values>& words, bool hidden) {
  for (const Reporter& r : l.reporters) {
    if (hidden && !r.consent) {
      view.reporters_hidden = true;
      continue;
    }
    const Ref ref{r.subject.value_or(Uuid{}), r.id};
    ReporterView reporter{r.id,     r.id,      {},           {},        r.source,   r.feedback_state, r.consent,
                          r.number, r.follows, r.wants_call, r.reached, r.attempts, r.rating};
    const std::string name = value_or_empty(words, ref, "name"), phone = value_or_empty(words, ref, "phone");
    if (!name.empty()) reporter.name = personal::masked("name", name);
    if (!phone.empty()) reporter.phone = personal::masked("phone", phone);
    view.reporters.push_back(std::move(reporter));
  }
  for (const db::Row row : l.involved)
    view.involved.push_back(
        {row.uuid("id"), personal::masked("name", value_or_empty(words, {row.uuid("subject"), row.uuid("id")}, "name")),
         row.text("role")});
}

void fill_clock(IncidentView& view, const Loaded& l, const http::Call& call, const Incidents& incidents) {
  if (!l.snapshot.clock) return;
  const workflow::DueTime& clock = *l.snapshot.clock;
  const auto calendar = incidents.context().get<calendar::Calendar>().current();
  ClockView c;
  c.started = clock.from;
  c.due = clock.due;
  c.warn = clock.warn;
  c.provisional = clock.provisional;
  c.limit = {clock.length.count, to_text(clock.length.unit)};
  c.counted_minutes = calendar->working_minutes_between(clock.from, std::min(call.now, clock.due));
  for (const WorkingCalendar::DayCell& cell : calendar->strip(clock.from, clock.due))
    c.strip.push_back({cell.day, cell.workday, cell.makeup, cell.counted_minutes, cell.name});
  view.clock = std::move(c);
}

const char* status_text(workflow::Step::Status status) {
  switch (status) {
    case workflow::Step::Status::done:
      return "done";
    case workflow::Step::Status::now:
      return "now";
    case workflow::Step::Status::skipped:
      return "skipped";
    case workflow::Step::Status::next:
      break;
  }
  return "next";
}

// A centre's dispatcher or leader, while a unit has the case.
bool may_ask_assist(const Loaded& l, const http::Call& call) {
  if (!with_a_unit(l.row.state)) return false;
  for (const access::Grant& grant : call.who.grants)
    if ((grant.role == "dispatcher" || grant.role == "leader") && !grant.prefix.empty() &&
        l.row.scope_code.starts_with(grant.prefix))
      return true;
  return false;
}

MergedView merged_view(const Case& c, const Incidents& incidents, const std::map<Ref, personal::Values>& words,
                       Instant now) {
  return {c.id,
          c.number,
          incidents.matter_name(c.matter),
          c.address,
          c.reported_at,
          or_nothing(value_or_empty(words, {c.subject, c.id}, "text")),
          outside_view(c, now)};
}

// The cases merged into this one with their evidence, which stays theirs; or the case this one went into.
void fill_merged(IncidentView& view, const Loaded& l, http::Call& call, const Incidents& incidents,
                 const std::map<Ref, personal::Values>& words) {
  for (const Case& c : l.merged) {
    view.merged.push_back(merged_view(c, incidents, words, call.now));
    for (const db::Row row : call.db.run(sql::attachments_of, db::Params::of(c.id)))
      view.attachments.push_back({row.text("digest"), row.text("stage"), row.text("media_type"),
                                  row.maybe_instant("taken_at"), row.maybe_text("person_name"), row.instant("added_at"),
                                  c.number});
  }
  if (l.into) view.merged_into = merged_view(*l.into, incidents, words, call.now);
}

// What has a door of its own (followers) or follows from another step is no button.
bool is_offered(const std::string& action) { return action != "follow" && action != "absorb" && action != "release"; }

IncidentView present(http::Call& call, Incidents& incidents, const Loaded& l) {
  IncidentView view;
  static_cast<IncidentRow&>(view) = row_of(l.row, incidents, call.now);
  const workflow::Engine& engine = call.app.get<workflow::Engine>();
  const text::Messages& messages = call.app.get<text::Messages>();
  const std::string language = messages.negotiate(call.request.header("accept-language"));
  const Told told = told_of(call, l);
  const std::map<Ref, personal::Values>& words = told.words;

  view.description = or_nothing(value_or_empty(words, {l.row.subject, l.row.id}, "text"));
  fill_people(view, l, words, handles(l.row, call, l.snapshot, l.assists, l.errands));
  for (const db::Row row : l.attachments) {
    view.attachments.push_back({row.text("digest"), row.text("stage"), row.text("media_type"),
                                row.maybe_instant("taken_at"), row.maybe_text("person_name"), row.instant("added_at")});
    view.attachments.back().from_errand = row.maybe_text("from_errand") == "t";
  }
  for (const workflow::HistoryRow& h : l.history) {
    HistoryView step{h.seq,
                     h.at,
                     h.action,
                     or_nothing(h.from),
                     or_nothing(h.to),
                     or_nothing(h.who),
                     told.units.contains(h.unit) ? std::optional(told.units.at(h.unit)) : std::nullopt,
                     {},
                     json::object{}};
    if (h.record_id != l.row.id) step.note = note_of(words, {subject_of_act(l, h), h.record_id});
    if (!h.fields.empty()) step.fields = json::parse(h.fields);
    view.history.push_back(std::move(step));
  }
  const std::vector<workflow::ActionView> actions = engine.actions(call.db, l.snapshot, call.who, false, call.now);
  for (const workflow::ActionView& a : actions) {
    if (!is_offered(a.name)) continue;
    ActionOffer offer{a.name, a.to.empty() ? "" : a.to.front(), a.allowed, or_nothing(a.reason), {}, a.needs, a.why,
                      a.takes};
    if (!a.reason.empty()) offer.reason_text = messages.text(language, "refusal." + a.reason, a.values);
    view.actions.push_back(std::move(offer));
  }
  view.proposal = propose_unit(call, l.row, l.snapshot, actions);
  const workflow::Definition& definition = engine.definition_of(call.db, l.snapshot.version_hash);
  for (const workflow::Step& s : workflow::progress(definition, workflow::Bar::staff, l.history)) {
    ProgressStep step{s.key, messages.text(language, "step." + s.key), status_text(s.status), or_nothing(s.who), s.at,
                      {}};
    if (s.status == workflow::Step::Status::now) step.due = l.row.due;
    view.progress.push_back(std::move(step));
  }
  fill_clock(view, l, call, incidents);
  for (const workflow::HistoryRow& h : l.history) {
    if ((h.action != "rate" && h.action != "rate_along") || h.fields.empty()) continue;
    const json::value fields = json::parse(h.fields);
    RatingView rating{std::string(fields.at("score").as_string()),
                      {},
                      or_nothing(value_or_empty(words, {subject_of_act(l, h), h.record_id}, "text")),
                      h.at};
    if (const json::value* reasons = fields.as_object().if_contains("reasons"); reasons && reasons->is_array())
      rating.reasons = json::value_to<std::vector<std::string>>(*reasons);
    view.rating = std::move(rating);
  }
  view.first_asked = l.row.first_asked_name;
  view.first_asked_is_me = l.row.first_asked == call.who.person;
  fill_merged(view, l, call, incidents, words);
  view.outcome = l.row.outcome;
  for (const workflow::Participation& p : l.snapshot.participants) {
    if (p.is_unit) continue;
    for (const workflow::HistoryRow& h : l.history)
      if (h.person == p.party && h.duty == p.duty) {
        view.separation.push_back({p.duty, h.who});
        break;
      }
  }
  view.assists = assists_of(call, l.assists, l.row.subject);
  view.may_ask_assist = may_ask_assist(l, call);
  view.errands = errands_of(call, l.errands, l.row.subject);
  const bool is_with_unit = l.row.state == "handling", clerk = is_clerk(call.who, l.row.owner_unit);
  view.may_hand_on = is_with_unit && clerk;
  view.may_ask_firm = is_with_unit && (clerk || is_in_hand(l.errands)) && !is_with_a_firm(l.errands);
  if (const Matter* matter = incidents.catalogue().find(l.row.matter)) {
    view.filing_standard = matter->filing_standard;
    view.closing_standard = matter->closing_standard;
  }
  return view;
}

}  // namespace

std::optional<Uuid> named_reporter(const workflow::HistoryRow& h) {
  if (h.fields.empty()) return std::nullopt;
  const json::value fields = json::parse(h.fields);
  const json::value* reporter = fields.is_object() ? fields.get_object().if_contains("reporter") : nullptr;
  if (!reporter || !reporter->is_string()) return std::nullopt;
  return Uuid::parse(std::string_view(reporter->get_string()));
}

Case case_to_see(http::Call& call, const Uuid& id) { return see(call, id).row; }

IncidentView show_incident(http::Call& call, Incidents& incidents) {
  return show_incident(call, incidents, call.id_param("id"));
}

IncidentView show_incident(http::Call& call, Incidents& incidents, const Uuid& id) {
  return present(call, incidents, load(call, id));
}

workflow::Snapshot case_at_hand(http::Call& call, const Uuid& id) { return see(call, id).snapshot; }

ContactView reveal_contact(http::Call& call, const Uuid& incident, const Uuid& record, const std::string& purpose) {
  const Loaded l = load(call, incident);
  // Seeing a case, as a participant or by its unit, is not yet a reason to see who reported it.
  call.app.get<access::Access>().require(call.who, "incidents.reveal", l.relation(call));
  std::optional<Ref> ref;
  for (const Reporter& r : l.reporters)
    if (r.id == record && r.subject) {
      if (handles(l.row, call, l.snapshot, l.assists, l.errands) && !r.consent) throw Refused("reporter_hidden");
      ref = Ref{*r.subject, r.id};
    }
  for (const db::Row row : l.involved)
    if (row.uuid("id") == record) ref = Ref{row.uuid("subject"), record};
  if (!ref) throw Refused("incident_not_found");
  // The trace is durable before the value leaves.
  db::Batch trace;
  const json::value detail = json::object{{"record", record.text()}};
  const std::string object = "incident:" + l.row.id.text();
  audit::record(trace,
                {call.now, &call.who, "personal.reveal", object, l.row.scope_code, call.request.id, purpose, &detail});
  call.db.commit(trace);
  const personal::Values values = call.app.get<personal::Vault>().open(call.db, *ref);
  ContactView contact;
  if (const auto name = values.find("name"); name != values.end()) contact.name = name->second;
  if (const auto phone = values.find("phone"); phone != values.end()) contact.phone = phone->second;
  return contact;
}

}  // namespace linli::incidents
