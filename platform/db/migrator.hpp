#pragma once
#include <string>
#include <vector>

#include "kernel/time.hpp"
#include "platform/db/connection.hpp"
#include "platform/resources.hpp"

namespace linli::db {

/// One file `<part folder>/migrations/NNNN_name.sql`. Forward only; once applied its text is locked by its checksum.
/// A file whose first line is `-- contract` takes away or renames what the release before still uses; every other
/// file only adds (expand), so that programs of the release before keep running on it.
struct Migration {
  std::string part;
  int number = 0;    ///< 1, 2, 3 ... within the part
  std::string name;  ///< "0001_incident"
  std::string text;
  std::string checksum;  ///< SHA-256, hex
  bool contract = false;
};

/// How the schema of a database stands to the migrations a program carries.
struct SchemaState {
  enum class Verdict {
    current,     ///< the same
    one_behind,  ///< some part lacks its newest migration: may be served (N-1), should be migrated
    too_old,     ///< must be migrated before it is served
    one_ahead,   ///< newer than the program, but only by what was added: may be served
    too_new,     ///< newer than the program and not compatible
  };
  Verdict verdict = Verdict::current;
  std::vector<std::string> pending;  ///< "incidents 0003_rating"
  std::vector<std::string> unknown;  ///< applied, but not carried by this program
  bool may_be_served() const { return verdict != Verdict::too_old && verdict != Verdict::too_new; }
};

/// The migrations of all parts, the used parts before the users, and their application to a database.
class Migrator {
 public:
  /// From files by path from the project root. Throws Refused{"migration_name"}
  /// or {"migration_numbering"} (values: part, file).
  explicit Migrator(const resources::Files& files);
  /// Those the program carries.
  static Migrator embedded() { return Migrator(resources::all()); }

  const std::vector<Migration>& migrations() const { return migrations_; }
  /// Of all migrations together: names a state of the whole schema.
  std::string checksum() const;
  /// Applies what is pending, one transaction a file, under an advisory lock; creates the parts' schemas and the
  /// extensions. Returns what it applied, as `SchemaState::pending` has it. Throws Refused{"migration_changed"},
  /// {"migration_running"} (another program migrates and does not end within `patience`), {"migration_failed"}
  /// (values: migration, error), {"migration_extension"} or {"schema_too_new"}.
  std::vector<std::string> migrate(const std::string& conninfo, Instant now,
                                   std::chrono::milliseconds patience = std::chrono::minutes(2)) const;
  /// Compares; throws Refused{"migration_changed"}.
  SchemaState state(Connection& db) const;
  /// For programs that join a database which others migrate: returns if it may be served, that is, the same, one step
  /// behind (N-1) or ahead by additions only. Throws Refused{"schema_too_old"} or {"schema_too_new"} {migration}.
  void require_servable(Connection& db) const;

 private:
  std::vector<Migration> migrations_;
};

}  // namespace linli::db
