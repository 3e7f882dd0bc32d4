#include "platform/db/migrator.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <map>
#include <set>

#include "db_sql.hpp"
#include "kernel/refusal.hpp"
#include "platform/db/parts.hpp"

namespace linli::db {
namespace {

/// Any number all programs agree on.
constexpr const char* kLock = "SELECT pg_advisory_lock(4401195604)";
constexpr const char* kExtensions[] = {"postgis", "pg_trgm", "btree_gist"};

std::string sha256(std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

std::string label(const std::string& part, const std::string& name) { return part + " " + name; }

Migration read(std::string_view part, std::string_view file, std::string text) {
  Migration m;
  m.part = part;
  bool well_named = file.ends_with(".sql") && file.size() > 9 && file[4] == '_' &&
                    std::all_of(file.begin(), file.begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
  if (!well_named) throw Refused{"migration_name", {{"part", m.part}, {"file", std::string(file)}}};
  m.number = std::stoi(std::string(file.substr(0, 4)));
  m.name = file.substr(0, file.size() - 4);
  m.contract = text.starts_with("-- contract");
  m.checksum = sha256(text);
  m.text = std::move(text);
  return m;
}

struct Applied {
  std::string part, name, checksum;
  int number;
  bool contract;
};

/// Empty for a database that never met a migration.
std::vector<Applied> applied_in(Connection& db) {
  std::vector<Applied> applied;
  if (db.query("SELECT to_regclass('meta.migration') IS NOT NULL AS known").first()->boolean("known"))
    for (auto row : db.run(sql::applied_migrations))
      applied.push_back({row.text("part"), row.text("name"), row.text("checksum"),
                         static_cast<int>(row.integer("number")), row.boolean("contract")});
  return applied;
}

void create_extensions(Connection& db) {
  std::set<std::string> present;
  for (auto row : db.query("SELECT extname FROM pg_extension")) present.insert(row.text("extname"));
  for (const char* extension : kExtensions) {
    if (present.count(extension)) continue;
    try {
      db.script(fmt::format("CREATE EXTENSION {}", extension));
    } catch (const Failure& failure) {
      throw Refused{"migration_extension", {{"extension", extension}, {"error", failure.what()}}};
    }
  }
}

void apply(Connection& db, const Migration& m, Instant now) {
  try {
    db.transaction([&](Connection& t) {
      t.script(
          fmt::format("SET LOCAL lock_timeout = '5s'; CREATE SCHEMA IF NOT EXISTS \"{0}\"; "
                      "SET LOCAL search_path = \"{0}\", public",
                      m.part));
      t.script(m.text);
      t.run(sql::record_migration, Params::of(m.part, m.number, m.name, m.checksum, m.contract, now));
    });
  } catch (const Failure& failure) {
    throw Refused{"migration_failed", {{"migration", label(m.part, m.name)}, {"error", failure.what()}}};
  }
}

}  // namespace

Migrator::Migrator(const resources::Files& files) {
  for (const auto& part : parts()) {
    std::string folder = std::string(part.folder) + "/migrations/";
    int expected = 1;
    for (auto at = files.lower_bound(folder); at != files.end() && at->first.starts_with(folder); ++at) {
      migrations_.push_back(
          read(part.name, std::string_view(at->first).substr(folder.size()), std::string(at->second)));
      if (migrations_.back().number != expected++)
        throw Refused{"migration_numbering", {{"part", std::string(part.name)}, {"file", migrations_.back().name}}};
    }
  }
}

std::string Migrator::checksum() const {
  std::string all;
  for (const auto& m : migrations_) all += m.part + "/" + m.name + " " + m.checksum + "\n";
  return sha256(all);
}

SchemaState Migrator::state(Connection& db) const {
  std::map<std::pair<std::string, int>, Applied> applied;
  for (auto& a : applied_in(db)) applied.emplace(std::pair(a.part, a.number), a);
  SchemaState state;
  std::map<std::string, int> missing;  // of parts: how many
  bool too_old = false;
  for (const auto& m : migrations_) {
    auto found = applied.find({m.part, m.number});
    if (found == applied.end()) {
      state.pending.push_back(label(m.part, m.name));
      too_old |= ++missing[m.part] > 1 || m.number == 1;
      continue;
    }
    if (found->second.checksum != m.checksum)
      throw Refused{"migration_changed", {{"migration", label(m.part, m.name)}}};
    applied.erase(found);
  }
  bool incompatible = false;
  for (const auto& [key, a] : applied) {
    state.unknown.push_back(label(a.part, a.name));
    incompatible |= a.contract;
  }
  using Verdict = SchemaState::Verdict;
  if (incompatible)
    state.verdict = Verdict::too_new;
  else if (too_old)
    state.verdict = Verdict::too_old;
  else if (!state.unknown.empty())
    state.verdict = Verdict::one_ahead;
  else if (!state.pending.empty())
    state.verdict = Verdict::one_behind;
  return state;
}

void Migrator::require_servable(Connection& db) const {
  auto found = state(db);
  if (found.may_be_served()) return;
  if (found.verdict == SchemaState::Verdict::too_old)
    throw Refused{"schema_too_old", {{"migration", found.pending.front()}}};
  throw Refused{"schema_too_new", {{"migration", found.unknown.front()}}};
}

std::vector<std::string> Migrator::migrate(const std::string& conninfo, Instant now,
                                           std::chrono::milliseconds patience) const {
  Connection db(conninfo, {.statement_timeout = {}, .lock_timeout = patience, .idle_in_transaction = {}});
  try {
    db.query(kLock);  // held until this connection ends
  } catch (const Failure& failure) {
    if (failure.sqlstate == "55P03") throw Refused{"migration_running"};
    throw;
  }
  db.script(sql::create_migration_table.sql);
  auto before = state(db);
  if (!before.unknown.empty()) throw Refused{"schema_too_new", {{"migration", before.unknown.front()}}};
  create_extensions(db);
  std::set<std::string> pending(before.pending.begin(), before.pending.end());
  for (const auto& m : migrations_)
    if (pending.count(label(m.part, m.name))) apply(db, m, now);
  return before.pending;
}

}  // namespace linli::db
