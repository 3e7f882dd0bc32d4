#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.hpp"
#include "platform/crypto/key_ring.hpp"

/// The anchor: an append-only text file outside the database, one line a seal, fsynced. It says how far the log went,
/// so that a tail cut off, or a log made anew, is noticed.
///   seal <number> <until xid> <instant> <seal, hex>
///   break <number> <instant> <key id> <mac>                 the database was found to end at <number>: set back or
///   remade accept <number> <instant> <key id> <mac> <reason...>    an operator says why: a restore from backup
namespace linli::audit {

struct AnchorLine {
  enum class Kind { seal, broken, accepted, damaged };
  Kind kind = Kind::damaged;
  std::int64_t number = 0;
  std::string seal;    ///< 32 bytes, of Kind::seal
  std::string reason;  ///< of Kind::accepted
};

class Anchor {
 public:
  explicit Anchor(std::string path) : path_(std::move(path)) {}
  const std::string& path() const { return path_; }
  bool exists() const;
  std::int64_t bytes() const;
  /// The last whole line that names a seal or a break; nothing in a new file.
  std::optional<AnchorLine> last() const;
  void append_seals(const std::vector<std::string>& lines);
  void append_break(std::int64_t number, Instant at, const crypto::Key& key);
  void append_accept(std::int64_t number, Instant at, const crypto::Key& key, std::string_view reason);
  /// Runs `work` while no other process writes.
  void while_locked(const std::function<void()>& work) const;
  /// Every whole line within the first `bytes` bytes, in order. Notes whose MAC is not right come out as damaged.
  void each(std::int64_t bytes, const crypto::KeyRing& keys, const std::function<void(const AnchorLine&)>& visit) const;

  static std::string seal_line(std::int64_t number, std::int64_t until_xid, Instant at, std::string_view seal);

 private:
  void append(std::string text);
  std::string path_;
};

}  // namespace linli::audit
