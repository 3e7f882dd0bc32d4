#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/key_ring.hpp"
#include "platform/db/connection.hpp"

namespace linli::audit {

/// Makes room for the entries of this month and the next two; harmless to repeat. For a past that is filled in, call it
/// with each of its months first.
void open_months(db::Connection& db, Instant now);

/// Closes batches of the log with chained HMAC-SM3 seals and anchors each outside the database.
/// What no seal covers yet: entries younger than the last run, and those of transactions that began before one that
/// still runs. One among several processes works, the others find nothing to do.
class Sealer {
 public:
  /// `keys` must outlive it; `anchor` is the path of the append-only file, DIR/anchors/audit.anchor.
  Sealer(const crypto::KeyRing& keys, std::string anchor);
  ~Sealer();
  /// Seals what is complete; returns how many entries. Nothing if another process is at it.
  std::optional<std::int64_t> seal(db::Connection& db, Instant now);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The newest seal in words fit to be printed or sent elsewhere each day: `number until_xid seal`. Empty if none.
std::string latest_seal(db::Connection& db);

/// Says that the database was set back on purpose (a restore), so that `verify` reports it as explained.
void accept_break(const crypto::KeyRing& keys, const std::string& anchor, std::string_view reason, Instant now);

}  // namespace linli::audit
