#pragma once

namespace linli::db {

/// One named query, from one sql/NAME.sql file; prepared once per connection on first use. Connections know it by the
/// address of `sql`, which must therefore be a literal: text that lives as long as the program.
struct Statement {
  const char* name;
  const char* sql;
};

}  // namespace linli::db
