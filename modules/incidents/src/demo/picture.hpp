#pragma once
#include "app/incidents.hpp"
#include "demo/chance.hpp"

namespace linli::incidents {

/// A handful of drawn street scenes in the file store, so that demo cases have evidence to look at.
class Pictures {
 public:
  Pictures(app::Context& context, db::Connection& db, Chance& chance, Instant now);
  /// What the file store knows of them, by digest.
  const std::map<std::string, files::Stored>& stored() const { return stored_; }
  const std::string& pick(Chance& chance) const { return chance.of(digests_); }

 private:
  std::vector<std::string> digests_;
  std::map<std::string, files::Stored> stored_;
};

}  // namespace linli::incidents
