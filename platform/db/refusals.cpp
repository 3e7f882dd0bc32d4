#include "platform/db/refusals.hpp"

#include "kernel/refusal.hpp"
#include "platform/text/refusal_table.hpp"

namespace linli::db {

void rethrow_as_refused(const Failure& failure) {
  static const auto table = text::RefusalTable::embedded();
  if (auto code = table.code_of_constraint(failure.constraint); !code.empty()) throw Refused{code};
  if (failure.sqlstate == "55P03" || failure.sqlstate == "57014") throw Refused{"busy"};
  if (failure.sqlstate == "40001" || failure.sqlstate == "40P01") throw Refused{"changed_meanwhile"};
  throw Failure(failure);
}

}  // namespace linli::db
