#include "app/case_workflow.hpp"

#include <boost/json.hpp>

#include "app/keep.hpp"
#include "app/levels.hpp"
#include "app/matter_lists.hpp"
#include "app/supervise.hpp"
#include "domain/guards.hpp"
#include "domain/spot_check.hpp"
#include "incidents/outside.hpp"
#include "incidents_sql.hpp"
#include "platform/outbox/outbox.hpp"
#include "platform/personal/vault.hpp"
#include "platform/resources.hpp"

namespace linli::incidents {
namespace {

using workflow::Attempt;
using workflow::Settled;
using workflow::Snapshot;

constexpr const char* kWorkflow = "incident";
constexpr const char* kDefinition = "modules/incidents/workflows/incident.yaml";

void set_matter_facts(workflow::Facts& facts, const Incidents& incidents, const std::string& code,
                      const std::string& urgency) {
  const Matter* matter = incidents.catalogue().find(code);
  facts.set("matter", code);
  facts.set("matter_name", incidents.matter_name(code));
  facts.set("urgent", (matter && matter->urgent) || urgency != "normal");
  facts.set("collector_may_check", matter && matter->collector_may_check);
  facts.set("self_handled_matter", matter && matter->self_handled);
}

bool answer(const Incidents& incidents, std::span<const db::Rows> rows, Snapshot& at) {
  if (rows[0].empty()) return false;
  const db::Row row = rows[0][0];
  CaseFacts f;
  f.district = row.text("district");
  f.scope_code = row.text("scope_code");
  f.number = row.text("number");
  f.matter = row.text("matter");
  f.urgency = row.text("urgency");
  f.source = row.text("source");
  f.subject = row.uuid("subject").text();
  f.handle_unit = row.maybe_text("handle_unit").value_or("");
  f.spot_check = row.text("spot_check");
  f.has_collector = !row.is_null("collector");
  f.self_handled = row.boolean("self_handled");
  f.extension_asked = row.boolean("extension_asked");
  f.suspension_asked = row.boolean("suspension_asked");
  f.withdrawal_asked = row.boolean("withdrawal_asked");
  f.last_urged_at = row.maybe_instant("last_urged_at");
  f.supervision = row.text("supervision");
  f.handler_unit = row.maybe_uuid("handler_unit").value_or(Uuid{});
  f.reported_at = row.instant("reported_at");
  f.first_asked = row.maybe_uuid("first_asked");
  for (const db::Row r : rows[2])
    f.reporters.push_back({r.uuid("id"), r.uuid("incident") == at.case_id && !r.boolean("follows"),
                           r.boolean("can_be_called"), !r.is_null("reached_at"), !r.is_null("rating"),
                           r.integer("attempts"), r.maybe_instant("last_attempt_at")});
  f.before_photos = row.integer("before_photos");
  f.handle_count = row.maybe_integer("handle_count").value_or(0);
  f.self_handled_here = rows[1][0].integer("times");
  f.centre_prefix = row.text("centre_prefix");
  f.raise_asked = row.boolean("raise_asked");
  f.assists_open = row.integer("assists_open");
  f.errands_open = row.integer("errands_open");
  f.from_outside = row.boolean("from_outside");
  f.outside_answered = row.boolean("outside_answered");
  f.returns = row.integer("returns");
  f.reworks = row.integer("reworks");
  f.extensions = row.integer("extensions");
  set_facts(incidents, f, at);
  return true;
}

// A corrected matter or urgency counts for the deadline of the state it is corrected on the way to.
void foresee(const Incidents& incidents, Snapshot& at, const Attempt& attempt) {
  const std::string matter = attempt.has("matter") ? attempt.text("matter") : at.facts.code("matter");
  const std::string urgency = attempt.has("urgency") ? attempt.text("urgency") : at.facts.code("urgency");
  set_matter_facts(at.facts, incidents, matter, urgency);
}

void set_reporter_facts(workflow::Facts& facts, const Settings& settings, const std::vector<Contact>& reporters) {
  std::int64_t contacts = 0, left = 0, others = 0, unrated = 0, tried = 0;
  bool reached = false;
  std::string only;
  for (const Contact& r : reporters) {
    others += !r.first;
    unrated += !r.rated;
    facts.set(rated_by(r.first ? "" : r.id.text()), r.rated);
    if (!r.can_be_called) continue;
    ++contacts;
    only = contacts == 1 ? r.id.text() : "";
    reached = reached || r.reached;
    facts.set(last_attempt_at(r.id.text()), r.last_attempt_at ? to_text(*r.last_attempt_at) : std::string());
    if (r.reached || r.attempts >= settings.feedback_attempts) continue;
    ++left;
    tried = r.attempts;
  }
  facts.set("has_reporter", !reporters.empty());
  facts.set("contacts", contacts);
  facts.set("contacts_left", left);
  facts.set("only_contact", only);
  facts.set("reached", reached);
  facts.set("attempts", tried);
  facts.set("others_reported", others);
  facts.set("unrated", unrated);
  facts.set("judged_well", unrated < static_cast<std::int64_t>(reporters.size()));
}

DurationUnit parse_unit(const std::string& unit) {
  if (unit == "working_days") return DurationUnit::working_days;
  if (unit == "natural_hours") return DurationUnit::natural_hours;
  if (unit == "natural_minutes") return DurationUnit::natural_minutes;
  if (unit == "working_minutes") return DurationUnit::working_minutes;
  return DurationUnit::working_hours;
}

void register_limits(workflow::Engine& engine, const Incidents& incidents) {
  const Settings& s = incidents.settings();
  for (const auto& [name, length] :
       {std::pair{"acknowledge", s.acknowledge_normal}, std::pair{"acknowledge_urgent", s.acknowledge_urgent},
        std::pair{"verify", s.verify}, std::pair{"accept", s.accept}, std::pair{"dispatch", s.dispatch},
        std::pair{"sign", s.sign}, std::pair{"check", s.check}, std::pair{"feed_back", s.feed_back},
        std::pair{"rate", s.rate}, std::pair{"call_back", s.call_back}, std::pair{"resubmit", s.resubmit},
        std::pair{"urgent_step", s.urgent_step}, std::pair{"rule", s.rule}})
    engine.limit(name, [length = length](const Snapshot&, const Attempt&) { return length; });
  engine.limit("handle", [&incidents](const Snapshot& at, const Attempt&) -> LegalDuration {
    if (at.facts.figure("handle_count") > 0)
      return {at.facts.figure("handle_count"), parse_unit(at.facts.code("handle_unit"))};
    return incidents.matter(at.facts.code("matter")).limit;
  });
}

using Write = std::function<void(const Snapshot&, const Attempt&, const Settled&, db::Batch&)>;
workflow::Effect writing(Write write) {
  return [write = std::move(write)](const Snapshot& at, const Attempt& attempt, const Settled& settled, db::Connection&,
                                    db::Batch& batch) { write(at, attempt, settled, batch); };
}

void register_effects(workflow::Engine& engine, Incidents& incidents) {
  engine.effect("keep_words",
                [&incidents](const Snapshot& at, const Attempt& attempt, const Settled&, db::Connection& db,
                             db::Batch& batch) { keep_words(incidents, at, attempt, db, batch); });
  for (const auto& [name, proof] : {std::pair{"keep_evidence", Proof::any}, std::pair{"keep_proof", Proof::of_matter},
                                    std::pair{"keep_before_and_after", Proof::before_and_after}})
    engine.effect(name, [&incidents, proof = proof](const Snapshot& at, const Attempt& attempt, const Settled&,
                                                    db::Connection& db, db::Batch& batch) {
      keep_evidence(incidents, at, attempt, db, batch, proof);
    });
  engine.effect("correct_matter",
                writing([&incidents](const Snapshot& at, const Attempt& attempt, const Settled&, db::Batch& batch) {
                  if (attempt.has("matter")) incidents.matter(attempt.text("matter"));
                  if (attempt.has("matter") || attempt.has("urgency"))
                    batch.add(
                        sql::correct_matter,
                        db::Params::of(at.case_id, at.district,
                                       attempt.has("matter") ? std::optional(attempt.text("matter")) : std::nullopt,
                                       attempt.has("urgency") ? std::optional(attempt.text("urgency")) : std::nullopt));
                }));
  engine.effect("set_limit", writing([](const Snapshot& at, const Attempt& attempt, const Settled&, db::Batch& batch) {
                  if (const auto length = attempt.duration("limit"))
                    batch.add(sql::set_limit,
                              db::Params::of(at.case_id, at.district, length->count, to_text(length->unit)));
                }));
  engine.effect("count_return", writing([](const Snapshot& at, const Attempt&, const Settled&, db::Batch& batch) {
                  batch.add(sql::count_return, db::Params::of(at.case_id, at.district));
                }));
  engine.effect("count_rework", writing([](const Snapshot& at, const Attempt&, const Settled&, db::Batch& batch) {
                  batch.add(sql::count_rework, db::Params::of(at.case_id, at.district));
                  batch.add(sql::wait_again, db::Params::of(at.case_id, at.district));
                }));
  engine.effect("ask_extension", writing([](const Snapshot& at, const Attempt&, const Settled&, db::Batch& batch) {
                  batch.add(sql::ask_extension, db::Params::of(at.case_id, at.district, true, 0));
                }));
  engine.effect("grant_extension", writing([](const Snapshot& at, const Attempt&, const Settled&, db::Batch& batch) {
                  batch.add(sql::ask_extension, db::Params::of(at.case_id, at.district, false, 1));
                }));
  engine.effect("drop_extension", writing([](const Snapshot& at, const Attempt&, const Settled&, db::Batch& batch) {
                  batch.add(sql::ask_extension, db::Params::of(at.case_id, at.district, false, 0));
                }));
  engine.effect("ask_suspension", writing([](const Snapshot& at, const Attempt&, const Settled&, db::Batch& batch) {
                  batch.add(sql::ask_suspension, db::Params::of(at.case_id, at.district, true));
                }));
  engine.effect(
      "keep_suspension", writing([](const Snapshot& at, const Attempt& attempt, const Settled&, db::Batch& batch) {
        batch.add(sql::keep_suspension,
                  db::Params::of(at.case_id, at.district,
                                 attempt.has("cause_kind") ? std::optional(attempt.text("cause_kind")) : std::nullopt,
                                 parse_date(attempt.text("review_on"))));
      }));
  engine.effect("drop_suspension", writing([](const Snapshot& at, const Attempt&, const Settled&, db::Batch& batch) {
                  batch.add(sql::keep_suspension, db::Params::of(at.case_id, at.district, nullptr, nullptr));
                }));
  engine.effect("ask_withdrawal", writing([](const Snapshot& at, const Attempt&, const Settled&, db::Batch& batch) {
                  batch.add(sql::ask_withdrawal, db::Params::of(at.case_id, at.district, true, false));
                }));
  engine.effect(
      "settle_withdrawal", writing([](const Snapshot& at, const Attempt& attempt, const Settled&, db::Batch& batch) {
        batch.add(sql::ask_withdrawal, db::Params::of(at.case_id, at.district, false, attempt.flag("pressed")));
      }));
  engine.effect("count_urge", writing([](const Snapshot& at, const Attempt& attempt, const Settled&, db::Batch& batch) {
                  batch.add(sql::count_urge, db::Params::of(at.case_id, at.district, attempt.now));
                }));
  engine.effect(
      "record_attempt", writing([](const Snapshot& at, const Attempt& attempt, const Settled&, db::Batch& batch) {
        batch.add(sql::record_attempt, db::Params::of(at.case_id, at.district, attempt.now, attempt.flag("reached")));
        const Uuid reporter = attempt.id("reporter").value_or(Uuid{});
        batch.add(sql::record_attempt_of,
                  db::Params::of(reporter.is_nil() ? Uuid::parse(at.facts.code("only_contact")) : reporter, at.district,
                                 attempt.now, attempt.flag("reached")));
      }));
  engine.effect(
      "renew_outside", writing([](const Snapshot& at, const Attempt& attempt, const Settled&, db::Batch& batch) {
        const Instant due = parse_instant(attempt.text("due"));
        batch.add(sql::renew_outside, db::Params::of(at.case_id, at.district, due, warning_of(attempt.now, due)));
      }));
  engine.effect("answer_outside",
                writing([](const Snapshot& at, const Attempt& attempt, const Settled&, db::Batch& batch) {
                  batch.add(sql::answer_outside, db::Params::of(at.case_id, at.district, attempt.now));
                }));
  engine.effect(
      "keep_rating", writing([](const Snapshot& at, const Attempt& attempt, const Settled&, db::Batch& batch) {
        batch.add(sql::keep_rating, db::Params::of(at.case_id, at.district, attempt.text("score")));
        batch.add(sql::rate_of, db::Params::of(at.case_id, at.district, attempt.id("reporter"), attempt.text("score")));
      }));
  engine.effect("hand_over", writing([](const Snapshot& at, const Attempt& attempt, const Settled&, db::Batch& batch) {
                  batch.add(sql::hand_over, db::Params::of(at.case_id, at.district, attempt.id("person")));
                  // Who takes the duty has no part in the case yet, so the step itself tells others only.
                  const json::object news{{"workflow", kWorkflow},
                                          {"number", at.facts.code("number")},
                                          {"matter", at.facts.code("matter")},
                                          {"tell", json::array{json::object{{"person", attempt.text("person")}}}}};
                  outbox::publish(batch, "first_asked.taken", at.case_id.text(), news, at.scope_code,
                                  attempt.request_id, attempt.now);
                }));
  engine.effect("count_follower", writing([](const Snapshot& at, const Attempt&, const Settled&, db::Batch& batch) {
                  batch.add(sql::count_follower, db::Params::of(at.case_id, at.district));
                }));
}

// How the case ended: what the three figures are made of.
std::string outcome_of(const Snapshot& at, const Settled& settled) {
  if (settled.outcome != "closed") return settled.outcome;
  if (settled.action == "rate") return "solved";
  if (settled.action == "explain") return "explained";
  if (settled.action == "close_unrated")
    return at.facts.figure("contacts") > 0 && !at.facts.flag("reached") ? "unreachable"
           : at.facts.flag("judged_well")                               ? "solved"
                                                                        : "unrated";
  return "checked";
}

class Counters {
 public:
  Counters(const Snapshot& at, const Attempt& attempt, const CityZone& zone, db::Batch& batch)
      : at_(at), attempt_(attempt), day_(zone.date_of(attempt.now)), batch_(batch) {}
  void add(const char* figure, std::int64_t delta) {
    batch_.add(sql::add_counter, db::Params::of(attempt_.record_id, at_.district, day_, at_.scope_code.substr(0, 9),
                                                at_.facts.code("source"), figure, delta));
  }

