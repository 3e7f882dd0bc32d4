#pragma once
#include <libpq-fe.h>

#include <memory>

#include "platform/db/connection.hpp"

namespace linli::db {

struct FreeResult {
  void operator()(PGresult* r) const { PQclear(r); }
};
using Result = std::unique_ptr<PGresult, FreeResult>;

struct Answer {
  Result result;
};

inline Rows rows_of(Result result) { return Rows(std::make_shared<const Answer>(Answer{std::move(result)})); }

}  // namespace linli::db
