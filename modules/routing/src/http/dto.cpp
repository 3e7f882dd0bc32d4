#include "http/dto.hpp"

#include <boost/json.hpp>

#include "kernel/descriptor_fields.hpp"

namespace linli::routing {
namespace {

constexpr std::size_t kMostRules = 500;
constexpr int kMostCases = 500;
constexpr const char* kMatterPrefix = "|[0-9]{2}|[0-9]{4}|[0-9]{6}";
constexpr const char* kArea = "|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{15}";
constexpr const char* kClock = "|([01][0-9]|2[0-3]):[0-5][0-9]";

const Descriptor kAnswer{
    "RuleAnswer",
    {field("name", &Answer::name).needed().length(1, 40), field("values", &Answer::values).length(1, 40)}};

std::vector<Field> rule_fields() {
  return {field("id", &Rule::id).needed(),
          field("name", &Rule::name).needed().length(1, 60),
          field("matter", &Rule::matter).matches(kMatterPrefix),
          field("area", &Rule::area).matches(kArea),
          field("when", &Rule::when).among({"always", "working", "off"}),
          field("weekdays", &Rule::weekdays).length(0, 7).between(1, 7),
          field("from", &Rule::from).matches(kClock),
          field("to", &Rule::to).matches(kClock),
          field("answers", &Rule::answers, kAnswer).length(0, 8),
          field("unit", &Rule::unit),
          field("unit_kind", &Rule::unit_kind).length(0, 40),
          field("person", &Rule::person),
          field("enabled", &Rule::enabled),
          field("note", &Rule::note).length(0, 200),
          field("precedent", &Rule::precedent)};
}
std::vector<Field> stored_fields() {
  std::vector<Field> fields = rule_fields();
  fields.push_back(field("stale", &Rule::stale).among({"", "matter_gone", "area_gone", "unit_closed", "person_left"}));
  return fields;
}
std::vector<Field> view_fields() {
  std::vector<Field> fields = stored_fields();
  for (Field& f : std::vector<Field>{field("number", &RuleView::number), field("matter_name", &RuleView::matter_name),
                                     field("area_name", &RuleView::area_name), field("unit_name", &RuleView::unit_name),
                                     field("unit_kind_name", &RuleView::unit_kind_name),
                                     field("person_name", &RuleView::person_name),
                                     field("conditions", &RuleView::conditions), field("mine", &RuleView::mine)})
    fields.push_back(std::move(f));
  return fields;
}

const Descriptor kRuleView{"RoutingRule", view_fields()};
const Descriptor kNamedValue{"NamedValue", {field("value", &NamedValue::value), field("label", &NamedValue::label)}};
const Descriptor kAnswerView{"RoutingAnswer",
                             {field("name", &AnswerView::name), field("label", &AnswerView::label),
                              field("values", &AnswerView::values, kNamedValue)}};
const Descriptor kAnswerGiven{"AnswerGiven",
                              {field("name", &AnswerGiven::name).needed().length(1, 40),
                               field("value", &AnswerGiven::value).needed().length(1, 40)}};
const Descriptor kPassed{"PassedRule",
                         {field("number", &Passed::number), field("name", &Passed::name), field("why", &Passed::why),
                          field("text", &Passed::text)}};
const Descriptor kRehearsedCase{
    "RehearsedCase",
    {field("id", &RehearsedCase::id), field("number", &RehearsedCase::number), field("matter", &RehearsedCase::matter),
     field("matter_name", &RehearsedCase::matter_name), field("area", &RehearsedCase::area),
     field("area_name", &RehearsedCase::area_name), field("at", &RehearsedCase::at),
     field("sent_to", &RehearsedCase::sent_to), field("in_force", &RehearsedCase::in_force),
     field("draft", &RehearsedCase::draft), field("explanation", &RehearsedCase::explanation)}};

}  // namespace

const Descriptor kProposal{
    "RoutingProposal",
    {field("version", &Proposal::version), field("number", &Proposal::number), field("of", &Proposal::of),
     field("rule", &Proposal::rule), field("rule_name", &Proposal::rule_name), field("unit", &Proposal::unit),
     field("unit_name", &Proposal::unit_name), field("person", &Proposal::person),
     field("person_name", &Proposal::person_name), field("explanation", &Proposal::explanation),
     field("passed", &Proposal::passed, kPassed)}};
const Descriptor kRule{"NewRoutingRule", rule_fields()};
const Descriptor kStoredRule{"StoredRoutingRule", stored_fields()};
const Descriptor kRuleSetView{
    "RoutingRules",
    {field("version", &RuleSetView::version), field("current", &RuleSetView::current), field("at", &RuleSetView::at),
     field("by", &RuleSetView::by), field("note", &RuleSetView::note), field("example", &RuleSetView::example),
     field("rules", &RuleSetView::rules, kRuleView), field("answers", &RuleSetView::answers, kAnswerView),
     field("unit_kinds", &RuleSetView::unit_kinds, kNamedValue)}};
const Descriptor kVersionView{
    "RoutingVersion",
    {field("version", &VersionView::version), field("at", &VersionView::at), field("by", &VersionView::by),
     field("note", &VersionView::note), field("count", &VersionView::count)}};
const Descriptor kPublishGiven{
    "PublishRules",
    {field("id", &PublishGiven::id).needed(), field("version", &PublishGiven::version).needed().between(0, 1e15),
     field("note", &PublishGiven::note).needed().length(1, 200),
     field("rules", &PublishGiven::rules, kRule).needed().length(0, kMostRules)}};
const Descriptor kTrialGiven{
    "TryRules",
    {field("matter", &TrialGiven::matter).needed().matches("[0-9]{6}"),
     field("area", &TrialGiven::area).needed().matches("[0-9]{9}|[0-9]{12}|[0-9]{15}"), field("at", &TrialGiven::at),
     field("answers", &TrialGiven::answers, kAnswerGiven).length(0, 8),
     field("rules", &TrialGiven::rules, kRule).length(0, kMostRules)}};
const Descriptor kRehearsalGiven{"RehearseRules",
                                 {field("cases", &RehearsalGiven::cases).between(1, kMostCases),
                                  field("rules", &RehearsalGiven::rules, kRule).needed().length(0, kMostRules)}};
const Descriptor kRehearsalView{
    "Rehearsal",
    {field("cases", &RehearsalView::cases), field("elsewhere", &RehearsalView::elsewhere),
     field("otherwise", &RehearsalView::otherwise), field("differences", &RehearsalView::differences, kRehearsedCase)}};
const Descriptor kHandlerView{"Handler", {field("id", &HandlerView::id), field("display", &HandlerView::display)}};
const Descriptor kPrecedentView{
    "Precedent",
    {field("id", &PrecedentView::id), field("case_id", &PrecedentView::case_id),
     field("number", &PrecedentView::number), field("matter", &PrecedentView::matter),
     field("matter_name", &PrecedentView::matter_name), field("area", &PrecedentView::area),
     field("area_name", &PrecedentView::area_name), field("state", &PrecedentView::state),
     field("unit", &PrecedentView::unit), field("unit_name", &PrecedentView::unit_name),
     field("at", &PrecedentView::at), field("decided_at", &PrecedentView::decided_at),
     field("decided_by", &PrecedentView::decided_by), field("reason", &PrecedentView::reason),
     field("rule", &PrecedentView::rule), field("mine", &PrecedentView::mine)}};
const Descriptor kDismissalGiven{
    "DismissPrecedent",
    {field("id", &DismissalGiven::id).needed(), field("reason", &DismissalGiven::reason).needed().length(2, 200)}};

json::value stored(const std::vector<Rule>& rules) {
  json::array list;
  for (const Rule& rule : rules) list.push_back(write_record(kStoredRule, &rule));
  return list;
}

std::vector<Rule> rules_of(const json::value& stored) {
  std::vector<Rule> rules;
  for (const json::value& one : stored.as_array()) {
    Rule rule;
    parse_record(kStoredRule, one, &rule);
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace linli::routing
