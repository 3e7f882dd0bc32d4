#pragma once
#include <memory>

#include "app/words.hpp"
#include "kernel/calendar.hpp"

namespace linli::routing {

/// How an instant looks to conditions of time: the city's working time and wall clock.
Moment moment_of(const WorkingCalendar& calendar, const CityZone& zone, Instant at);

/// Judges questions by one list of rules over one state of units; the words are made for every answer.
class Judge {
 public:
  Judge(const app::Context& context, const RuleSet& set, const Units& units, std::string_view language);
  Proposal answer(const Question& question) const;

 private:
  const RuleSet& set_;
  const Units& units_;
  const CityZone& zone_;
  std::shared_ptr<const WorkingCalendar> calendar_;
  Words words_;
};

/// What rules stand on now.
Ground ground_of(const app::Context& context, const Units& units);

}  // namespace linli::routing
