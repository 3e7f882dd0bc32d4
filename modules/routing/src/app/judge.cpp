#include "app/judge.hpp"

#include "platform/calendar/calendar.hpp"
#include "store/store.hpp"
#include "territory/territory.hpp"

namespace linli::routing {

Moment moment_of(const WorkingCalendar& calendar, const CityZone& zone, Instant at) {
  using std::chrono::minutes;
  const LocalTime local = zone.to_local(at);
  const LocalDate day = std::chrono::floor<std::chrono::days>(local);
  const Instant minute = std::chrono::floor<minutes>(at);
  return {calendar.working_minutes_between(minute, minute + minutes(1)) > 0,
          static_cast<int>(std::chrono::weekday(day).iso_encoding()),
          static_cast<int>(std::chrono::floor<minutes>(local - day).count())};
}

Judge::Judge(const app::Context& context, const RuleSet& set, const Units& units, std::string_view language)
    : set_(set),
      units_(units),
      zone_(context.zone()),
      calendar_(context.get<calendar::Calendar>().current()),
      words_(context, language) {}

Proposal Judge::answer(const Question& question) const {
  const Decision decision = decide(set_.rules, question, moment_of(*calendar_, zone_, question.at), units_);
  Proposal proposal;
  proposal.version = set_.version;
  proposal.number = static_cast<std::int64_t>(decision.number);
  proposal.of = static_cast<std::int64_t>(set_.rules.size());
  if (decision.unit) {
    proposal.unit = decision.unit->id;
    proposal.unit_name = decision.unit->name;
  }
  if (decision.rule) {
    proposal.rule = decision.rule->id;
    proposal.rule_name = decision.rule->name;
    if (!decision.person_barred) proposal.person = decision.rule->person;
  }
  proposal.explanation = words_.explanation(decision, set_.rules.size());
  for (const auto& [number, miss] : decision.passed)
    proposal.passed.push_back({static_cast<std::int64_t>(number), set_.rules[number - 1].name, miss, words_.why(miss)});
  return proposal;
}

Ground ground_of(const app::Context& context, const Units& units) {
  Ground ground;
  ground.has_matter = [&context](std::string_view code) {
    return !context.has<Cases>() || context.get<Cases>().matter_name(code).has_value();
  };
  ground.has_area = [&context](std::string_view code) {
    return context.get<territory::Territory>().find(code).has_value();
  };
  ground.units = &units;
  return ground;
}

Proposal Routing::propose(db::Connection& db, const Question& question, std::string_view language) const {
  const RuleSet set = store::newest(db);
  const Units units = store::units(db, question.area, set.rules, context_.zone().date_of(question.at));
  Proposal proposal = Judge(context_, set, units, language).answer(question);
  if (proposal.person)
    if (const auto names = store::people_names(db, {*proposal.person}); !names.empty())
      proposal.person_name = names.begin()->second;
  return proposal;
}

}  // namespace linli::routing
