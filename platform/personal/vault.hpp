#pragma once
#include <compare>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/uuid.hpp"
#include "platform/crypto/key_ring.hpp"
#include "platform/db/connection.hpp"

namespace linli::personal {

/// Whose, and in which record (a report, an account, a contact): what a module keeps instead of a name or a phone.
struct Ref {
  Uuid subject;
  Uuid record;
  auto operator<=>(const Ref&) const = default;
};

/// Field -> value in clear. `name`, `phone` and `id_number` can be searched, each field among its own values, and
/// so can fields that end in these (`staff_name`: among staff only). Any other name (`text`, `address` ...) is free
/// text: kept, never searched.
using Values = std::map<std::string, std::string>;

/// A person whose key was unlocked for writing; lives as long as one request.
class Subject {
 public:
  const Uuid& id() const { return id_; }

 private:
  friend class Vault;
  Uuid id_;
  bool is_new_ = false;
  std::string key_id_;
  crypto::SealingKey key_;
};

/// The only place where personal values live (decision 7). A subject is a person, known or not; each has its own
/// key, values are SM4-CTR encrypted with HMAC-SM3, and the ciphertext carries the key's id and authenticates subject,
/// record and field. Thread-safe.
class Vault {
 public:
  explicit Vault(std::shared_ptr<crypto::KeyRing> keys);
  ~Vault();

  /// Opens a new subject in `batch`.
  Subject create(db::Batch& batch, Instant now);
  /// An existing subject, ready to be written to (one round trip). Throws Refused{"person_erased"} when it was erased
  /// or never was, {"personal_key_missing"} when the instance key that wraps it is not here.
  Subject unlock(db::Connection& db, const Uuid& subject);
  /// Writes or replaces values of one record as part of `batch`; an empty value is kept as empty.
  void put(db::Batch& batch, const Subject& subject, const Uuid& record, const Values& values);

  /// Values in clear, for the server's own use (dialling, matching, masking). A screen gets them only through
  /// `masked` or an audited `reveal`. Erased subjects give nothing; what was tampered with, or swapped between persons,
  /// records or fields, throws Refused{"personal_value_damaged"}.
  Values open(db::Connection& db, const Ref& ref);
  /// For lists, in one round trip; a ref without values is left out.
  std::map<Ref, Values> open_many(db::Connection& db, const std::vector<Ref>& refs);
  /// The same through a batch of the caller's: `ask` adds the query, `read` opens its answer.
  static void ask(db::Batch& batch, const std::vector<Ref>& refs);
  std::map<Ref, Values> read(const db::Rows& rows) const;

  /// Destroys the subject's key, values and search tokens: unreadable for ever; the cases stay. Call
  /// `synchronise_journal` (erasure.hpp) after the commit, or leave it to the job.
  void erase(db::Batch& batch, const Uuid& subject, Instant now);

  /// Who has `query` in `field` (`name`: part of it, or pinyin whole or by initials; `phone`: whole or last four
  /// digits; `id_number`: whole). At most `limit`, in no order; nothing for other fields and blank queries.
  std::vector<Ref> find(db::Connection& db, std::string_view field, std::string_view query, int limit = 200);

  /// Keyed digest that finds equal values without showing them: blind index for phones and the like (HMAC-SM3 per
  /// field, normalised), 22 characters.
  std::string token(std::string_view field, std::string_view value) const;
  /// Keyed digest of a request body, for idempotency answers, 43 characters.
  std::string digest(std::string_view text) const;

  crypto::KeyRing& keys() const { return *keys_; }
  std::shared_ptr<crypto::KeyRing> shared_keys() const { return keys_; }

 private:
  struct Impl;
  std::shared_ptr<crypto::KeyRing> keys_;
  std::unique_ptr<Impl> impl_;
};

/// As a screen shows it without a reveal: `name` first character, `phone` 138****2201, `id_number` first three and last
/// two, anything else with runs of seven and more digits starred out (names inside free text stay: they cannot be
/// told).
std::string masked(std::string_view field, std::string_view value);

}  // namespace linli::personal
