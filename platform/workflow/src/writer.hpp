#pragma once
#include "planner.hpp"

/// The rows of one step, as statements of its batch.
namespace linli::workflow {

struct Move {
  const Definition& definition;
  const Snapshot& at;
  const Attempt& attempt;
  const Passed& passed;
  const Plan& plan;
  std::string digest;
};

void write_start(db::Batch& batch, const Move& step);
/// History first: its key makes a rival wait, and then fail.
void write_move(db::Batch& batch, const Move& step);
void write_duty(db::Batch& batch, const Move& step, const Participation& gained);
void write_timers(db::Batch& batch, const Move& step);
/// Outbox event `<module>.<action>` and audit line, the same moment.
void write_news(db::Batch& batch, const Move& step);

}  // namespace linli::workflow
