#pragma once
#include <libpq-fe.h>

#include <atomic>
#include <memory>

#include "platform/db/connection.hpp"

namespace linli::db {

struct FreeResult {
  void operator()(PGresult* r) const { PQclear(r); }
};
using Result = std::unique_ptr<PGresult, FreeResult>;

struct Answer {
  explicit Answer(Result r) : result(std::move(r)) {}
  Result result;
  mutable std::atomic<int> last = 0;  ///< column asked for last: the next one asked for often stands beside it
};

inline Rows rows_of(Result result) { return Rows(std::make_shared<const Answer>(std::move(result))); }

}  // namespace linli::db
