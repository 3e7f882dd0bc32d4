#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/crypto/key_ring.hpp"
#include "platform/db/connection.hpp"

namespace linli::text {
class Messages;
}

namespace linli::audit {

/// Something that is not as it was sealed.
struct Finding {
  /// `changed` `removed` `inserted` (an entry), `batch_damaged` (entries of a seal, cannot be told which),
  /// `seal_removed`, `seal_damaged`, `seal_key_missing`, `rewritten` (seals other than the anchored ones), `truncated`
  /// (anchored seals are gone from the end), `set_back` (the same, noticed and continued by the sealer),
  /// `anchor_missing`, `anchor_damaged`.
  std::string kind;
  std::int64_t position = 0;  ///< of the entry, or of the first entry concerned; 0 if not known
  std::int64_t seal = 0;      ///< number of the seal concerned
  std::int64_t until = 0;     ///< last seal concerned, of truncated and set_back
};

struct Verdict {
  std::vector<Finding> findings;       ///< in the log's order; the first is the first bad place. At most 100
  std::vector<std::string> explained;  ///< reasons operators gave for breaks (restores)
  std::int64_t entries = 0, seals = 0;
  std::int64_t last_position = 0;  ///< of the sealed entries
  std::int64_t anchored_to = 0;    ///< number of the last seal that the anchor confirms
  std::int64_t unsealed = 0;       ///< entries no seal covers yet: what happens to them cannot be seen
  std::optional<Instant> oldest_unsealed;
  bool intact() const { return findings.empty(); }
};

/// Recomputes every seal from the entries and compares with the chain and with the anchor file (one kept elsewhere, or
/// the instance's own). Reads one consistent state; the log may be written meanwhile. Use a connection without
/// timeouts. Cannot see: who wrote an entry before it was sealed; what happens to entries not sealed yet (at most a
/// second, or as long as the longest open transaction); a rewrite by somebody who holds the seal key and every copy of
/// the anchor.
Verdict verify(db::Connection& db, const crypto::KeyRing& keys, const std::string& anchor);

/// The verdict in sentences, the first finding first; for `linli audit verify`, whose exit code is 0 if intact, 1 if
/// not.
std::vector<std::string> in_words(const Verdict& verdict, const text::Messages& messages, std::string_view language);

}  // namespace linli::audit
