#include "platform/personal/instance_keys.hpp"

#include <algorithm>

#include "journal.hpp"
#include "kernel/refusal.hpp"
#include "personal_sql.hpp"
#include "platform/log/log.hpp"
#include "platform/personal/erasure.hpp"
#include "wrapping.hpp"

namespace linli::personal {
namespace {

constexpr int kPart = 200;

void make_known(db::Connection& db, const crypto::KeyRing& keys) {
  db::Batch batch;
  for (const auto& key : keys.all())
    batch.add(sql::know_instance_key, db::Params::of(key->id, crypto::name_of(key->use)));
  db.commit(batch);
}

void refuse_missing(db::Connection& db, const crypto::KeyRing& keys) {
  std::string missing;
  for (const auto& row : db.run(sql::instance_keys))
    if (!keys.find(row.view("id"))) missing += (missing.empty() ? "" : ", ") + row.text("id");
  if (!missing.empty()) throw Refused{"instance_keys_missing", {{"keys", missing}, {"path", keys.folder()}}};
}

std::vector<std::shared_ptr<const crypto::Key>> old_wrap_keys(const crypto::KeyRing& keys) {
  auto current = keys.current(crypto::KeyUse::wrap);
  auto all = keys.all();
  std::erase_if(all, [&](const auto& key) { return key->use != crypto::KeyUse::wrap || key->id == current->id; });
  return all;
}

}  // namespace

std::shared_ptr<Vault> open_vault(db::Connection& db, const std::string& folder, Instant now) {
  auto keys = std::make_shared<crypto::KeyRing>(folder);
  auto again = reapply_erasures(db, *keys, now);
  if (again.subjects + again.unreadable > 0)
    log::warning("personal.erased_again", {{"journalled", again.subjects}, {"key_destroyed", again.unreadable}});
  refuse_missing(db, *keys);
  keys->create_missing(now);
  make_known(db, *keys);
  journal_erasures(db, *keys);
  return std::make_shared<Vault>(keys);
}

std::string rotate_wrap_key(db::Connection& db, crypto::KeyRing& keys, Instant now) {
  auto key = keys.add(crypto::KeyUse::wrap, now);
  make_known(db, keys);
  return key->id;
}

std::size_t rewrap(db::Connection& db, const crypto::KeyRing& keys, std::size_t limit) {
  auto current = keys.current(crypto::KeyUse::wrap);
  Wrapping wrapping(keys);
  std::size_t done = 0;
  for (const auto& old : old_wrap_keys(keys)) {
    while (done < limit) {
      auto rows = db.run(sql::subjects_under, db::Params::of(old->id, kPart));
      if (rows.empty()) break;
      std::vector<Uuid> subjects;
      std::vector<std::string> wrapped;
      for (const auto& row : rows) {
        subjects.push_back(row.uuid("id"));
        auto key = wrapping.unwrap(old->id, subjects.back(), row.bytes("wrapped"));
        wrapped.push_back("\\x" + crypto::to_hex(wrapping.wrap(*current, subjects.back(), key)));
      }
      db.run(sql::rewrap_subjects, db::Params::of(old->id, current->id, subjects, wrapped));
      done += rows.size();
    }
  }
  return done;
}

std::int64_t left_to_rewrap(db::Connection& db, const crypto::KeyRing& keys) {
  auto current = keys.current(crypto::KeyUse::wrap);
  return db.run(sql::count_not_under, db::Params::of(current->id))[0].integer("left_over");
}

std::vector<std::string> retire_wrap_keys(db::Connection& db, crypto::KeyRing& keys, Instant now,
                                          std::chrono::seconds kept) {
  kept = std::max<std::chrono::seconds>(kept, std::chrono::hours(1));
  std::vector<std::string> retired;
  auto current = keys.current(crypto::KeyUse::wrap);
  auto old = old_wrap_keys(keys);
  for (std::size_t i = 0; i < old.size(); ++i) {
    auto replaced_at = (i + 1 < old.size() ? old[i + 1] : current)->created_at;
    if (now < replaced_at + kept) continue;
    if (db.run(sql::any_under, db::Params::of(old[i]->id))[0].boolean("used")) continue;
    // Journal first: a start that finds the key neither here nor in the journal would ask for it.
    append_journal(journal_path(keys), {{"destroyed", old[i]->id, now}});
    keys.destroy(old[i]->id);
    db.run(sql::forget_instance_key, db::Params::of(old[i]->id));
    retired.push_back(old[i]->id);
  }
  return retired;
}

}  // namespace linli::personal
