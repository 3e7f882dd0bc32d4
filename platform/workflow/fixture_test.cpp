#include "fixture_test.hpp"

#include <fstream>
#include <sstream>

namespace linli::workflow {

std::string file_text(const std::string& path) {
  std::ifstream file(source_dir() + "/" + path, std::ios::binary);
  if (!file) throw std::runtime_error("no file " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const Names& incident_names() {
  static const Names names{{"grid_worker", "dispatcher", "department", "unit_head", "crew", "checker", "caller",
                            "leader", "administrator", "auditor", "analyst"},
                           {"self_handled_matter",
                            "repeats_left",
                            "before_and_after",
                            "was_collected",
                            "matter_in_force",
                            "unit_may_handle",
                            "returns_left",
                            "after_evidence",
                            "review_in_time",
                            "extensions_left",
                            "extension_asked",
                            "another_hour",
                            "told_or_unreachable",
                            "reworks_left",
                            "not_yet_checked",
                            "assists_settled",
                            "supervision_settled",
                            "errands_settled",
                            "own_level",
                            "from_outside",
                            "order_unanswered",
                            "raise_open",
                            "raise_asked",
                            "ruling_due",
                            "ruling_not_due",
                            "within_signing",
                            "before_due",
                            "suspension_open",
                            "suspension_asked",
                            "withdrawal_open",
                            "withdrawal_asked",
                            "withdrawal_not_waiting",
                            "sole_reporter",
                            "outside_handling_unit",
                            "urged_long_ago",
                            "no_open_supervision",
                            "supervision_unanswered",
                            "supervision_answered",
                            "supervision_not_waiting",
                            "somebody_was_asked",
                            "still_to_be_answered",
                            "not_rated_yet",
                            "content_and_not_the_last"},
                           {"keep_words",         "keep_evidence",
                            "keep_proof",         "keep_before_and_after",
                            "correct_matter",     "set_limit",
                            "count_return",       "ask_extension",
                            "grant_extension",    "record_attempt",
                            "keep_rating",        "count_rework",
                            "drop_extension",     "ask_suspension",
                            "keep_suspension",    "drop_suspension",
                            "ask_withdrawal",     "settle_withdrawal",
                            "count_urge",         "ask_raise",
                            "drop_raise",         "move_up",
                            "move_down",          "open_supervision",
                            "answer_supervision", "settle_supervision",
                            "reopen_supervision", "count_follower",
                            "hand_over",          "renew_outside",
                            "answer_outside"},
                           {"acknowledge", "acknowledge_urgent", "verify", "urgent_step", "accept", "resubmit",
                            "dispatch", "sign", "handle", "check", "feed_back", "rate", "call_back", "rule"}};
  return names;
}

Definition incident_definition() {
  constexpr const char* path = "modules/incidents/workflows/incident.yaml";
  return read_definition(path, file_text(path), incident_names());
}

std::map<std::string, Guard, std::less<>> incident_guards() {
  std::map<std::string, Guard, std::less<>> guards;
  for (const auto& name : incident_names().guards)
    guards[name] = [name](const Snapshot& at, const Attempt&) -> std::optional<Refused> {
      if (at.facts.has("refuse") && at.facts.code("refuse") == name) return Refused{name};
      return std::nullopt;
    };
  return guards;
}

void register_incident(Engine& engine) {
  for (auto& [name, guard] : incident_guards()) engine.guard(name, guard);
  for (const auto& name : incident_names().effects)
    engine.effect(name, [](const Snapshot&, const Attempt&, const Settled&, db::Connection&, db::Batch&) {});
  for (const auto& name : incident_names().limits)
    engine.limit(name, [name](const Snapshot&, const Attempt& attempt) -> LegalDuration {
      if (name.starts_with("urgent") || name.ends_with("urgent")) return {30, DurationUnit::natural_minutes};
      if (name == "handle") return attempt.duration("limit").value_or(LegalDuration{2, DurationUnit::working_days});
      if (name == "rate") return {7, DurationUnit::working_days};
      return {2, DurationUnit::working_hours};
    });
}

std::shared_ptr<const WorkingCalendar> calendar_2026() {
  using namespace std::chrono_literals;
  auto calendar = std::make_shared<WorkingCalendar>(WorkingDayPlan{{{8h + 30min, 12h}, {14h, 17h + 30min}}}, city());
  calendar->import_csv(
      "date,kind,name\n"
      "2026-01-01,holiday,x\n"
      "2026-10-01,holiday,x\n2026-10-02,holiday,x\n2026-10-03,holiday,x\n2026-10-04,holiday,x\n"
      "2026-10-05,holiday,x\n2026-10-06,holiday,x\n2026-10-07,holiday,x\n2026-10-10,workday,x\n");
  return calendar;
}

const CityZone& city() {
  static const CityZone zone("Asia/Shanghai");
  return zone;
}

Instant at(const std::string& local) {
  return parse_instant(local.substr(0, 10) + "T" + local.substr(11) + ":00+08:00");
}

Uuid new_id() { return Uuid::v7(at("2026-03-02 09:00")); }

access::Principal somebody(const std::string& role) {
  access::Principal p;
  p.kind = access::Principal::Kind::staff;
  p.account = new_id();
  p.person = new_id();
  p.display = "X**";
  p.grants = {{role, "440104", "", {}}};
  return p;
}

access::Principal somebody_of(const std::string& role, const Uuid& unit) {
  auto p = somebody(role);
  p.grants = {{role, "", "", unit}};
  return p;
}

access::Principal the_system() {
  access::Principal p;
  p.kind = access::Principal::Kind::system;
  return p;
}

Snapshot case_in(const std::string& state, const Uuid& unit) {
  Snapshot s;
  s.case_id = s.root_case = new_id();
  s.district = "440104";
  s.workflow = "incident";
  s.state = state;
  s.version = s.settled = s.visit = state.empty() ? 0 : 5;
  s.entered_at = at("2026-03-02 09:00");
  s.owner_unit = unit;
  s.scope_code = kGrid;
  s.line = "010101";
  for (const char* flag : {"urgent", "has_reporter", "collector_may_check", "separate_units"}) s.facts.set(flag, false);
  s.facts.set("number", "E-440104-20260302-000001");
  s.facts.set("matter", "010101");
  return s;
}

std::shared_ptr<const json::object> form_for(const Definition& d, const Action& action) {
  using Type = FieldRule::Type;
  auto form = std::make_shared<json::object>();
  for (const auto& name : action.needs) {
    const auto& rule = d.fields.at(name);
    switch (rule.type) {
      case Type::code:
        (*form)[name] = rule.one_of.empty() ? "c" : rule.one_of[0];
        break;
      case Type::codes:
        (*form)[name] = json::array{rule.one_of[0]};
        break;
      case Type::id:
        (*form)[name] = new_id().text();
        break;
      case Type::flag:
        (*form)[name] = true;
        break;
      case Type::figure:
        (*form)[name] = 1;
        break;
      case Type::date:
        (*form)[name] = "2026-03-09";
        break;
      case Type::instant:
        (*form)[name] = "2026-03-09T09:00:00+08:00";
        break;
      case Type::duration:
        (*form)[name] = json::object{{"count", 1}, {"unit", "working_days"}};
        break;
      case Type::list:
        (*form)[name] = json::array{json::object{{"digest", "d"}}};
        break;
      case Type::record:
        (*form)[name] = json::object{{"lon", 113}};
        break;
      case Type::text:
        (*form)[name] = "words";
        break;
    }
  }
  return form;
}

Attempt attempt_of(const Definition& d, const std::string& action, const access::Principal& who, Instant now) {
  Attempt a;
  a.who = &who;
  a.action = action;
  a.record_id = new_id();
  a.now = now;
  a.request_id = "r";
  if (auto found = d.actions.find(action); found != d.actions.end())
    a.fields = form_for(d, found->second);
  else if (auto start = d.starts.find(action); start != d.starts.end())
    a.fields = form_for(d, start->second);
  return a;
}

}  // namespace linli::workflow
