#pragma once
#include <libpq-fe.h>

#include <memory>

#include "platform/db/connection.hpp"

namespace linli::db {

struct FreeResult {
  void operator()(PGresult* r) const { PQclear(r); }
};
using Result = std::unique_ptr<PGresult, FreeResult>;

struct Rows::Impl {
  Result result;
};

inline Rows rows_of(Result result) {
  auto impl = std::make_shared<Rows::Impl>();
  impl->result = std::move(result);
  return Rows(std::move(impl));
}

}  // namespace linli::db
