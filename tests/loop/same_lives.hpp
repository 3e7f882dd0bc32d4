#pragma once
#include <string>
#include <vector>

#include "platform/db/connection.hpp"

namespace linli {

/// What a query says of the cases in the temporary table `sampled` (id), one text a row, so that two databases that
/// hold the same lives say the same. Ids made by chance count only as being there or not.
struct LifeRows {
  const char* what;
  std::string query;  ///< one jsonb column
};
/// Everything that is kept of a case: its row, who reported, evidence, history, state, duties, timers, log, vault.
const std::vector<LifeRows>& life_rows();
/// The lines, sorted.
std::vector<std::string> lines_of(db::Connection& db, const std::string& query);
/// Fails the test where the two differ, showing some; how many lines there are.
std::size_t expect_same(const std::string& what, const std::vector<std::string>& by_commands,
                        const std::vector<std::string>& in_bulk);

}  // namespace linli
