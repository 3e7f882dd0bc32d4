#include "domain/rules.hpp"

#include <algorithm>
#include <set>

namespace linli::routing {
namespace {

int minute_of(std::string_view clock) {
  const auto digit = [&](std::size_t i) { return clock[i] - '0'; };
  return (digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4);
}

bool in_time(const Rule& rule, const Moment& moment) {
  if (rule.when == "working" && !moment.working) return false;
  if (rule.when == "off" && moment.working) return false;
  if (!rule.weekdays.empty() &&
      std::find(rule.weekdays.begin(), rule.weekdays.end(), moment.weekday) == rule.weekdays.end())
    return false;
  if (rule.from.empty()) return true;
  const int from = minute_of(rule.from), to = minute_of(rule.to);
  return from < to ? moment.minute >= from && moment.minute < to : moment.minute >= from || moment.minute < to;
}

bool answered(const Rule& rule, const std::map<std::string, std::string>& answers) {
  return std::all_of(rule.answers.begin(), rule.answers.end(), [&](const Answer& wanted) {
    const auto given = answers.find(wanted.name);
    return given != answers.end() &&
           std::find(wanted.values.begin(), wanted.values.end(), given->second) != wanted.values.end();
  });
}

bool contains(const std::vector<Uuid>& list, const Uuid& id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

// Separation: the unit itself, or everybody who could handle for it.
bool barred(const Unit& unit, const Question& question) {
  if (contains(question.barred_units, unit.id)) return true;
  return !unit.handlers.empty() && std::all_of(unit.handlers.begin(), unit.handlers.end(), [&](const Uuid& person) {
    return contains(question.barred_people, person);
  });
}

const Unit* nearest(std::string_view kind, const Question& question, const Units& units, Miss& miss) {
  const Unit* best = nullptr;
  for (const auto& [id, unit] : units) {
    if (unit.kind != kind || !std::string_view(question.area).starts_with(unit.prefix)) continue;
    if (barred(unit, question)) {
      miss = "separation";
      continue;
    }
    if (!best || unit.prefix.size() > best->prefix.size()) best = &unit;
  }
  return best;
}

std::map<Uuid, const Rule*> by_id(const std::vector<Rule>& rules) {
  std::map<Uuid, const Rule*> index;
  for (const Rule& rule : rules) index[rule.id] = &rule;
  return index;
}

std::vector<Uuid> order_of(const std::vector<Rule>& rules, const std::function<bool(const Rule&)>& which) {
  std::vector<Uuid> order;
  for (const Rule& rule : rules)
    if (which(rule)) order.push_back(rule.id);
  return order;
}

bool same_answers(const std::vector<Answer>& a, const std::vector<Answer>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Answer& x, const Answer& y) { return x.name == y.name && x.values == y.values; });
}

class FormCheck {
 public:
  FormCheck(const Ground& ground, const std::vector<AnswerChoice>& answers,
            const std::function<bool(std::string_view)>& has_kind)
      : ground_(ground), answers_(answers), has_kind_(has_kind) {}

  void look_at(const Rule& rule, std::size_t at) {
    path_ = "rules[" + std::to_string(at) + "].";
    if (rule.id.is_nil()) add("id", "required");
    if (!ids_.insert(rule.id).second) add("id", "routing_rule_doubled");
    if (rule.from.empty() != rule.to.empty()) add(rule.from.empty() ? "from" : "to", "required");
    if (!rule.from.empty() && rule.from == rule.to) add("to", "routing_hours_empty");
    look_at_answers(rule);
    look_at_target(rule);
    if (!rule.enabled) return;
    const std::string stale = stale_reason(rule, ground_);
    if (stale == "matter_gone") add("matter", "routing_matter_gone", {{"matter", rule.matter}});
    if (stale == "area_gone") add("area", "routing_area_gone", {{"area", rule.area}});
    if (stale == "unit_closed") add("unit", "routing_unit_closed");
    if (stale == "person_left") add("person", "routing_person_left");
  }
  std::vector<FieldError> take() { return std::move(mistakes_); }

 private:
  void add(const std::string& field, const char* code, std::map<std::string, std::string> values = {}) {
    mistakes_.push_back({path_ + field, code, std::move(values)});
  }
  void look_at_answers(const Rule& rule) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < rule.answers.size(); ++i) {
      const Answer& answer = rule.answers[i];
      const std::string field = "answers[" + std::to_string(i) + "]";
      const auto choice =
          std::find_if(answers_.begin(), answers_.end(), [&](const AnswerChoice& c) { return c.name == answer.name; });
      if (choice == answers_.end()) {
        add(field + ".name", "routing_answer_unknown", {{"name", answer.name}});
        continue;
      }
      if (!names.insert(answer.name).second) add(field + ".name", "routing_answer_doubled");
      if (answer.values.empty()) add(field + ".values", "required");
      for (const std::string& value : answer.values)
        if (std::none_of(choice->values.begin(), choice->values.end(),
                         [&](const auto& known) { return known.first == value; }))
          add(field + ".values", "routing_answer_unknown", {{"name", value}});
    }
  }
  void look_at_target(const Rule& rule) {
    if (!rule.unit && rule.unit_kind.empty()) add("unit", "routing_target_needed");
    if (rule.unit && !rule.unit_kind.empty()) add("unit_kind", "routing_target_doubled");
    if (!rule.unit_kind.empty() && !has_kind_(rule.unit_kind))
      add("unit_kind", "routing_kind_unknown", {{"kind", rule.unit_kind}});
    if (rule.person && !rule.unit) add("person", "routing_person_without_unit");
  }

  const Ground& ground_;
  const std::vector<AnswerChoice>& answers_;
  const std::function<bool(std::string_view)>& has_kind_;
  std::string path_;
  std::set<Uuid> ids_;
  std::vector<FieldError> mistakes_;
};

}  // namespace

