#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/classifier.hpp"
#include "suggestion/settings.hpp"

namespace linli::suggestion {

/// How a matter came off when it was hidden.
struct MatterScore {
  std::int64_t cases = 0, answered = 0, right = 0;
};

/// What cross-validation found: every case was judged by a classifier that had not seen it, nor any with the same
/// words, with a threshold chosen without it.
struct Measured {
  std::int64_t folds = 0;
  std::int64_t cases = 0, answered = 0, right = 0;
  std::int64_t within_three = 0;   ///< the matter was among the first three guesses, whatever was answered
  std::int64_t most_frequent = 0;  ///< right if one always said the most frequent matter: the least to be beaten
  double threshold = 1;            ///< share below which nothing is said
  std::map<std::string, MatterScore> matters;
};

enum class Standing { too_few, not_good_enough, ready };

/// Rare matters are put together under this name, which is never said.
inline constexpr const char* kRare = "rare";

/// The examples as they are learned: rare matters under kRare. Fewer than two frequent ones: nothing.
std::vector<Example> learnable(std::vector<Example> examples, const Settings& settings);

/// Cross-validation in five folds; equal wordings stand in one fold. `examples` as `learnable` gave them.
Measured measure(const std::vector<Example>& examples, const Settings& settings);

/// May it be shown? Only if it answers often enough, is right often enough, and beats the most frequent matter.
Standing standing(const std::vector<Example>& examples, const Measured& measured, const Settings& settings);

/// The guesses to show, at most three, best first; nothing if the text says too little, in other words than were
/// learned, or is unclear: unknown rather than a guess.
std::vector<Guess> suggest(const Classifier& classifier, double threshold, const Settings& settings,
                           std::string_view text);

}  // namespace linli::suggestion
