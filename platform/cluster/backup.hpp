#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "kernel/time.hpp"
#include "platform/cluster/cluster.hpp"

namespace linli::cluster {

/// What a backup holds, and when it was begun.
struct BackupSummary {
  std::int64_t bytes = 0;  ///< of everything
  std::int64_t files = 0;  ///< attachments
  Instant made_at;
};

/// Copies a running instance: a base backup of its cluster with the WAL that makes it whole, then the attachments, then
/// anchors and configuration; never keys. Attachments are on disk before the commit that mentions them, so that those
/// copied after the database hold all it mentions. `to` is a new folder, or a file if it ends in `.tar` or `.tar.gz`;
/// it appears under its name only when it is whole and verified. DIR/backup.last remembers it.
/// Throws Refused{"backup_target_exists"} {path}, {"backup_failed"} {last, log}.
BackupSummary backup(const Layout& from, const std::string& conninfo, const std::string& to, Instant now);

/// Makes a new DIR of a backup and starts its cluster once, so that it is known to work; it is stopped again. Nothing
/// is left behind if it fails. Throws Refused{"restore_target_not_empty"} {dir}, {"not_a_backup"} {path},
/// {"backup_damaged"} {last, log}, {"other_postgresql"}.
BackupSummary restore(const std::string& from, Settings into);

/// When the last backup of DIR was made, as far as it knows.
std::optional<Instant> last_backup(const Layout& layout);

}  // namespace linli::cluster
