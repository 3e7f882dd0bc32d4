#include <algorithm>

#include "defects.hpp"

namespace linli::workflow {
namespace {

using yaml::Mistakes;

bool is_flag(const Definition& d, const std::string& fact) {
  auto found = d.facts.find(fact);
  return found != d.facts.end() && found->second == FactType::flag;
}

/// One start or action.
class ActionNames {
 public:
  ActionNames(const Definition& d, const Action& a, std::string path, const Names& names, Mistakes& m)
      : d_(d), a_(a), path_(std::move(path)), names_(names), m_(m) {}

  void check() {
    for (const auto& p : a_.by) party(p, "by");
    for (const auto& guard : a_.guards)
      if (!names_.guards.count(guard)) add("guards", "workflow_unknown_guard", {{"guard", guard}});
    for (const auto& effect : a_.effects)
      if (!names_.effects.count(effect)) add("effects", "workflow_unknown_effect", {{"effect", effect}});
    for (const auto& name : a_.needs) field(name, "needs");
    for (const auto& name : a_.takes) {
      field(name, "takes");
      if (holds(a_.needs, name)) add("takes", "workflow_needed_and_optional", {{"name", name}});
    }
    if (!a_.duty.empty()) duty(a_.duty, "duty");
    if (!a_.extend.empty()) needed(a_.extend, "extend", FieldRule::Type::duration);
    if (!a_.assign_unit.empty() && a_.assign_unit != "none") needed(a_.assign_unit, "assign", FieldRule::Type::id);
    if (!a_.assign_person.empty() && a_.assign_person != "none" && a_.assign_person != "actor")
      add("assign", "workflow_actor_or_none", {{"name", a_.assign_person}});
    for (const auto& r : a_.tell) {
      if (r.kind == Recipient::Kind::role) party(r.party, "tell");
      if (r.kind == Recipient::Kind::holder) duty(r.duty, "tell");
    }
  }

 private:
  void add(const char* key, std::string code, std::map<std::string, std::string> values) {
    m_.add(joined(path_, key), std::move(code), std::move(values));
  }
  void party(const Party& p, const char* key) {
    if (!p.is_system() && !p.is_reporter() && !names_.roles.count(p.role))
      add(key, "workflow_unknown_role", {{"role", p.role}});
  }
  void field(const std::string& name, const char* key) {
    if (!d_.fields.count(name)) add(key, "workflow_unknown_field", {{"name", name}});
  }
  void duty(const std::string& name, const char* key) {
    if (!holds(d_.duties, name)) add(key, "workflow_unknown_duty", {{"duty", name}});
  }
  void needed(const std::string& name, const char* key, FieldRule::Type type) {
    auto found = d_.fields.find(name);
    if (!holds(a_.needs, name) || found == d_.fields.end() || found->second.type != type)
      add(key, "workflow_field_not_needed", {{"name", name}});
  }

  const Definition& d_;
  const Action& a_;
  std::string path_;
  const Names& names_;
  Mistakes& m_;
};

void check_state(const Definition& d, const State& s, const Names& names, Mistakes& m) {
  auto path = "states." + s.name;
  if (s.is_final()) {
    if (!s.owner.role.empty()) m.add(path, "workflow_final_has_owner", {{"state", s.name}});
  } else if (s.owner.role.empty()) {
    m.add(path, "workflow_no_owner", {{"state", s.name}});
  } else if (!s.owner.is_reporter() && !names.roles.count(s.owner.role)) {
    m.add(joined(path, "owner"), "workflow_unknown_role", {{"role", s.owner.role}});
  }
  if (!s.staff.empty() && !holds(d.staff_bar, s.staff))
    m.add(joined(path, "staff"), "workflow_unknown_step", {{"step", s.staff}});
  if (!s.resident.empty() && !holds(d.resident_bar, s.resident))
    m.add(joined(path, "resident"), "workflow_unknown_step", {{"step", s.resident}});
}

/// An action the system may try from `state` without a form.
bool system_leads(const Definition& d, const std::string& action, const std::string& state) {
  auto a = d.actions.find(action);
  if (a == d.actions.end() || !a->second.needs.empty()) return false;
  return std::any_of(a->second.by.begin(), a->second.by.end(), [](const Party& p) { return p.is_system(); }) &&
         std::any_of(a->second.arrows.begin(), a->second.arrows.end(),
                     [&](const Arrow& arrow) { return arrow.from == state; });
}

void check_deadline(const Definition& d, const State& s, const Names& names, Mistakes& m) {
  const auto path = "states." + s.name + ".deadline";
  const auto& rule = *s.deadline;
  if (s.is_final()) m.add(path, "workflow_final_has_deadline", {{"state", s.name}});
  for (const auto* length : {&rule.limit, &rule.urgent})
    if (*length && !(*length)->literal && !names.limits.count((*length)->figure))
      m.add(path, "workflow_unknown_limit", {{"limit", (*length)->figure}});
  if (rule.urgent && !is_flag(d, "urgent")) m.add(path, "workflow_unknown_fact", {{"fact", "urgent"}});
  if (rule.over.empty()) m.add(path, "workflow_nothing_at_deadline", {{"state", s.name}});
  for (const auto* timer : {&rule.warn, &rule.over})
    if (!timer->empty() && !system_leads(d, *timer, s.name))
      m.add(path, "workflow_timer_to_nowhere", {{"action", *timer}});
  bool since_leads = rule.since.empty();
  for (const auto& [name, a] : d.actions)
    for (const auto& arrow : a.arrows) {
      if (arrow.to != s.name || a.aside) continue;
      if (arrow.from == rule.since) since_leads = true;
      if (!rule.until.empty() && !holds(a.needs, rule.until))
        m.add(path, "workflow_until_unknown", {{"name", rule.until}, {"action", name}});
    }
  if (!since_leads) m.add(path, "workflow_since_unknown", {{"state", rule.since}});
}

}  // namespace

void check_names(const Definition& d, const Names& names, Mistakes& m) {
  for (const auto& [name, a] : d.starts) ActionNames(d, a, "starts." + name, names, m).check();
  for (const auto& name : d.action_order) ActionNames(d, d.actions.at(name), "actions." + name, names, m).check();
  for (const auto& fact : d.event)
    if (!d.facts.count(fact)) m.add("event", "workflow_unknown_fact", {{"fact", fact}});
  for (const auto& c : d.conflicts) {
    auto path = std::string("separation.") + (c.units ? "units" : "people");
    for (const auto* duty : {&c.a, &c.b})
      if (!holds(d.duties, *duty)) m.add(path, "workflow_unknown_duty", {{"duty", *duty}});
    for (const auto* fact : {&c.unless, &c.when})
      if (!fact->empty() && !is_flag(d, *fact)) m.add(path, "workflow_unknown_fact", {{"fact", *fact}});
  }
  for (const auto& name : d.state_order) check_state(d, d.state(name), names, m);
}

void check_deadlines(const Definition& d, const Names& names, Mistakes& m) {
  for (const auto& name : d.state_order) {
    const auto& s = d.state(name);
    if (s.deadline)
      check_deadline(d, s, names, m);
    else if (!s.is_final() && s.open_ended.empty())
      m.add("states." + name, "workflow_no_deadline", {{"state", name}});
  }
}

}  // namespace linli::workflow
