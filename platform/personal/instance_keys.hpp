#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/personal/vault.hpp"

/// The life of the instance keys: start, rotation, copies kept elsewhere.
namespace linli::personal {

/// What every start does after migrating: reads the keys below `folder`, makes the first ones for a database that knows
/// none, journals and reapplies erasures. Throws Refused{"instance_keys_missing"} {keys, path} when this database was
/// used with keys that are not here, without making new ones.
std::shared_ptr<Vault> open_vault(db::Connection& db, const std::string& folder, Instant now);

/// Makes a new key for wrapping subjects' keys; `rewrap` then moves the living subjects over to it.
std::string rotate_wrap_key(db::Connection& db, crypto::KeyRing& keys, Instant now);
/// Wraps at most `limit` subjects' keys anew, each batch of 200 in a transaction of its own; 0 when all are done.
std::size_t rewrap(db::Connection& db, const crypto::KeyRing& keys, std::size_t limit);
/// How many subjects still hang on keys other than the current one.
std::int64_t left_to_rewrap(db::Connection& db, const crypto::KeyRing& keys);
/// Destroys old wrapping keys that wrap nobody any more and were replaced at least `kept` ago, which makes whatever
/// backups hold under them unreadable: of erased persons, and of everybody else in backups older than that. So `kept`
/// is the time backups are kept (policy/personal.yaml); less than an hour counts as an hour, so that no process still
/// wraps under an old key. Returns the ids.
std::vector<std::string> retire_wrap_keys(db::Connection& db, crypto::KeyRing& keys, Instant now,
                                          std::chrono::seconds kept);

/// A copy of all keys and of the erasure journal, to be kept elsewhere: text, encrypted under a passphrase
/// (argon2id, then SM4 with HMAC-SM3). Remembers that and when it was made.
/// Throws Refused{"passphrase_too_short"} {least} below 12 characters.
std::string export_keys(crypto::KeyRing& keys, std::string_view passphrase, Instant now);
/// Puts exported keys (and journal lines) back. Throws Refused{"passphrase_wrong"}, {"key_copy_damaged"}, or
/// {"other_keys_present"} {path} when the folder holds keys that the copy does not know.
void import_keys(crypto::KeyRing& keys, std::string_view copy, std::string_view passphrase);

/// For `linli doctor` and `linli keys list`.
struct KeyStatus {
  std::string id, use;
  int number = 0;
  Instant created_at;
  bool current = false;
  bool exported = false;  ///< in the newest copy
};
std::vector<KeyStatus> key_status(const crypto::KeyRing& keys);
/// When the newest copy was made; nothing if never.
std::optional<Instant> keys_exported_at(const crypto::KeyRing& keys);

}  // namespace linli::personal
