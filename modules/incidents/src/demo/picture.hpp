#pragma once
#include "app/incidents.hpp"
#include "demo/chance.hpp"

namespace linli::incidents {

/// A handful of drawn street scenes in the file store, so that demo cases have evidence to look at.
class Pictures {
 public:
  Pictures(app::Context& context, db::Connection& db, Chance& chance, Instant now);
  const std::string& pick(Chance& chance) const { return chance.of(digests_); }

 private:
  std::vector<std::string> digests_;
};

}  // namespace linli::incidents
