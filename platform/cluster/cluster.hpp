#pragma once
#include <atomic>
#include <memory>
#include <string>

#include "platform/cluster/data_dir.hpp"

namespace linli::cluster {

struct Settings {
  std::string directory;            ///< DIR
  std::string run_as = "postgres";  ///< for root only: the unprivileged user PostgreSQL runs as
  bool durable = true;              ///< false: no fsync, for tests only
  int max_connections = 100;
  std::int64_t shared_buffers_mb = 0;  ///< 0: a sixth of the memory, 128 MB to 4 GB
};

/// The private PostgreSQL cluster below DIR (decision 3): created on first use, reached by a unix socket only, run as
/// an unprivileged user, started again when it dies, stopped with this object. A thread of its own supervises it.
class Cluster {
 public:
  /// Returns when it takes connections. Throws Refused: `data_dir_in_use`, `other_postgresql`, `path_not_passable`,
  /// `cannot_write`, `socket_path_too_long`, `no_postgresql`, `cluster_start_failed` (values: log, last) ...
  explicit Cluster(Settings settings);
  /// Stops it: running statements are broken off, what was committed is on disk.
  ~Cluster();

  /// For db::Connection and db::Pool.
  const std::string& conninfo() const;
  const Layout& layout() const;
  /// False while PostgreSQL is away (died, being restarted): answer 503 meanwhile.
  bool running() const;
  pid_t postmaster() const;
  bool first_start() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// How another program reaches the cluster of a DIR that is being served.
std::string conninfo_of(const Layout& layout);

/// Ends a PostgreSQL that still works in DIR though the program it belonged to is gone, and removes a pid file that
/// came with a copy or outlived a crash of the machine. For the holder of the DirLock only.
void end_orphan(const Layout& layout);

}  // namespace linli::cluster
