#pragma once
#include <boost/json/value.hpp>

#include "domain/rules.hpp"

/// What the routes of the rules take and give; a list of rules is stored in the same form.
namespace linli::routing {

/// A rule as screens show it: with the names of what it mentions.
struct RuleView : Rule {
  std::int64_t number = 0;  ///< from 1
  std::optional<std::string> matter_name, area_name, unit_name, unit_kind_name, person_name;
  std::string conditions;  ///< in words
  bool mine = false;       ///< the reader may change it
};
struct NamedValue {
  std::string value, label;
};
struct AnswerView {
  std::string name, label;
  std::vector<NamedValue> values;
};
struct RuleSetView {
  std::int64_t version = 0;
  bool current = false;
  std::optional<Instant> at;
  std::optional<std::string> by;
  std::string note;
  bool example = false;
  std::vector<RuleView> rules;
  std::vector<AnswerView> answers;     ///< what rules may ask for
  std::vector<NamedValue> unit_kinds;  ///< what rules may send to
};
struct VersionView {
  std::int64_t version = 0;
  Instant at;
  std::optional<std::string> by;
  std::string note;
  std::int64_t count = 0;
};
/// POST /routing/rules: the whole list as it is to be, made from `version`.
struct PublishGiven {
  Uuid id;
  std::int64_t version = 0;
  std::string note;
  std::vector<Rule> rules;
};
struct AnswerGiven {
  std::string name, value;
};
/// POST /routing/trials: one case; by `rules` if given, else by those in force.
struct TrialGiven {
  std::string matter, area;
  std::optional<Instant> at;
  std::vector<AnswerGiven> answers;
  std::optional<std::vector<Rule>> rules;
};
/// POST /routing/rehearsals: the latest real cases by `rules`.
struct RehearsalGiven {
  std::int64_t cases = 200;
  std::vector<Rule> rules;
};
struct RehearsedCase {
  Uuid id;
  std::string number, matter, matter_name, area, area_name;
  Instant at;
  std::optional<std::string> sent_to, in_force, draft;  ///< names of units
  std::string explanation;                              ///< of the draft
};
struct RehearsalView {
  std::int64_t cases = 0, elsewhere = 0, otherwise = 0;
  std::vector<RehearsedCase> differences;
};
struct HandlerView {
  Uuid id;
  std::string display;
};
struct PrecedentView {
  Uuid id, case_id;
  std::string number, matter, matter_name, area, area_name, state;
  Uuid unit;
  std::string unit_name;
  Instant at;
  std::optional<Instant> decided_at;
  std::optional<std::string> decided_by, reason;
  std::optional<Uuid> rule;
  bool mine = false;
};
struct DismissalGiven {
  Uuid id;
  std::string reason;
};

extern const Descriptor kRule, kStoredRule, kRuleSetView, kVersionView, kPublishGiven, kTrialGiven, kRehearsalGiven,
    kRehearsalView, kHandlerView, kPrecedentView, kDismissalGiven;

/// A list of rules as it is stored, and back.
json::value stored(const std::vector<Rule>& rules);
std::vector<Rule> rules_of(const json::value& stored);

}  // namespace linli::routing
