#pragma once

namespace linli::db {

/// One named query, from one sql/NAME.sql file; prepared once per connection on first use.
struct Statement {
  const char* name;
  const char* sql;
};

}  // namespace linli::db
