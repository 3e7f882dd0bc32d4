#pragma once
#include <functional>
#include <string>
#include <vector>

#include "platform/db/connection.hpp"

namespace linli::incidents {

/// Tables without keys and indexes while many rows are written: what is built once over all rows costs a fraction of
/// what is kept up row by row. The rows are checked when the keys come back; whoever is killed in between leaves the
/// tables bare, so only for data that is made anew then.
class BareTables {
 public:
  /// Takes keys, indexes and references off `tables` ("schema.table"; those of a partitioned table off its parts).
  BareTables(db::Connection& db, const std::vector<std::string>& tables);
  /// Puts all back as it was, several tables at once, and gathers statistics. `connect` gives each thread a connection.
  void restore(const std::function<db::Connection()>& connect, unsigned threads);

 private:
  struct Table {
    std::string name;
    std::vector<std::string> statements;  ///< what puts its keys and indexes back
  };
  std::vector<Table> tables_;
  std::vector<std::string> references_;  ///< foreign keys: last
};

}  // namespace linli::incidents
