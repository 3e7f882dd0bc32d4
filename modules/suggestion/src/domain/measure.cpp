#include "domain/measure.hpp"

#include <algorithm>

#include "domain/characters.hpp"

namespace linli::suggestion {
namespace {

constexpr std::size_t kFolds = 5;
constexpr int kShown = 3;

struct Hidden {
  std::size_t fold = 0;
  std::string matter, guess;
  double share = -1;  // -1: the text was not judged
  bool within_three = false;
  bool right() const { return guess == matter && guess != kRare; }
};

std::vector<std::size_t> folds_of(const std::vector<Example>& examples) {
  std::map<std::vector<std::string>, std::size_t> known;
  std::vector<std::size_t> folds;
  for (const Example& e : examples) {
    const std::size_t next = known.size() % kFolds;
    folds.push_back(known.try_emplace(characters(e.text), next).first->second);
  }
  return folds;
}

bool judged(const Classifier& classifier, const Settings& settings, std::string_view text) {
  return static_cast<std::int64_t>(characters(text).size()) >= settings.characters_needed &&
         classifier.known_percent(text) >= settings.known_percent;
}

// The lowest share from which on enough of the answers were right; 2 if there is none. `without`: a fold left out.
double threshold_of(const std::vector<Hidden>& all, std::size_t without, std::int64_t right_percent) {
  std::vector<const Hidden*> answers;
  for (const Hidden& h : all)
    if (h.fold != without && h.share >= 0 && h.guess != kRare) answers.push_back(&h);
  std::sort(answers.begin(), answers.end(), [](const Hidden* a, const Hidden* b) { return a->share > b->share; });
  double found = 2;
  std::int64_t right = 0, said = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    ++said;
    right += answers[i]->right();
    if (i + 1 < answers.size() && answers[i + 1]->share == answers[i]->share) continue;
    if (right * 100 >= right_percent * said) found = answers[i]->share;
  }
  return found;
}

std::map<std::string, std::int64_t> counts(const std::vector<Example>& examples) {
  std::map<std::string, std::int64_t> count;
  for (const Example& e : examples) ++count[e.matter];
  return count;
}

}  // namespace

std::vector<Example> learnable(std::vector<Example> examples, const Settings& settings) {
  std::map<std::string, std::int64_t> count = counts(examples);
  std::int64_t frequent = 0;
  for (const auto& [matter, n] : count) frequent += n >= settings.cases_per_matter;
  if (frequent < 2) return {};
  for (Example& e : examples)
    if (count[e.matter] < settings.cases_per_matter) e.matter = kRare;
  return examples;
}

Measured measure(const std::vector<Example>& examples, const Settings& settings) {
  const std::vector<std::size_t> folds = folds_of(examples);
  std::vector<Hidden> all;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<Example> rest;
    for (std::size_t i = 0; i < examples.size(); ++i)
      if (folds[i] != fold) rest.push_back(examples[i]);
    const Classifier classifier = Classifier::learn(rest);
    for (std::size_t i = 0; i < examples.size(); ++i) {
      if (folds[i] != fold) continue;
      Hidden h{fold, examples[i].matter, {}, -1, false};
      const std::vector<Guess> guesses = classifier.guess(examples[i].text, kShown);
      if (!guesses.empty() && judged(classifier, settings, examples[i].text)) {
        h.guess = guesses[0].matter;
        h.share = guesses[0].share;
      }
      h.within_three = h.matter != kRare && std::any_of(guesses.begin(), guesses.end(),
                                                        [&](const Guess& g) { return g.matter == h.matter; });
      all.push_back(std::move(h));
    }
  }
  Measured m;
  m.folds = kFolds;
  std::vector<double> thresholds;
  for (std::size_t fold = 0; fold < kFolds; ++fold)
    thresholds.push_back(threshold_of(all, fold, settings.right_percent));
  for (const Hidden& h : all) {
    const bool answered = h.share >= thresholds[h.fold] && h.guess != kRare;
    MatterScore& score = m.matters[h.matter];
    ++m.cases, ++score.cases;
    m.answered += answered, score.answered += answered;
    m.right += answered && h.right(), score.right += answered && h.right();
    m.within_three += h.within_three;
  }
  for (const auto& [matter, n] : counts(examples))
    if (matter != kRare) m.most_frequent = std::max(m.most_frequent, n);
  m.threshold = threshold_of(all, kFolds, settings.right_percent);
  return m;
}

Standing standing(const std::vector<Example>& examples, const Measured& m, const Settings& settings) {
  if (static_cast<std::int64_t>(examples.size()) < settings.cases_needed) return Standing::too_few;
  const bool often = m.answered > 0 && m.answered * 100 >= settings.answered_percent * m.cases;
  const bool good = m.right * 100 >= settings.right_percent * m.answered;
  const bool better = m.right * m.cases > m.most_frequent * m.answered;  // of its answers, against of all cases
  return often && good && better && m.threshold <= 1 ? Standing::ready : Standing::not_good_enough;
}

std::vector<Guess> suggest(const Classifier& classifier, double threshold, const Settings& settings,
                           std::string_view text) {
  if (!judged(classifier, settings, text)) return {};
  std::vector<Guess> guesses = classifier.guess(text, kShown);
  if (guesses.empty() || guesses[0].matter == kRare || guesses[0].share < threshold) return {};
  std::erase_if(guesses, [](const Guess& g) { return g.matter == kRare || g.share < 0.05; });
  return guesses;
}

}  // namespace linli::suggestion
