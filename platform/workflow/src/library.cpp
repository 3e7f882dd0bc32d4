#include "library.hpp"

#include "workflow_sql.hpp"

namespace linli::workflow {
namespace {

/// A stored definition was sound when it was stored: what it lacks now is missing from the program.
Definition read_stored(const db::Row& row, const Names& names) {
  try {
    return read_definition(row.text("path"), row.text("yaml"), names);
  } catch (const Refused& refused) {
    std::string missing;
    for (const auto& e : refused.fields) {
      missing += (missing.empty() ? "" : "; ") + e.field;
      for (const auto& [name, value] : e.values) missing += " " + name + "=" + value;
    }
    throw Refused{"definition_in_use", {{"path", row.text("path")}, {"hash", row.text("hash")}, {"missing", missing}}};
  }
}

}  // namespace

const Definition& Library::keep(Definition d) {
  std::unique_lock lock(mutex_);
  auto& slot = by_hash_[d.hash];
  if (!slot) slot = std::make_unique<const Definition>(std::move(d));
  return *slot;
}

const Definition& Library::add_newest(Definition d) {
  const auto& kept = keep(std::move(d));
  std::unique_lock lock(mutex_);
  newest_[kept.name] = &kept;
  return kept;
}

const Definition& Library::newest(std::string_view workflow) const {
  std::shared_lock lock(mutex_);
  auto found = newest_.find(workflow);
  if (found == newest_.end()) throw std::logic_error("no workflow " + std::string(workflow));
  return *found->second;
}

void Library::store(db::Connection& db, Instant now) const {
  std::shared_lock lock(mutex_);
  for (const auto& [name, d] : newest_)
    db.run(sql::store_definition, db::Params::of(d->hash, d->name, d->path, d->yaml, now));
}

void Library::load_in_use(db::Connection& db, const Names& names) {
  for (auto row : db.run(sql::definitions_in_use)) keep(read_stored(row, names));
}

const Definition* Library::known(std::string_view hash) const {
  std::shared_lock lock(mutex_);
  auto found = by_hash_.find(hash);
  return found == by_hash_.end() ? nullptr : found->second.get();
}

const Definition& Library::fetch(db::Connection& db, std::string_view hash, const Names& names) {
  auto rows = db.run(sql::find_definition, db::Params::of(hash));
  if (rows.empty()) throw std::logic_error("definition not stored: " + std::string(hash));
  return keep(read_stored(rows[0], names));
}

}  // namespace linli::workflow
