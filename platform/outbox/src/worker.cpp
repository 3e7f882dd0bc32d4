#include "worker.hpp"

#include <boost/json.hpp>

#include "failure.hpp"
#include "outbox_sql.hpp"
#include "platform/log/log.hpp"

namespace linli::outbox {

Worker::Worker(const std::map<std::string, JobHandler>& jobs, Uuid process, const Clock& clock, const Pace& pace)
    : jobs_(jobs), process_(process), clock_(clock), pace_(pace) {}

bool Worker::step(db::Connection& db) {
  std::vector<std::string> names;
  for (const auto& [name, handler] : jobs_) names.push_back(name);
  auto now = clock_.now();
  auto rows = db.run(sql::claim_job, db::Params::of(process_, now, now + pace_.lease, names));
  if (rows.empty()) return false;
  auto row = rows[0];
  auto id = row.integer("id"), attempts = row.integer("attempts");
  auto name = row.text("name");
  std::string error;
  if (attempts > pace_.attempts) {
    error = "the worker was lost each time";
  } else {
    try {
      jobs_.at(name)(db, row.document("arguments"), now);
      db.run(sql::job_done, db::Params::of(id, process_, attempts, clock_.now()));
      return true;
    } catch (const db::Disconnected&) {
      throw;
    } catch (const std::exception& failed) {
      error = told(failed);
    }
  }
  log::warning("jobs.not_done", {{"job", name}, {"id", id}, {"attempt", attempts}, {"error", error}});
  now = clock_.now();
  auto dead = attempts >= pace_.attempts ? std::optional(now) : std::nullopt;
  db.run(sql::job_failed,
         db::Params::of(id, process_, attempts, rest_until(now, static_cast<int>(attempts), pace_), dead, error));
  return true;
}

}  // namespace linli::outbox
