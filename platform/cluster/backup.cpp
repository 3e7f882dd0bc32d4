#include "platform/cluster/backup.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <filesystem>

#include "folders.hpp"
#include "kernel/refusal.hpp"
#include "platform/cluster/postgres.hpp"
#include "platform/db/connection.hpp"
#include "platform/disk/disk.hpp"
#include "process.hpp"

namespace linli::cluster {
namespace fs = std::filesystem;
namespace {

constexpr int kForm = 1;
/// What is copied of DIR beside the database. Keys never are.
constexpr const char* kFolders[] = {"files", "anchors"};
constexpr const char* kSingleFiles[] = {"config.yaml", "demo-accounts.json"};

bool is_archive(const std::string& path) { return path.ends_with(".tar") || path.ends_with(".tar.gz"); }

/// Removes the folder unless it was kept.
struct Draft {
  std::string path;
  bool kept = false;
  ~Draft() {
    std::error_code ignored;
    if (!kept) fs::remove_all(path, ignored);
  }
};

/// Runs a maintenance program as the user we are; its words go to `log`.
void run(const std::vector<std::string>& arguments, const std::string& log, const char* refusal) {
  auto before = length_of(log);
  if (run_program(arguments, RunAs{}, log) != 0)
    throw Refused{refusal, {{"last", complaint_in(text_after(log, before))}, {"log", log}}};
}

void copy_beside(const std::string& from, const std::string& to) {
  for (const char* name : kFolders)
    if (fs::exists(from + "/" + name)) fs::copy(from + "/" + name, to + "/" + name, fs::copy_options::recursive);
  for (const char* name : kSingleFiles)
    if (fs::exists(from + "/" + name)) fs::copy_file(from + "/" + name, to + "/" + name);
}

BackupSummary summary_of(const std::string& folder) {
  BackupSummary summary;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) {
      summary.bytes += static_cast<std::int64_t>(entry.file_size());
      if (entry.path().string().starts_with(folder + "/files/")) ++summary.files;
    }
  return summary;
}

void write_manifest(const std::string& folder, const BackupSummary& summary, int major) {
  boost::json::object manifest{{"linli_backup", kForm},
                               {"made_at", to_text(summary.made_at)},
                               {"postgresql", major},
                               {"bytes", summary.bytes},
                               {"files", summary.files}};
  disk::write(folder + "/backup.json", boost::json::serialize(manifest) + "\n", 0600);
}

BackupSummary read_manifest(const std::string& folder, const std::string& shown) {
  auto text = disk::read(folder + "/backup.json");
  boost::system::error_code error;
  auto parsed = boost::json::parse(text.value_or(""), error);
  const Refused unknown{"not_a_backup", {{"path", shown}}};
  if (error || !parsed.is_object()) throw unknown;
  const auto& manifest = parsed.as_object();
  auto integer = [&](const char* name) {
    const auto* value = manifest.if_contains(name);
    if (!value || !value->is_int64()) throw unknown;
    return value->as_int64();
  };
  if (integer("linli_backup") != kForm || !manifest.contains("made_at")) throw unknown;
  BackupSummary summary;
  summary.bytes = integer("bytes");
  summary.files = integer("files");
  summary.made_at = parse_instant(std::string_view(manifest.at("made_at").as_string()));
  return summary;
}

}  // namespace

BackupSummary backup(const Layout& from, const std::string& conninfo, const std::string& to, Instant now) {
  std::error_code ignored;
  if (fs::exists(to) && (is_archive(to) || !fs::is_empty(to, ignored)))
    throw Refused{"backup_target_exists", {{"path", to}}};
  auto server = postgres_for(from.pg);
  const std::string log = from.log + "/backup.log";
  Draft draft{to + ".partial"};
  fs::remove_all(draft.path);
  make_folder(draft.path, geteuid(), getegid(), 0700);
  run({server.program("pg_basebackup"), "-d", conninfo, "-D", draft.path + "/pg", "--wal-method=stream",
       "--checkpoint=fast", "--no-sync"},
      log, "backup_failed");
  copy_beside(from.root, draft.path);
  run({server.program("pg_verifybackup"), draft.path + "/pg"}, log, "backup_failed");
  auto summary = summary_of(draft.path);
  summary.made_at = now;
  write_manifest(draft.path, summary, server.major);
  if (is_archive(to)) {
    Draft archive{to + ".partial-archive"};
    run({"/bin/tar", to.ends_with("gz") ? "-czf" : "-cf", archive.path, "-C", draft.path, "."}, log, "backup_failed");
    sync_file_system_of(fs::path(to).parent_path().empty() ? "." : fs::path(to).parent_path().string());
    fs::permissions(archive.path, fs::perms(0600));
    fs::rename(archive.path, to);
  } else {
    sync_file_system_of(draft.path);
    fs::rename(draft.path, to);
    draft.kept = true;
  }
  disk::write(from.root + "/backup.last", to_text(now) + "\n", 0640);
  return summary;
}

BackupSummary restore(const std::string& from, Settings into) {
  const Layout layout(into.directory);
  std::error_code ignored;
  if (fs::exists(layout.root) && !fs::is_empty(layout.root, ignored))
    throw Refused{"restore_target_not_empty", {{"dir", layout.root}}};
  auto user = RunAs::of(into.run_as);
  check_passable(layout.sock, user);
  Draft draft{layout.root + ".partial"};
  fs::remove_all(draft.path);
  make_folder(draft.path, geteuid(), user.gid, 0750);
  const std::string log = layout.root + ".restore.log";
  if (is_archive(from)) run({"/bin/tar", "-xf", from, "-C", draft.path, "--no-same-owner"}, log, "not_a_backup");
  auto summary = read_manifest(is_archive(from) ? draft.path : from, from);
  if (!is_archive(from)) {
    fs::copy(from + "/pg", draft.path + "/pg", fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    copy_beside(from, draft.path);
  }
  make_folder(draft.path, geteuid(), user.gid, 0750);  // the archive brought a mode of its own
  auto server = postgres_for(draft.path + "/pg");
  run({server.program("pg_verifybackup"), draft.path + "/pg"}, log, "backup_damaged");
  fs::remove(draft.path + "/backup.json");
  give_tree(draft.path + "/pg", user);
  sync_file_system_of(draft.path);
  fs::remove(layout.root, ignored);  // an empty one
  fs::rename(draft.path, layout.root);
  draft.path = layout.root;
  { Cluster check(std::move(into)); }
  draft.kept = true;
  fs::remove(log, ignored);
  return summary;
}

std::optional<Instant> last_backup(const Layout& layout) {
  auto text = disk::read(layout.root + "/backup.last");
  if (!text || text->empty()) return std::nullopt;
  return parse_instant(std::string_view(*text).substr(0, text->size() - 1));
}

}  // namespace linli::cluster
