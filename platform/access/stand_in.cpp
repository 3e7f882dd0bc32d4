#include "platform/access/stand_in.hpp"

#include "access_sql.hpp"

namespace linli::access {

void lend(db::Batch& batch, const Loan& loan, const Uuid& given_by, Instant now) {
  batch.add(sql::add_assignment, db::Params::of(loan.id, loan.account, loan.role, loan.prefix, "", loan.unit, loan.from,
                                                loan.to, given_by, now));
}

void take_back(db::Batch& batch, const Uuid& account, const Uuid& loan, Instant now) {
  batch.add(sql::end_assignment, db::Params::of(account, loan, now));
}

}  // namespace linli::access
