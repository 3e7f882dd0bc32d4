#include "app/rehearse.hpp"

#include <boost/json.hpp>

#include "app/judge.hpp"
#include "platform/access/access.hpp"
#include "store/store.hpp"
#include "territory/territory.hpp"

namespace linli::routing {
namespace {

std::string language_of(const http::Call& call) {
  return call.app.get<text::Messages>().negotiate(call.request.header("accept-language"));
}

// A draft is judged only when its form is right; rules that became stale are passed over like switched-off ones.
RuleSet draft_of(const http::Call& call, std::vector<Rule> rules, const Units& units) {
  const auto& kinds = call.app.get<access::Access>().roles().unit_kinds();
  std::vector<FieldError> mistakes =
      mistakes_in(rules, ground_of(call.app, units), Words(call.app, "").answers(),
                  [&](std::string_view kind) { return kinds.find(kind) != kinds.end(); });
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
  RuleSet draft;
  draft.rules = std::move(rules);
  return draft;
}

Question question_of(const http::Call& call, const TrialGiven& given) {
  std::vector<FieldError> mistakes;
  const Cases& cases = call.app.get<Cases>();
  if (!cases.matter_name(given.matter))
    mistakes.push_back({"matter", "routing_matter_gone", {{"matter", given.matter}}});
  if (!call.app.get<territory::Territory>().find(given.area))
    mistakes.push_back({"area", "routing_area_gone", {{"area", given.area}}});
  Question question{given.matter, given.area, given.at.value_or(call.now), {}, cases.default_kind(given.matter),
                    {},           {}};
  for (std::size_t i = 0; i < given.answers.size(); ++i) {
    const AnswerGiven& answer = given.answers[i];
    bool known = false;
    for (const AnswerChoice& choice : cases.answers())
      for (const auto& value : choice.values)
        if (choice.name == answer.name && value.first == answer.value) known = true;
    if (!known)
      mistakes.push_back({"answers[" + std::to_string(i) + "].value",
                          "routing_answer_unknown",
                          {{"name", answer.name + "=" + answer.value}}});
    question.answers[answer.name] = answer.value;
  }
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
  return question;
}

Units all_units(const http::Call& call) {
  return store::units(call.db, std::nullopt, {}, call.app.zone().date_of(call.now));
}

}  // namespace

Proposal try_rules(http::Call& call, const TrialGiven& given) {
  const Question question = question_of(call, given);
  if (!given.rules) return call.app.get<Routing>().propose(call.db, question, language_of(call));
  const Units units = all_units(call);
  const RuleSet draft = draft_of(call, *given.rules, units);
  return Judge(call.app, draft, units, language_of(call)).answer(question);
}

RehearsalView rehearse_rules(http::Call& call, const RehearsalGiven& given) {
  const Units units = all_units(call);
  const RuleSet draft = draft_of(call, given.rules, units), now = store::newest(call.db);
  const std::string language = language_of(call);
  const Judge by_draft(call.app, draft, units, language), in_force(call.app, now, units, language);
  const Words words(call.app, language);
  const std::vector<PastCase> cases = call.app.get<Cases>().recent(call, static_cast<int>(given.cases));
  std::vector<Uuid> went;
  for (const PastCase& past : cases) went.push_back(past.unit);
  const auto names = store::unit_names(call.db, went);
  RehearsalView view;
  view.cases = static_cast<std::int64_t>(cases.size());
  for (const PastCase& past : cases) {
    const Proposal would = by_draft.answer(past.question), does = in_force.answer(past.question);
    const bool elsewhere = would.unit != past.unit, otherwise = would.unit != does.unit;
    view.elsewhere += elsewhere;
    view.otherwise += otherwise;
    if (!elsewhere && !otherwise) continue;
    const auto sent = names.find(past.unit);
    view.differences.push_back({past.id, past.number, past.question.matter, words.matter(past.question.matter),
                                past.question.area, words.area(past.question.area), past.question.at,
                                sent == names.end() ? std::nullopt : std::optional(sent->second.name), does.unit_name,
                                would.unit_name, would.explanation});
  }
  return view;
}

}  // namespace linli::routing
