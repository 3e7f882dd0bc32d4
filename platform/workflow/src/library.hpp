#pragma once
#include <memory>
#include <mutex>
#include <shared_mutex>

#include "judge.hpp"

namespace linli::workflow {

/// The definitions of a running program: the newest of each workflow, and all that cases pin, by hash.
class Library {
 public:
  /// For new cases from now on.
  const Definition& add_newest(Definition d);
  const Definition& newest(std::string_view workflow) const;
  /// Every definition must be stored before a case pins it.
  void store(db::Connection& db, Instant now) const;
  /// Those of cases under way; throws Refused{"definition_in_use"} for one this program cannot serve.
  void load_in_use(db::Connection& db, const Names& names);
  /// By hash; null if it must be fetched.
  const Definition* known(std::string_view hash) const;
  /// By hash, from the database.
  const Definition& fetch(db::Connection& db, std::string_view hash, const Names& names);

 private:
  const Definition& keep(Definition d);

  mutable std::shared_mutex mutex_;
  std::map<std::string, std::unique_ptr<const Definition>, std::less<>> by_hash_;
  std::map<std::string, const Definition*, std::less<>> newest_;
};

}  // namespace linli::workflow
