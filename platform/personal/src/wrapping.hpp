#pragma once
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

std::string wrap(const crypto::Key& under, const Uuid& subject, const SubjectKey& key);
/// Throws Refused{"personal_key_missing"} {key} when the instance key is not in the ring, {"personal_value_damaged"} when
/// the wrapped key is not this subject's or was changed.
SubjectKey unwrap(const crypto::KeyRing& keys, std::string_view under, const Uuid& subject, std::string_view wrapped);

}  // namespace linli::personal
