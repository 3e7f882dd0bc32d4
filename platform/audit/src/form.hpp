#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/crypto/crypto.hpp"
#include "platform/db/connection.hpp"

/// What exactly is sealed. Form 1; a change of columns makes form 2, and this one stays to verify old seals.
namespace linli::audit {

inline constexpr int kForm = 1;

/// SM3 of a row of entries_between.sql: every column with its length, null told from empty. 32 bytes.
std::string digest_of(const db::Row& entry);

/// A batch as it is sealed.
struct Batch {
  std::string digest;  ///< SM3 over the entries' digests
  std::string marks;   ///< of each entry: position (8 bytes, big-endian) and the first 8 bytes of its digest
  std::int64_t entries = 0;
};

/// Collects a batch entry by entry.
class BatchBuilder {
 public:
  void add(const db::Row& entry);
  Batch finish();

 private:
  crypto::Sm3 digest_;
  Batch batch_;
};

inline constexpr std::size_t kMark = 16;
std::int64_t position_of(std::string_view mark);

/// One seal's content; its chain is in `sign`.
struct Seal {
  std::int64_t number = 0;
  std::int64_t from_xid = 0, until_xid = 0;
  std::int64_t sealed_us = 0;  ///< microseconds since 1970
  std::string key_id;
  Batch batch;
};
/// HMAC-SM3 over the seal and the one before it.
std::string sign(const crypto::MacKey& key, const Seal& seal, std::string_view previous);
/// What comes before the first seal.
std::string no_seal();

/// The key that signs, from the instance's seal key.
crypto::MacKey sealing_key(const crypto::Secret& secret);
/// The key that authenticates notes in the anchor file.
crypto::MacKey noting_key(const crypto::Secret& secret);

}  // namespace linli::audit
