#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/uuid.hpp"
#include "platform/principal/principal.hpp"
#include "platform/db/connection.hpp"

namespace linli::personal {

/// The only place where personal values live (decision 7). A subject is a person, known or not; each has its own
/// key, values are SM4-CTR encrypted with HMAC-SM3, and the ciphertext authenticates record and field.
/// Fields are short names: `name`, `phone`, `id_number`, `text`.
class Vault {
 public:
  /// Reads or creates the instance's keys under `key_dir` (0700, outside backups).
  explicit Vault(const std::string& key_dir);
  ~Vault();

  /// Opens a new subject in `batch` and returns its id.
  Uuid create_subject(db::Batch& batch, Instant now);
  /// Writes values of a subject created in the same batch.
  void put_new(db::Batch& batch, const Uuid& subject, const Uuid& record,
               const std::map<std::string, std::string>& values);
  /// Writes or replaces values of an existing subject; reads its key first (one round trip).
  void put(db::Connection& db, db::Batch& batch, const Uuid& subject, const Uuid& record,
           const std::map<std::string, std::string>& values);
  /// Values in clear, for the server's own use (dialling, matching, masking). A screen gets them only through
  /// `masked` or an audited reveal. Erased subjects give an empty map.
  std::map<std::string, std::string> open(db::Connection& db, const Uuid& subject, const Uuid& record);
  /// For lists: record -> field -> clear value, one round trip.
  std::map<Uuid, std::map<std::string, std::string>> open_many(db::Connection& db, const std::vector<Uuid>& records);
  /// Destroys the subject's key and search tokens: values are unreadable for ever; the cases stay.
  void erase(db::Connection& db, db::Batch& batch, const Uuid& subject, Instant now);

  /// Keyed digest that finds equal values without showing them: blind index for phones (HMAC-SM3, per field).
  std::string token(std::string_view field, std::string_view value) const;
  /// Search tokens of a value: phone -> whole and last four; name -> 1-2-grams and pinyin.
  std::vector<std::string> search_tokens(std::string_view field, std::string_view value) const;
  /// Keyed digest of a request body, for idempotency answers.
  std::string digest(std::string_view text) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linli::personal