std::optional<Miss> unmet(const Rule& rule, const Question& question, const Moment& moment) {
  if (!rule.enabled) return "disabled";
  if (!question.matter.starts_with(rule.matter)) return "matter";
  if (!question.area.starts_with(rule.area)) return "area";
  if (!in_time(rule, moment)) return "time";
  if (!answered(rule, question.answers)) return "answers";
  return std::nullopt;
}

const Unit* target(const Rule& rule, const Question& question, const Units& units, Miss& miss) {
  miss = "no_unit";
  if (!rule.unit) return nearest(rule.unit_kind, question, units, miss);
  const auto named = units.find(*rule.unit);
  if (named == units.end()) return nullptr;
  if (!barred(named->second, question)) return &named->second;
  miss = "separation";
  return nullptr;
}

Decision decide(const std::vector<Rule>& rules, const Question& question, const Moment& moment, const Units& units) {
  Decision decision;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    Miss miss;
    if (const std::optional<Miss> reason = unmet(rules[i], question, moment))
      miss = *reason;
    else
      decision.unit = target(rules[i], question, units, miss);
    if (!decision.unit) {
      decision.passed.emplace_back(i + 1, miss);
      continue;
    }
    decision.rule = &rules[i];
    decision.number = i + 1;
    decision.person_barred = rules[i].person && contains(question.barred_people, *rules[i].person);
    return decision;
  }
  if (question.default_kind.empty()) return decision;
  Miss miss;
  decision.unit = nearest(question.default_kind, question, units, miss);
  decision.by_default = decision.unit != nullptr;
  return decision;
}

std::string stale_reason(const Rule& rule, const Ground& ground) {
  if (!rule.matter.empty() && !ground.has_matter(rule.matter)) return "matter_gone";
  if (!rule.area.empty() && !ground.has_area(rule.area)) return "area_gone";
  if (!rule.unit) return "";
  const auto unit = ground.units->find(*rule.unit);
  if (unit == ground.units->end()) return "unit_closed";
  if (rule.person && !contains(unit->second.handlers, *rule.person)) return "person_left";
  return "";
}

std::vector<FieldError> mistakes_in(const std::vector<Rule>& rules, const Ground& ground,
                                    const std::vector<AnswerChoice>& answers,
                                    const std::function<bool(std::string_view kind)>& has_kind) {
  FormCheck check(ground, answers, has_kind);
  for (std::size_t i = 0; i < rules.size(); ++i) check.look_at(rules[i], i);
  return check.take();
}

bool same_rule(const Rule& a, const Rule& b) {
  return a.id == b.id && a.name == b.name && a.matter == b.matter && a.area == b.area && a.when == b.when &&
         a.weekdays == b.weekdays && a.from == b.from && a.to == b.to && same_answers(a.answers, b.answers) &&
         a.unit == b.unit && a.unit_kind == b.unit_kind && a.person == b.person && a.enabled == b.enabled &&
         a.note == b.note && a.precedent == b.precedent;
}

Changes changes_between(const std::vector<Rule>& before, const std::vector<Rule>& after) {
  const auto old = by_id(before), fresh = by_id(after);
  Changes changes;
  for (const Rule& rule : after) {
    const auto was = old.find(rule.id);
    if (was == old.end())
      changes.added.push_back(rule.id);
    else if (!same_rule(*was->second, rule))
      changes.changed.push_back(rule.id);
  }
  for (const Rule& rule : before)
    if (!fresh.contains(rule.id)) changes.removed.push_back(rule.id);
  changes.reordered = order_of(before, [&](const Rule& r) { return fresh.contains(r.id); }) !=
                      order_of(after, [&](const Rule& r) { return old.contains(r.id); });
  return changes;
}

std::optional<Uuid> foreign_change(const std::vector<Rule>& before, const std::vector<Rule>& after,
                                   const std::function<bool(const Rule&)>& mine) {
  const auto old = by_id(before), fresh = by_id(after);
  for (const Rule& rule : before) {
    if (mine(rule)) continue;
    const auto now = fresh.find(rule.id);
    if (now == fresh.end() || !same_rule(rule, *now->second)) return rule.id;
  }
  for (const Rule& rule : after) {
    const auto was = old.find(rule.id);
    if (!mine(rule) && (was == old.end() || mine(*was->second))) return rule.id;
  }
  const auto theirs = [&](const Rule& rule) { return !mine(rule); };
  const std::vector<Uuid> was = order_of(before, theirs), is = order_of(after, theirs);
  for (std::size_t i = 0; i < is.size(); ++i)
    if (was[i] != is[i]) return is[i];
  return std::nullopt;
}

}  // namespace linli::routing
