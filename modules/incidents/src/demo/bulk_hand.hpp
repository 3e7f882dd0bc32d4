#pragma once
#include "demo/hand.hpp"
#include "demo/ledger.hpp"
#include "demo/walk.hpp"

namespace linli::incidents {

/// Writes made-up cases of one street without asking the database: the engine judges and plans each step from what is
/// held in memory, the batches it makes are carried out by a ledger. So the rows are the product's own; only where they
/// are kept meanwhile differs.
class BulkHand : public Hand {
 public:
  /// The catalogue and figures are those of `like`. `files`: the pictures the walk uses, by digest.
  BulkHand(const Incidents& like, db::Connection& db, const std::vector<DemoUnit>& units, const Staff& staff,
           std::map<std::string, files::Stored> files, Instant now);
  ~BulkHand() override;
  void report(const NewReport& report, Intake intake, const access::Principal& who, Instant at,
              const std::string& number) override;
  void act(const workflow::Attempt& attempt) override;
  std::optional<Instant> due() override;
  bool drawn() override;
  /// The case under way is over; call before the next one and before the ledger is written.
  void end_case();
  Ledger& ledger();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linli::incidents
