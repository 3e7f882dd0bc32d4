#pragma once
#include <map>

#include "platform/outbox/runner.hpp"

namespace linli::outbox {

/// Does queued jobs, one at a time; `process` owns the leases of all its workers.
class Worker {
 public:
  Worker(const std::map<std::string, JobHandler>& jobs, Uuid process, const Clock& clock, const Pace& pace);
  /// Claims and does one job; false if none was due.
  bool step(db::Connection& db);

 private:
  const std::map<std::string, JobHandler>& jobs_;
  Uuid process_;
  const Clock& clock_;
  const Pace& pace_;
};

}  // namespace linli::outbox
