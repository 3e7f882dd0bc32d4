#pragma once
#include "demo/copy_table.hpp"
#include "platform/db/connection.hpp"

namespace linli::incidents {

/// What a bulk fill keeps of access: names that follow a transition into the case's row.
struct Names {
  std::map<std::string, std::string> units, people;  ///< by id, as text
};

/// Carries out the product's own batches in memory, one case at a time, and writes the resulting rows by COPY: inserts
/// as the statement says, updates by a few lines each. A statement it does not know is a std::logic_error, so that a
/// new write of the loop cannot be left out. What would have happened meanwhile is not written: timers due before
/// `now`, and events that would have been pruned (older than a week); younger events are kept for `take_events`.
class Ledger {
 public:
  Ledger(db::Connection& db, const Names& names, Instant now);
  ~Ledger();
  void apply(const db::Batch& batch);
  /// The row of incidents.incident of the case under way.
  const Record& incident() const;
  /// Rows of incidents.reporter of the case under way.
  const std::vector<Record>& reporters() const;
  std::int64_t before_photos() const;  ///< of the case under way
  /// The case stands as it will be found: its rows go to their tables.
  void end_case();
  /// Writes all ended cases in one transaction; rows written so far, of this ledger.
  std::size_t write();
  /// Folded figures: district, day, street, source and figure with tabs between, as COPY has them -> total.
  const std::map<std::string, std::int64_t>& counters() const;
  /// Events of the last week with the instant of each, in the order they were made.
  std::vector<std::pair<std::string, db::Batch::Item>> take_events();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linli::incidents
