#include "platform/personal/erasure.hpp"

#include <map>

#include "journal.hpp"
#include "personal_sql.hpp"

namespace linli::personal {
namespace {

constexpr std::size_t kPart = 500;

/// Erases subjects that came back; how many there were.
std::size_t erase_again(db::Connection& db, const std::vector<Uuid>& subjects, Instant now) {
  std::size_t erased = 0;
  for (std::size_t i = 0; i < subjects.size(); i += kPart) {
    std::vector<Uuid> part(subjects.begin() + static_cast<std::ptrdiff_t>(i),
                           subjects.begin() + static_cast<std::ptrdiff_t>(std::min(i + kPart, subjects.size())));
    db::Batch batch;
    batch.add(sql::reerase_subjects, db::Params::of(part, now));
    batch.add(sql::reerase_values, db::Params::of(part));
    batch.add(sql::note_journalled, db::Params::of(part, now));
    erased += static_cast<std::size_t>(db.commit(batch)[0].affected());
  }
  return erased;
}

}  // namespace

std::string journal_path(const crypto::KeyRing& keys) { return keys.folder() + "/erasures.journal"; }

std::size_t journal_erasures(db::Connection& db, const crypto::KeyRing& keys) {
  std::size_t written = 0;
  for (;;) {
    std::vector<JournalLine> lines;
    std::vector<Uuid> subjects;
    for (const auto& row : db.run(sql::unjournalled_erasures)) {
      subjects.push_back(row.uuid("subject"));
      lines.push_back({"erased", subjects.back().text(), row.instant("at")});
    }
    if (lines.empty()) return written;
    append_journal(journal_path(keys), lines);  // twice the same line does no harm, none would
    db.run(sql::mark_journalled, db::Params::of(subjects));
    written += lines.size();
  }
}

Reapplied reapply_erasures(db::Connection& db, const crypto::KeyRing& keys, Instant now) {
  Reapplied done;
  std::vector<Uuid> journalled;
  for (const auto& line : read_journal(journal_path(keys))) {
    if (line.act == "erased") {
      journalled.push_back(Uuid::parse(line.what));
    } else if (line.act == "destroyed" && !keys.find(line.what)) {
      for (;;) {  // nobody can read these any more
        std::vector<Uuid> lost;
        for (const auto& row : db.run(sql::subjects_under, db::Params::of(line.what, static_cast<int>(kPart))))
          lost.push_back(row.uuid("id"));
        if (lost.empty()) break;
        done.unreadable += erase_again(db, lost, now);
      }
      db.run(sql::forget_instance_key, db::Params::of(line.what));
    }
  }
  std::vector<Uuid> unknown;
  if (!journalled.empty())
    for (const auto& row : db.run(sql::unknown_to_database, db::Params::of(journalled)))
      unknown.push_back(row.uuid("id"));
  done.subjects = erase_again(db, unknown, now);
  return done;
}

}  // namespace linli::personal
