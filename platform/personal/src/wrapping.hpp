#pragma once
#include <map>
#include <mutex>
#include <string>

#include "kernel/uuid.hpp"
#include "platform/crypto/key_ring.hpp"

/// How a subject's own key stands in the database: its random id, then the key sealed under an instance key.
namespace linli::personal {

inline constexpr std::size_t kKeyIdBytes = 8;

struct SubjectKey {
  std::string id;  ///< 8 random bytes, carried by every value sealed with the key
  crypto::Secret secret;
  static SubjectKey random();
};

/// Wraps and unwraps with the ring's keys. Keeps what it prepared of a key, but asks the ring each time, so that a
/// destroyed key is of no more use. Thread-safe.
class Wrapping {
 public:
  explicit Wrapping(const crypto::KeyRing& keys) : keys_(keys) {}
  std::string wrap(const crypto::Key& under, const Uuid& subject, const SubjectKey& key);
  /// Throws Refused{"personal_key_missing"} {key} when the instance key is not in the ring, {"personal_value_damaged"}
  /// when the wrapped key is not this subject's or was changed.
  SubjectKey unwrap(std::string_view under, const Uuid& subject, std::string_view wrapped);

 private:
  crypto::SealingKey prepared(const crypto::Key& key);
  const crypto::KeyRing& keys_;
  std::mutex mutex_;
  std::map<std::string, crypto::SealingKey, std::less<>> prepared_;
};

}  // namespace linli::personal
