#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace linli::suggestion {

/// A text whose matter people settled.
struct Example {
  std::string matter, text;
};

struct Guess {
  std::string matter;
  double share = 0;  ///< 0 to 1, as the classifier believes; all guesses of a text sum to at most 1
};

/// Which matter a text is about, learned from examples (fastText on single characters and runs of three). Equal
/// examples in equal order give an equal classifier. Safe to ask from several threads.
class Classifier {
 public:
  /// Needs texts of at least two matters with something to learn from; else throws std::invalid_argument.
  static Classifier learn(const std::vector<Example>& examples);
  /// As `bytes` gave it. Throws std::invalid_argument for anything else.
  static Classifier read(const std::string& bytes);
  std::string bytes() const;

  /// Best first, at most `most`.
  std::vector<Guess> guess(std::string_view text, int most) const;
  /// How many of a hundred characters of `text` were seen while learning; 0 for a text without any.
  int known_percent(std::string_view text) const;

 private:
  struct Impl;
  explicit Classifier(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

}  // namespace linli::suggestion
