#include "configuration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace linli::cluster {

std::int64_t memory_mb() {
  std::int64_t kb = 0;
  std::string word;
  for (std::ifstream in("/proc/meminfo"); in >> word;)
    if (word == "MemTotal:") in >> kb;
  std::int64_t limit = 0;
  if (std::ifstream group("/sys/fs/cgroup/memory.max"); group >> limit && limit > 0) kb = std::min(kb, limit / 1024);
  return kb / 1024;
}

std::string configuration(const Settings& settings, std::int64_t memory) {
  auto buffers =
      settings.shared_buffers_mb > 0 ? settings.shared_buffers_mb : std::clamp<std::int64_t>(memory / 6, 128, 4096);
  std::string text =
      fmt::format(R"(# Written by linli at every start. Put your own settings into local.conf beside this file.
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = {}
shared_buffers = '{}MB'
effective_cache_size = '{}MB'
work_mem = '{}MB'
maintenance_work_mem = '{}MB'
shared_preload_libraries = 'postgis-3'
wal_compression = lz4
min_wal_size = '256MB'
max_wal_size = '4GB'
checkpoint_timeout = '15min'
random_page_cost = 1.1
effective_io_concurrency = 100
jit = off
# After a crash one call instead of an fsync for each of some thousand files.
recovery_init_sync_method = syncfs
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
logging_collector = on
log_directory = '../log'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = '1d'
log_rotation_size = 0
log_line_prefix = '%m [%p] %q%a '
log_min_duration_statement = '2s'
# No values of rows or parameters in the log: they may be personal.
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
)",
                  settings.max_connections, buffers, std::max<std::int64_t>(memory * 6 / 10, 256),
                  std::clamp<std::int64_t>(memory / 512, 4, 32), std::clamp<std::int64_t>(memory / 16, 64, 1024));
  if (!settings.durable) text += "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n";
  return text + "include_if_exists 'local.conf'\n";
}

}  // namespace linli::cluster
