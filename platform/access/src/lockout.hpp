#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/access/access.hpp"

namespace linli::access {

/// The count of failures in a row for one account name at one address. Both are kept as keyed digests.
class Lockout {
 public:
  Lockout(const Access& access, std::string_view username, std::string_view peer);
  /// Adds the charge for one attempt to `batch`; its Rows go to `may_try`.
  void charge(db::Batch& batch, Instant now) const;
  /// Refused{"locked_out"} (values: minutes) when the name or the address is at rest. Otherwise whether this attempt,
  /// should it fail, begins a rest.
  bool may_try(const db::Rows& charged, Instant now) const;
  /// The attempt was no failure: the name starts anew, the address gets its charge back.
  void succeeded(db::Batch& batch) const;
  /// The attempt was neither: both get their charge back.
  void undecided(db::Batch& batch) const;
  void forget_name(db::Batch& batch) const;
  const std::string& name_digest() const { return name_; }
  const std::string& peer_digest() const { return peer_; }

 private:
  const Access& access_;
  std::string name_, peer_;
};

}  // namespace linli::access
