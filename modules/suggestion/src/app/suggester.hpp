#pragma once
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "domain/measure.hpp"
#include "platform/app/module.hpp"

namespace linli::suggestion {

/// One training as it is kept and shown.
struct Training {
  Uuid id;
  Instant at{};
  std::string standing = "too_few";  ///< demo, too_few, not_good_enough, ready
  bool demo = false;                 ///< the instance is a demo
  std::int64_t cases = 0;            ///< closed cases with words
  std::optional<Instant> since, until;
  Measured measured;
  /// Of the cases closed since the classifier before this one was learned: what it would have said.
  std::int64_t later_cases = 0, later_answered = 0, later_right = 0;
};

/// The instance's own suggestions of a matter. Thread-safe.
class Suggester {
 public:
  Suggester(app::Context& context, Settings settings) : context_(&context), settings_(settings) {}
  const Settings& settings() const { return settings_; }

  /// Learns from the latest closed cases, measures, keeps the result under `id` and takes it into use. Reading the
  /// cases' words is audited. The same `id` again changes nothing.
  void train(db::Connection& db, const Uuid& id, Instant now);
  /// Takes the newest training into use if another process made one; false as it is asked again later anyway.
  bool refresh(db::Connection& db);

  /// What the newest training found; nothing before the first.
  std::optional<Training> newest(db::Connection& db) const;
  struct Answer {
    std::string outcome;         ///< matters, unknown, declined
    std::vector<Guess> guesses;  ///< best first, at most three
  };
  Answer suggest(std::string_view text) const;

 private:
  struct InUse {
    Uuid training;
    double threshold = 2;
    std::optional<Classifier> classifier;
  };
  app::Context* context_;
  Settings settings_;
  std::atomic<std::shared_ptr<const InUse>> in_use_ = std::make_shared<const InUse>();
};

}  // namespace linli::suggestion
