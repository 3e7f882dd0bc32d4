#include <unistd.h>

#include <algorithm>

#include <chrono>
#include <filesystem>

#include "files_sql.hpp"
#include "platform/files/files.hpp"
#include "platform/log/log.hpp"

namespace linli::files {
namespace {

namespace fs = std::filesystem;

constexpr auto kKept = std::chrono::hours(24);
constexpr std::size_t kDigestLength = 64;
constexpr std::size_t kAtOnce = 1000;

/// A digest nobody stores just now; given back at the end.
class TakenDigest {
 public:
  TakenDigest(db::Connection& db, std::string digest) : db_(db), digest_(std::move(digest)) {
    taken_ = db_.run(sql::try_digest, db::Params::of(digest_))[0].boolean("taken");
  }
  ~TakenDigest() {
    if (taken_) try {
        db_.run(sql::release_digest, db::Params::of(digest_));
      } catch (const std::exception&) {  // the connection is gone, and the lock with it
      }
  }
  TakenDigest(const TakenDigest&) = delete;
  TakenDigest& operator=(const TakenDigest&) = delete;
  bool taken() const { return taken_; }

 private:
  db::Connection& db_;
  std::string digest_;
  bool taken_ = false;
};

/// Registered files that no record mentions. The row goes first: if we are killed then, the disk's own sweep finds the
/// rest.
std::size_t sweep_registered(db::Connection& db, Store& store, Instant before) {
  std::size_t removed = 0;
  for (;;) {
    auto orphans = db.run(sql::orphans, db::Params::of(before, static_cast<std::int64_t>(kAtOnce)));
    std::optional<Instant> skipped;
    for (const auto& row : orphans) {
      auto digest = row.text("digest");
      TakenDigest taken(db, digest);
      if (!taken.taken()) {  // being sent again: then it counts as new, unless that fails
        if (!skipped) skipped = row.instant("stored_at");
        continue;
      }
      try {
        if (db.run(sql::remove_orphan, db::Params::of(digest, before)).affected() == 0) continue;
      } catch (const db::Failure& failure) {
        if (failure.constraint != "reference_file") throw;
        continue;  // mentioned at this very moment
      }
      store.remove(digest);
      ++removed;
    }
    bool all = orphans.size() < kAtOnce;
    auto looked_at = all ? before : orphans[orphans.size() - 1].instant("stored_at");
    db.run(sql::swept_until, db::Params::of(skipped.value_or(looked_at)));
    if (all || skipped) return removed;
  }
}

Instant changed_at(const fs::directory_entry& file) {
  auto at = std::chrono::file_clock::to_sys(file.last_write_time());
  return std::chrono::time_point_cast<std::chrono::microseconds>(at);
}

/// Files on disk that are not registered: of uploads that were interrupted, in one of the 256 top folders.
std::size_t sweep_disk(db::Connection& db, Store& store, const fs::path& folder, Instant before) {
  std::vector<std::string> digests;
  std::size_t removed = 0;
  std::error_code gone;
  for (fs::recursive_directory_iterator entry(folder, gone), end; !gone && entry != end; entry.increment(gone)) {
    if (!entry->is_regular_file(gone) || changed_at(*entry) >= before) continue;
    auto name = entry->path().filename().string();
    if (name.find(".part-") != std::string::npos)  // nobody finishes it any more
      removed += ::unlink(entry->path().c_str()) == 0;
    else if (name.size() >= kDigestLength)
      digests.push_back(name.substr(0, kDigestLength));
  }
  if (digests.empty()) return removed;
  std::ranges::sort(digests);
  digests.erase(std::unique(digests.begin(), digests.end()), digests.end());
  auto known = find(db, digests);
  for (const auto& digest : digests) {
    if (known.contains(digest)) continue;
    TakenDigest taken(db, digest);
    if (!taken.taken() || !find(db, {digest}).empty()) continue;
    store.remove(digest);
    ++removed;
  }
  return removed;
}

}  // namespace

std::size_t sweep(db::Connection& db, Store& store, Instant now, std::optional<int> part) {
  auto before = now - kKept;
  auto removed = sweep_registered(db, store, before);
  for (int folder = part.value_or(0); folder <= part.value_or(255); ++folder) {
    constexpr const char* kDigits = "0123456789abcdef";
    std::string name{kDigits[folder / 16 % 16], kDigits[folder % 16]};
    removed += sweep_disk(db, store, store.folder() + "/" + name, before);
  }
  if (removed > 0) log::info("files.swept", {{"files", removed}});
  return removed;
}

}  // namespace linli::files