 private:
  const Snapshot& at_;
  const Attempt& attempt_;
  LocalDate day_;
  db::Batch& batch_;
};

// Self-handled cases are counted apart and never among the collected or closed ones (INC-19).
void count(Counters counters, const Snapshot& at, const Attempt& attempt, const Settled& settled,
           const std::string& outcome, bool is_drawn) {
  const bool on_the_spot = settled.to == "self_closed";
  if (on_the_spot && !settled.aside && is_drawn) counters.add("spot_drawn", 1);
  if (settled.from.empty()) return counters.add(on_the_spot ? "self_handled" : "collected", 1);
  // Only what was drawn by chance tells of all self-handled cases; what somebody picked out does not count.
  if (settled.from == "self_closed" && at.facts.code("spot_check") == "drawn") {
    counters.add("spot_checked", 1);
    if (settled.action == "spot_reject") counters.add("spot_rejected", 1);
  }
  if (settled.action == "follow") counters.add("followed", 1);
  if (settled.action == "rate" || settled.action == "rate_along") {
    counters.add("rated", 1);
    if (attempt.text("score") != "dissatisfied") counters.add("satisfied", 1);
  }
  if (settled.aside) return;
  if (settled.from == "merged") counters.add("merged", -1);
  if (on_the_spot || settled.from == "self_closed") {
    counters.add("self_handled", on_the_spot ? 1 : -1);
    counters.add("collected", on_the_spot ? -1 : 1);
  } else if (settled.outcome == "cancelled" || settled.outcome == "withdrawn" || settled.outcome == "merged") {
    counters.add(settled.outcome.c_str(), 1);
  } else if (settled.outcome == "closed") {
    counters.add("closed", 1);
    if (outcome == "unreachable") counters.add("unreachable", 1);
    if (outcome != "explained") counters.add("solved", 1);
  }
}

void follow(workflow::Engine& engine, const Incidents& incidents, const Snapshot& at, const Attempt& attempt,
            const Settled& settled, db::Batch& batch) {
  const auto id = [](const Uuid& value) { return value.is_nil() ? std::nullopt : std::optional(value); };
  const workflow::State& state = engine.definition(kWorkflow).state(settled.to);
  const char* owner = state.owner.of_unit                 ? "unit"
                      : state.owner.role == "grid_worker" ? (settled.to == "reminded" ? "worker" : "collector")
                      : state.owner.role == "reporter" || state.is_final() ? "none"
                                                                           : "centre";
  const std::string outcome = outcome_of(at, settled);
  batch.add(
      sql::follow_transition,
      db::Params::of(at.case_id, at.district, settled.to, settled.version, id(settled.owner_unit),
                     id(settled.owner_person), owner, settled.clock ? std::optional(settled.clock->due) : std::nullopt,
                     settled.clock ? settled.clock->warn : std::nullopt, settled.clock && settled.clock->provisional,
                     settled.paused_at, settled.at, state.is_final() ? std::optional(settled.at) : std::nullopt,
                     settled.clock ? std::optional(settled.clock->from) : std::nullopt,
                     outcome.empty() ? std::nullopt : std::optional(outcome)));
  if ((settled.action == "submit" || settled.action == "self_handle") && attempt.who)
    batch.add(sql::became_collector,
              db::Params::of(at.case_id, at.district, attempt.who->person, id(settled.unit), attempt.who->display));
  if (settled.action == "acknowledge" && attempt.who)  // the first of us whom the reporter's reminder reached
    batch.add(sql::ask_first, db::Params::of(at.case_id, at.district, attempt.who->person, attempt.who->display));
  const bool is_drawn = settled.to == "self_closed" && !settled.aside &&
                        drawn(incidents.context().get<personal::Vault>().digest("spot check " + at.case_id.text()),
                              incidents.settings().spot_check_percent);
  if (is_drawn) batch.add(sql::set_spot_check, db::Params::of(at.case_id, at.district, "drawn"));
  if (settled.action == "spot_check" || settled.action == "spot_reject")
    batch.add(sql::set_spot_check,
              db::Params::of(at.case_id, at.district, settled.action == "spot_check" ? "passed" : "rejected"));
  if (settled.to == "self_closed" && !settled.aside)
    batch.add(sql::mark_self_handled, db::Params::of(at.case_id, at.district, true));
  if (settled.from == "self_closed" && !settled.aside)
    batch.add(sql::mark_self_handled, db::Params::of(at.case_id, at.district, false));
  if (settled.action == "feed_back") batch.add(sql::answer_reporters, db::Params::of(at.case_id, at.district));
  count(Counters(at, attempt, incidents.context().zone(), batch), at, attempt, settled, outcome, is_drawn);
}

}  // namespace

void set_facts(const Incidents& incidents, const CaseFacts& f, Snapshot& at) {
  at.district = f.district;
  at.scope_code = f.scope_code;
  at.line = f.matter;
  workflow::Facts& facts = at.facts;
  set_matter_facts(facts, incidents, f.matter, f.urgency);
  facts.set("separate_units", false);
  facts.set("number", f.number);
  facts.set("urgency", f.urgency);
  facts.set("source", f.source);
  facts.set("subject", f.subject);
  facts.set("has_collector", f.has_collector);
  if (f.reported_at) facts.set("filed_on", to_text(incidents.context().zone().date_of(*f.reported_at)));
  set_reporter_facts(facts, incidents.settings(), f.reporters);
  facts.set("has_first_asked", f.first_asked.has_value());
  at.watchers.clear();
  if (f.first_asked) at.watchers.push_back(*f.first_asked);
  facts.set("returns", f.returns);
  facts.set("reworks", f.reworks);
  facts.set("extensions", f.extensions);
  facts.set("extension_asked", f.extension_asked);
  facts.set("suspension_asked", f.suspension_asked);
  facts.set("withdrawal_asked", f.withdrawal_asked);
  facts.set("last_urged_at", f.last_urged_at ? to_text(*f.last_urged_at) : std::string());
  facts.set("supervision", f.supervision);
  facts.set("handler_unit", f.handler_unit.is_nil() ? std::string() : f.handler_unit.text());
  facts.set("centre_prefix", f.centre_prefix);
  facts.set("raise_asked", f.raise_asked);
  facts.set("assists_open", f.assists_open);
  facts.set("errands_open", f.errands_open);
  facts.set("from_outside", f.from_outside);
  facts.set("outside_answered", f.outside_answered);
  facts.set("before_photos", f.before_photos);
  facts.set("self_handled", f.self_handled);
  facts.set("spot_check", f.spot_check);
  facts.set("self_handled_here", f.self_handled_here);
  facts.set("handle_count", f.handle_count);
  facts.set("handle_unit", f.handle_unit);
}

void register_workflow(workflow::Engine& engine, Incidents& incidents) {
  register_guards(engine, incidents.settings(), incidents.context().zone());
  // A corrected matter must have been in force where and when the case was filed (INC-03).
  engine.guard("matter_in_force", [&incidents](const Snapshot& at, const Attempt& attempt) -> std::optional<Refused> {
    if (attempt.preview || !attempt.has("matter")) return std::nullopt;
    try {
      require_in_force(incidents, at.district, incidents.matter(attempt.text("matter")),
                       parse_date(at.facts.code("filed_on")));
      return std::nullopt;
    } catch (const Refused& refused) {
      return refused;
    }
  });
  register_limits(engine, incidents);
  register_effects(engine, incidents);
  register_supervision(engine, incidents);
  register_levels(engine);
  const Settings& settings = incidents.settings();
  workflow::Cases cases;
  cases.ask = [settings](db::Batch& batch, const Uuid& id) {
    batch.add(sql::case_facts, db::Params::of(id));
    batch.add(sql::self_handled_here, db::Params::of(id, settings.repeat_radius_m, settings.repeat_days));
    batch.add(sql::contacts_of, db::Params::of(id));
  };
  cases.answer = [&incidents](std::span<const db::Rows> rows, Snapshot& at) { return answer(incidents, rows, at); };
  cases.foresee = [&incidents](Snapshot& at, const Attempt& attempt) { foresee(incidents, at, attempt); };
  cases.follow = [&engine, &incidents](const Snapshot& at, const Attempt& attempt, const Settled& settled,
                                       db::Batch& batch) { follow(engine, incidents, at, attempt, settled, batch); };
  engine.cases(kWorkflow, std::move(cases));
  engine.load(kDefinition, resources::get(kDefinition));
}

Snapshot start_case(db::Batch& batch, http::Call& call, const Incidents& incidents, const workflow::Engine& engine,
                    const Case& row, const Matter& matter, std::string_view start,
                    std::shared_ptr<const json::object> fields, bool has_reporter,
                    const std::vector<workflow::Participation>& others) {
  Snapshot initial;
  initial.case_id = initial.root_case = row.id;
  initial.district = row.district;
  initial.workflow = kWorkflow;
  CaseFacts f;  // of a case that nobody has touched
  f.district = row.district;
  f.scope_code = row.scope_code;
  f.number = row.number;
  f.matter = matter.code;
  f.urgency = row.urgency;
  f.source = row.source;
  f.has_collector = row.collector.has_value();
  f.reporters.resize(has_reporter ? 1 : 0);
  set_facts(incidents, f, initial);
  Attempt attempt;
  attempt.who = &call.who;
  attempt.as_reporter = call.who.kind == access::Principal::Kind::anonymous;
  attempt.action = start;
  attempt.record_id = row.id;
  attempt.fields = std::move(fields);
  attempt.now = call.now;
  attempt.request_id = call.request.id;
  return engine.start(call.db, batch, kWorkflow, std::move(initial), attempt, others);
}

}  // namespace linli::incidents
