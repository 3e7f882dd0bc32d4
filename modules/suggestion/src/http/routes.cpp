#include "http/routes.hpp"

#include <boost/json.hpp>
#include <cmath>

#include "app/suggester.hpp"
#include "http/dto.hpp"
#include "incidents/channel.hpp"
#include "platform/app/module.hpp"
#include "platform/outbox/outbox.hpp"

namespace linli::suggestion {
namespace {

using http::Call;
using http::Method;
using http::Response;

std::string name_of(const incidents::Catalogue& catalogue, const std::string& code) {
  const incidents::Matter* matter = catalogue.find(code);
  return matter ? matter->name : code;
}

Response suggest(Call& call, const Suggester& suggester) {
  const Suggester::Answer answer = suggester.suggest(call.body<SuggestionGiven>(kSuggestionGiven).text);
  const incidents::Catalogue& catalogue = incidents::catalogue(call.app);
  SuggestionView view{answer.outcome, {}};
  for (const Guess& g : answer.guesses)
    if (catalogue.find(g.matter))  // a matter may have left the catalogue since
      view.items.push_back({g.matter, name_of(catalogue, g.matter), std::min(100L, std::lround(g.share * 100))});
  if (view.items.empty() && view.outcome == "matters") view.outcome = "unknown";
  return Response::of_json(write_record(kSuggestionView, &view));
}

ModelView shown(Call& call, const Suggester& suggester) {
  const Settings& settings = suggester.settings();
  ModelView view;
  view.standing = "none";
  view.demo = !call.app.config().demo.empty();
  view.cases_needed = settings.cases_needed;
  view.cases_per_matter = settings.cases_per_matter;
  view.right_percent = settings.right_percent;
  view.answered_percent = settings.answered_percent;
  const std::optional<Training> newest = suggester.newest(call.db);
  if (!newest) return view;
  const Measured& m = newest->measured;
  view.standing = newest->standing;
  view.at = newest->at;
  view.since = newest->since;
  view.until = newest->until;
  view.cases = newest->cases;
  view.folds = m.folds;
  view.judged = m.cases;
  view.answered = m.answered;
  view.right = m.right;
  view.within_three = m.within_three;
  view.most_frequent = m.most_frequent;
  view.threshold_percent = m.threshold > 1 ? 0 : std::lround(m.threshold * 100);
  view.later_cases = newest->later_cases;
  view.later_answered = newest->later_answered;
  view.later_right = newest->later_right;
  const incidents::Catalogue& catalogue = incidents::catalogue(call.app);
  for (const auto& [code, s] : m.matters)
    view.matters.push_back({code, code == kRare ? "" : name_of(catalogue, code), s.cases, s.answered, s.right});
  return view;
}

// Learning takes minutes over many cases: it is a job, and the page is asked again.
Response train(Call& call) {
  const TrainingGiven given = call.body<TrainingGiven>(kTrainingGiven);
  db::Batch batch;
  outbox::enqueue(batch, "suggestion.train", json::object{{"id", given.id.text()}}, call.now,
                  "suggestion.train:" + given.id.text());
  call.db.commit(batch);
  return Response::of_json(json::object{{"id", given.id.text()}}, 202);
}

void add(app::Registry& registry, http::Route route) {
  route.tag = "suggestion";
  registry.routes.push_back(std::move(route));
}

}  // namespace

void add_routes(app::Registry& registry, Suggester& suggester) {
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/suggestions",
                 .operation = "suggestMatter",
                 .permission = "matters.view",
                 .handle = [&suggester](Call& call) { return suggest(call, suggester); },
                 .body = &kSuggestionGiven,
                 .answer = &kSuggestionView});
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/suggestions/model",
                 .operation = "getSuggestionModel",
                 .permission = "matters.view",
                 .handle =
                     [&suggester](Call& call) {
                       const ModelView view = shown(call, suggester);
                       return Response::of_json(write_record(kModelView, &view));
                     },
                 .answer = &kModelView});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/suggestions/trainings",
                 .operation = "trainSuggestions",
                 .permission = "matters.manage",
                 .pool = http::Pool::write,
                 .handle = train,
                 .body = &kTrainingGiven,
                 .answer = &kTrainingGiven,
                 .success = 202});
}

}  // namespace linli::suggestion
