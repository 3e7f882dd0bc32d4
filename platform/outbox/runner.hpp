#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "platform/outbox/outbox.hpp"

namespace linli::outbox {

/// How patient background work is. Times are counted on the runner's clock, polls on the machine's.
struct Pace {
  std::chrono::milliseconds poll{100};
  int job_workers = 2;
  int attempts = 8;                     ///< then a dead letter
  std::chrono::seconds first_pause{2};  ///< after the first failure; three times as long after each further one
  std::chrono::seconds longest_pause{3600};
  std::chrono::seconds lease{60};  ///< of a job whose process no longer answers
  std::chrono::hours keep_events{24 * 7};
  std::chrono::hours keep_jobs{24 * 30};
};

/// Background work of one process: consumers of the outbox, jobs and loops, each thread with a connection of its own.
/// Of several processes one serves each subscription, as long as its session lives; jobs are shared by all.
/// Register everything, then start. stop() lets what runs finish, then returns; the destructor stops too.
class Runner {
 public:
  Runner(std::string conninfo, const Clock& clock, Pace pace = {});
  ~Runner();
  Runner(const Runner&) = delete;

  /// A durable consumer of all topics that begin with `topic_prefix`; `name` is its identity across restarts.
  void subscribe(std::string name, std::string topic_prefix, EventHandler handler);
  /// Every process gets every event published from now on, nothing is remembered and nothing repeated: for caches and
  /// event streams, where a lost hint is mended by the next read.
  void tail(std::function<void(const Event&)> handler);
  /// What tails were told after the event at position `after`, at most `limit` events, in order: for a stream that
  /// resumes. Together with the tail from now on nothing is missed, though one may come twice.
  void missed(db::Connection& db, std::int64_t after, int limit, const std::function<void(const Event&)>& take) const;
  void job(std::string name, JobHandler handler);
  /// Enqueues the job by itself each `period`, unless the one before is still unfinished.
  void periodic(std::string name, std::chrono::seconds period);
  /// Calls `step` on a thread of its own, each `pause` of the machine's time, at once again while it returns true.
  void loop(std::string name, std::chrono::milliseconds pause, std::function<bool(db::Connection&)> step);

  /// Registers the subscriptions in the database and starts the threads.
  void start();
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linli::outbox
