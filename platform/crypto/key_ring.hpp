#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.hpp"
#include "platform/crypto/crypto.hpp"

namespace linli::crypto {

/// What a key is for. `wrap`: wraps the subjects' own keys; rotated, old ones are destroyed. `index`: makes search
/// tokens and blind indexes; stays. `seal`: seals the audit log; old ones stay to verify old seals.
enum class KeyUse { wrap, index, seal };
std::string_view name_of(KeyUse use);

/// One instance key. `id` is random and never used twice; of one use, the highest `number` is the current key.
struct Key {
  std::string id;  ///< 16 hexadecimal digits
  KeyUse use = KeyUse::wrap;
  int number = 0;
  Instant created_at;
  Secret secret;  ///< 32 bytes
};

/// A key as its file holds it, and back; throws Refused{"key_file_damaged"} {path: ""}.
std::string text_of(const Key& key);
Key parse_key(std::string_view text);

/// The instance's keys: one small file each below DIR/keys (folder 0700, files 0600), outside the database and outside
/// backups. Several processes may share the folder: changes are noticed, writes are made under a file lock and are
/// durable when they return. Thread-safe.
class KeyRing {
 public:
  /// Reads the folder, which need not exist; throws Refused{"key_file_damaged"} {path} for what is not a key, and
  /// {"key_folder_open"} {path} when others may read it.
  explicit KeyRing(std::string folder);
  ~KeyRing();
  /// Makes the first key of every use that has none.
  void create_missing(Instant now);
  /// A new current key of this use.
  std::shared_ptr<const Key> add(KeyUse use, Instant now);
  /// Puts a key that was exported back under its own id; nothing if it is there.
  void restore(const Key& key);
  /// Overwrites and removes the file. What only this key opens is lost for ever.
  void destroy(std::string_view id);

  /// Throws Refused{"keys_missing"} if there is none.
  std::shared_ptr<const Key> current(KeyUse use) const;
  /// Empty if there is no such key (any more).
  std::shared_ptr<const Key> find(std::string_view id) const;
  /// All keys by use and number.
  std::vector<std::shared_ptr<const Key>> all() const;
  const std::string& folder() const { return folder_; }

 private:
  using Keys = std::vector<std::shared_ptr<const Key>>;
  void write(const Key& key);
  std::shared_ptr<const Keys> snapshot() const;
  std::shared_ptr<const Keys> reread() const;

  std::string folder_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const Keys> keys_;
  mutable std::int64_t read_at_change_ = -1;  // the folder's change time when it was read, ns
};

}  // namespace linli::crypto
