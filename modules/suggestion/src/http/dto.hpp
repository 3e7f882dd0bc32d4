#pragma once
#include "kernel/descriptor.hpp"
#include "kernel/time.hpp"
#include "kernel/uuid.hpp"

/// What the routes of suggestions take and give.
namespace linli::suggestion {

struct SuggestionGiven {
  std::string text;
};
struct GuessView {
  std::string matter, name;
  std::int64_t percent = 0;
};
struct SuggestionView {
  std::string outcome;
  std::vector<GuessView> items;
};
struct MatterScoreView {
  std::string matter, name;
  std::int64_t cases = 0, answered = 0, right = 0;
};
struct ModelView {
  std::string standing;
  std::optional<Instant> at, since, until;
  bool demo = false;
  std::int64_t cases = 0, cases_needed = 0, cases_per_matter = 0, right_percent = 0, answered_percent = 0;
  std::int64_t folds = 0, judged = 0, answered = 0, right = 0, within_three = 0, most_frequent = 0;
  std::int64_t threshold_percent = 0;
  std::int64_t later_cases = 0, later_answered = 0, later_right = 0;
  std::vector<MatterScoreView> matters;
};
struct TrainingGiven {
  Uuid id;
};

extern const Descriptor kSuggestionGiven, kSuggestionView, kModelView, kTrainingGiven;

}  // namespace linli::suggestion
