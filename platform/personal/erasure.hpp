#pragma once
#include <cstddef>
#include <string>

#include "platform/personal/vault.hpp"

/// Erasure that survives a restore (decision 7, docs/decisions/0002-subject-keys.md). Each erasure is also a line of
/// DIR/keys/erasures.journal, outside the database and its backups; so is each instance key that was destroyed.
namespace linli::personal {

/// Where the journal of these keys lies.
std::string journal_path(const crypto::KeyRing& keys);

/// Writes committed erasures that the journal does not hold yet. Call it after the commit of `Vault::erase`; a job also
/// does, so that a crash in between loses nothing. Returns how many were written.
std::size_t journal_erasures(db::Connection& db, const crypto::KeyRing& keys);

struct Reapplied {
  std::size_t subjects = 0;    ///< erased again, because the journal says so
  std::size_t unreadable = 0;  ///< erased, because the instance key that wrapped them was destroyed on purpose
};
/// Erases again what a restored backup brought back. Run at every start, before anything reads personal data.
/// Throws Refused{"erasure_journal_damaged"} {path, line}.
Reapplied reapply_erasures(db::Connection& db, const crypto::KeyRing& keys, Instant now);

}  // namespace linli::personal
