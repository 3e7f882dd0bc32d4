#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>

#include <filesystem>

#include "kernel/refusal.hpp"
#include "platform/cluster/backup.hpp"
#include "platform/cluster/postgres.hpp"
#include "platform/http/tls.hpp"
#include "platform/personal/instance_keys.hpp"
#include "server/commands/doctor.hpp"
#include "server/commands/words.hpp"

namespace linli::server {
namespace {

namespace fs = std::filesystem;
using Level = Symptom::Level;

constexpr std::int64_t kLittleSpace = 10'000'000'000, kNoSpace = 1'000'000'000;
constexpr auto kBackupAge = std::chrono::days(7);
constexpr std::uint64_t kOpenFiles = 65536;

void postgres(const cluster::Layout& layout, Symptoms& found) {
  if (!fs::exists(layout.pg + "/PG_VERSION")) {
    found.push_back({Level::well, "cluster.none", {}});
    return;
  }
  auto server = cluster::postgres_for(layout.pg);  // refuses another version with the command that upgrades it
  found.push_back({Level::well, "cluster.version", {{"major", std::to_string(server.major)}}});
}

void space(const cluster::Layout& layout, Symptoms& found) {
  struct statvfs s {};
  if (statvfs(layout.root.c_str(), &s) != 0) return;
  auto left = static_cast<std::int64_t>(s.f_bavail * s.f_frsize),
       all = static_cast<std::int64_t>(s.f_blocks * s.f_frsize);
  auto level = left < kNoSpace ? Level::fault : left < std::min(kLittleSpace, all / 10) ? Level::warning : Level::well;
  found.push_back({level,
                   level == Level::well ? "disk.enough" : "disk.low",
                   {{"dir", layout.root}, {"left", bytes_in_words(left)}}});
}

void keys(const cluster::Layout& layout, Symptoms& found) {
  struct stat s {};
  if (stat(layout.keys.c_str(), &s) != 0) {
    found.push_back({Level::warning, "keys.none", {{"path", layout.keys}}});
    return;
  }
  crypto::KeyRing ring(layout.keys);  // refuses a folder that others may read, and damaged keys
  int count = 0, uncopied = 0;
  for (const auto& key : personal::key_status(ring)) {
    ++count;
    uncopied += !key.exported;
  }
  if (count == 0)
    found.push_back({Level::warning, "keys.none", {{"path", layout.keys}}});
  else if (uncopied > 0)
    found.push_back({Level::warning, "keys.not_copied", {{"count", std::to_string(uncopied)}, {"dir", layout.root}}});
  else
    found.push_back({Level::well, "keys.copied", {{"at", to_text(*personal::keys_exported_at(ring))}}});
}

void backups(const cluster::Layout& layout, Instant now, Symptoms& found) {
  auto last = cluster::last_backup(layout);
  if (!last)
    found.push_back({Level::warning, "backup.never", {{"dir", layout.root}}});
  else
    found.push_back({now - *last > kBackupAge ? Level::warning : Level::well,
                     now - *last > kBackupAge ? "backup.old" : "backup.recent",
                     {{"at", to_text(*last)}, {"dir", layout.root}}});
}

/// Whether the kernel's clock is kept in step by a time service.
void clock(Symptoms& found) {
  struct timex t {};
  bool in_step = adjtimex(&t) != TIME_ERROR && !(t.status & STA_UNSYNC);
  found.push_back({in_step ? Level::well : Level::warning, in_step ? "clock.in_step" : "clock.alone", {}});
}

void limits(Symptoms& found) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  bool enough = files.rlim_max >= kOpenFiles;
  found.push_back({enough ? Level::well : Level::warning,
                   enough ? "files.enough" : "files.few",
                   {{"limit", std::to_string(files.rlim_max)}, {"wanted", std::to_string(kOpenFiles)}}});
}

void tls(const std::string& certificate, Instant now, Symptoms& found) {
  constexpr auto kRenewBefore = std::chrono::days(30);
  if (certificate.empty()) {
    found.push_back({Level::well, "tls.none", {}});
    return;
  }
  const Instant end = http::certificate_end(certificate);
  const bool soon = end < now + kRenewBefore;
  found.push_back({end <= now ? Level::fault
                   : soon     ? Level::warning
                              : Level::well,
                   soon ? "tls.ends" : "tls.valid",
                   {{"path", certificate}, {"at", to_text(end)}}});
}

}  // namespace

Symptoms examine_machine(const cluster::Layout& layout, Instant now, const std::string& certificate) {
  Symptoms found;
  postgres(layout, found);
  space(layout, found);
  keys(layout, found);
  backups(layout, now, found);
  clock(found);
  limits(found);
  tls(certificate, now, found);
  return found;
}

}  // namespace linli::server
