#include "platform/db/refusals.hpp"

#include "kernel/refusal.hpp"
#include "platform/text/refusal_table.hpp"

namespace linli::db {

void rethrow_as_refused(const Failure& failure) {
  static const auto table = text::RefusalTable::embedded();
  if (auto code = table.code_of_constraint(failure.constraint); !code.empty()) throw Refused{code};
  if (failure.sqlstate == "55P03" || failure.sqlstate == "57014") throw Refused{"busy"};
  if (failure.sqlstate == "40001" || failure.sqlstate == "40P01") throw Refused{"changed_meanwhile"};
  // Nothing was kept, and another try may do: no room on the database's disk, no session free, shutting down or
  // starting, a standby that took over late.
  if (failure.sqlstate == "53100") throw Refused("no_room", {{"seconds", "30"}});
  for (const char* away : {"53300", "57P01", "57P02", "57P03", "25006"})
    if (failure.sqlstate == away) throw Refused("database_unavailable", {{"seconds", "3"}});
  throw Failure(failure);
}

}  // namespace linli::db
