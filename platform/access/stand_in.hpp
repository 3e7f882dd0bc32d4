#pragma once
#include <optional>
#include <string>

#include "platform/db/connection.hpp"

namespace linli::access {

/// A role over a territory that an account holds for a colleague, for some days (both included).
struct Loan {
  Uuid id;  ///< of the grant
  Uuid account;
  std::string role, prefix;
  std::optional<Uuid> unit;
  LocalDate from, to;
};

/// Adds the grant to `batch`: in force on its days at the next request, on every process. The caller has judged who may
/// lend what to whom, and writes the audit line.
void lend(db::Batch& batch, const Loan& loan, const Uuid& given_by, Instant now);
/// Ends it before its last day.
void take_back(db::Batch& batch, const Uuid& account, const Uuid& loan, Instant now);

}  // namespace linli::access
