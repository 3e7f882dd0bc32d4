#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/refusal.hpp"
#include "kernel/time.hpp"
#include "kernel/uuid.hpp"
#include "routing/routing.hpp"

/// Pure: what a rule is, which rule a case meets first, and what is wrong with a list of rules.
namespace linli::routing {

/// A condition on one named answer.
struct Answer {
  std::string name;
  std::vector<std::string> values;  ///< any of them
};

/// One rule; an empty condition holds always.
struct Rule {
  Uuid id;
  std::string name;
  std::string matter;                  ///< prefix of the matter's code
  std::string area;                    ///< division the place lies in
  std::string when = "always";         ///< always, working (working time) or off (nights, weekends, holidays)
  std::vector<std::int64_t> weekdays;  ///< 1 Monday ... 7 Sunday
  std::string from, to;                ///< "22:00" to "06:00", city wall clock, `to` not included; may pass midnight
  std::vector<Answer> answers;         ///< all of them
  std::optional<Uuid> unit;            ///< either this unit
  std::string unit_kind;               ///< or the nearest unit of this kind that answers for the place
  std::optional<Uuid> person;          ///< contact in `unit`
  bool enabled = true;
  std::string note;
  std::optional<Uuid> precedent;  ///< the ruling it came from
  std::string stale;              ///< why it was put out of use: a StaleReason, or empty
};

/// A published list, in order.
struct RuleSet {
  std::int64_t version = 0;
  Uuid record;
  std::optional<Instant> at;
  std::optional<std::string> by;  ///< masked; nobody: the system
  std::string note;
  bool example = false;
  std::vector<Rule> rules;
};

/// An open unit with the people who may handle for it.
struct Unit {
  Uuid id;
  std::string name, kind, prefix;
  std::vector<Uuid> handlers;
};
using Units = std::map<Uuid, Unit>;

/// An instant as conditions of time see it.
struct Moment {
  bool working = false;
  int weekday = 1;  ///< 1 Monday ... 7 Sunday
  int minute = 0;   ///< of the day, city wall clock
};

/// Why a rule was passed over: disabled, matter, area, time, answers, no_unit, separation.
using Miss = std::string;

/// Which of a rule's conditions the case does not meet; nothing if all hold.
std::optional<Miss> unmet(const Rule& rule, const Question& question, const Moment& moment);
/// The unit a rule sends the case to; `miss` says why there is none. Of a kind, the unit whose territory holds the
/// place most closely.
const Unit* target(const Rule& rule, const Question& question, const Units& units, Miss& miss);

/// Where the first matching rule leads.
struct Decision {
  const Rule* rule = nullptr;  ///< null: none matched
  std::size_t number = 0;      ///< from 1
  const Unit* unit = nullptr;
  bool by_default = false;  ///< by the matter's own kind of unit
  bool person_barred = false;
  std::vector<std::pair<std::size_t, Miss>> passed;  ///< numbers from 1
};
Decision decide(const std::vector<Rule>& rules, const Question& question, const Moment& moment, const Units& units);

/// What rules stand on: the matters, the territory, the open units.
struct Ground {
  std::function<bool(std::string_view code)> has_matter, has_area;
  const Units* units = nullptr;
};
/// Why a rule no longer stands: matter_gone, area_gone, unit_closed or person_left; empty if it does.
std::string stale_reason(const Rule& rule, const Ground& ground);
/// Mistakes of form, each by its path below `rules`: doubled ids, targets missing or doubled, half an interval, unknown
/// answers or kinds of unit, and enabled rules that are stale.
std::vector<FieldError> mistakes_in(const std::vector<Rule>& rules, const Ground& ground,
                                    const std::vector<AnswerChoice>& answers,
                                    const std::function<bool(std::string_view kind)>& has_kind);

/// What changed between two lists, by rule.
struct Changes {
  std::vector<Uuid> added, removed, changed;
  bool reordered = false;
};
Changes changes_between(const std::vector<Rule>& before, const std::vector<Rule>& after);
/// The first rule outside `mine` that was added, removed, changed or moved among its like; nothing if all are as
/// before. Who keeps the rules of one district changes nothing in another.
std::optional<Uuid> foreign_change(const std::vector<Rule>& before, const std::vector<Rule>& after,
                                   const std::function<bool(const Rule&)>& mine);

/// Equal but for `stale`, which is not the keeper's to say.
bool same_rule(const Rule& a, const Rule& b);

}  // namespace linli::routing
