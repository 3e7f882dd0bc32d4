#include "app/suggester.hpp"

#include <boost/json.hpp>

#include "incidents/closed_cases.hpp"
#include "platform/audit/audit.hpp"
#include "suggestion_sql.hpp"

namespace linli::suggestion {
namespace {

std::string name_of(Standing standing) {
  switch (standing) {
    case Standing::too_few:
      return "too_few";
    case Standing::not_good_enough:
      return "not_good_enough";
    case Standing::ready:
      return "ready";
  }
  return "too_few";
}

json::object document_of(const Training& t) {
  json::object matters;
  for (const auto& [code, s] : t.measured.matters) matters[code] = json::array{s.cases, s.answered, s.right};
  const Measured& m = t.measured;
  return {{"folds", m.folds},
          {"cases", m.cases},
          {"answered", m.answered},
          {"right", m.right},
          {"within_three", m.within_three},
          {"most_frequent", m.most_frequent},
          {"threshold", m.threshold},
          {"later_cases", t.later_cases},
          {"later_answered", t.later_answered},
          {"later_right", t.later_right},
          {"matters", std::move(matters)}};
}

Training training_of(const db::Row& row) {
  Training t;
  t.id = row.uuid("id");
  t.at = row.instant("at");
  t.standing = row.text("standing");
  t.demo = row.boolean("demo");
  t.cases = row.integer("cases");
  t.since = row.maybe_instant("since");
  t.until = row.maybe_instant("until");
  const json::value document = row.document("measured");
  const auto figure = [&](const char* name) { return document.at(name).to_number<std::int64_t>(); };
  t.measured.folds = figure("folds");
  t.measured.cases = figure("cases");
  t.measured.answered = figure("answered");
  t.measured.right = figure("right");
  t.measured.within_three = figure("within_three");
  t.measured.most_frequent = figure("most_frequent");
  t.measured.threshold = document.at("threshold").to_number<double>();
  t.later_cases = figure("later_cases");
  t.later_answered = figure("later_answered");
  t.later_right = figure("later_right");
  for (const auto& [code, s] : document.at("matters").as_object())
    t.measured.matters[code] = {s.at(0).to_number<std::int64_t>(), s.at(1).to_number<std::int64_t>(),
                                s.at(2).to_number<std::int64_t>()};
  return t;
}

}  // namespace

void Suggester::train(db::Connection& db, const Uuid& id, Instant now) {
  Training t;
  t.id = id;
  t.at = now;
  t.demo = !context_->config().demo.empty();
  std::vector<incidents::ClosedCase> cases;
  if (!t.demo || settings_.learn_from_demo)
    cases = incidents::closed_cases(*context_, db, settings_.cases_at_most);
  else
    t.standing = "demo";
  t.cases = static_cast<std::int64_t>(cases.size());
  std::vector<Example> examples;
  const std::optional<Training> before = newest(db);
  for (incidents::ClosedCase& c : cases) {
    t.since = t.since ? std::min(*t.since, c.closed_at) : c.closed_at;
    t.until = t.until ? std::max(*t.until, c.closed_at) : c.closed_at;
    if (before && before->until && c.closed_at > *before->until) {
      const Answer answer = suggest(c.words);
      if (answer.outcome != "declined") ++t.later_cases;
      if (answer.outcome == "matters") {
        ++t.later_answered;
        t.later_right += answer.guesses[0].matter == c.matter;
      }
    }
    examples.push_back({std::move(c.matter), std::move(c.words)});
  }
  std::optional<db::Bytes> model;
  if (t.cases >= settings_.cases_needed && t.standing != "demo") {
    examples = learnable(std::move(examples), settings_);
    if (!examples.empty()) {
      t.measured = measure(examples, settings_);
      const Standing found = standing(examples, t.measured, settings_);
      t.standing = name_of(found);
      if (found == Standing::ready) model = db::Bytes{Classifier::learn(examples).bytes()};
    }
  }
  const json::value document = document_of(t);
  const std::string object = "suggestion:" + id.text();
  const json::value detail{{"cases", t.cases}, {"standing", t.standing}};
  db::Batch batch;
  batch.add(sql::add_training,
            db::Params::of(t.id, t.at, t.standing, t.demo, t.cases, t.since, t.until, document, model));
  batch.add(sql::forget_trainings, db::Params::of(t.id));
  audit::record(batch,
                {now, nullptr, "suggestion.train", object, context_->config().city, {}, "matter suggestion", &detail});
  db.commit(batch);
  refresh(db);
}

bool Suggester::refresh(db::Connection& db) {
  const db::Rows newest = db.run(sql::newest_id);
  if (newest.empty() || newest[0].uuid("id") == in_use_.load()->training) return false;
  const db::Rows rows = db.run(sql::model_of, db::Params::of(newest[0].uuid("id")));
  if (rows.empty()) return false;
  auto next = std::make_shared<InUse>();
  next->training = newest[0].uuid("id");
  if (!rows[0].is_null("model")) {
    next->classifier = Classifier::read(rows[0].bytes("model"));
    next->threshold = rows[0].document("measured").at("threshold").to_number<double>();
  }
  in_use_ = std::move(next);
  return false;
}

std::optional<Training> Suggester::newest(db::Connection& db) const {
  const db::Rows rows = db.run(sql::newest_training);
  if (rows.empty()) return std::nullopt;
  return training_of(rows[0]);
}

Suggester::Answer Suggester::suggest(std::string_view text) const {
  const std::shared_ptr<const InUse> in_use = in_use_.load();
  if (!in_use->classifier) return {"declined", {}};
  std::vector<Guess> guesses = suggestion::suggest(*in_use->classifier, in_use->threshold, settings_, text);
  return {guesses.empty() ? "unknown" : "matters", std::move(guesses)};
}

}  // namespace linli::suggestion
