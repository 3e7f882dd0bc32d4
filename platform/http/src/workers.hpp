#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/db/connection.hpp"

namespace linli::http {

/// One thread of a pool, with its own database session, opened when first needed and again after it was lost.
class Worker {
 public:
  using Connect = std::function<std::unique_ptr<db::Connection>()>;
  explicit Worker(const Connect& connect) : connect_(connect) {}
  /// Throws db::Disconnected. After a failed attempt the next half second fails at once, so that a lost database does
  /// not hold every request for a connect timeout.
  db::Connection& connection();
  /// How often this worker has waited for the database, over all its sessions.
  std::uint64_t round_trips() const { return (session_ ? session_->round_trips() : 0) + earlier_; }

 private:
  const Connect& connect_;
  std::unique_ptr<db::Connection> session_;
  std::uint64_t earlier_ = 0;  ///< of sessions that were lost
  std::chrono::steady_clock::time_point retry_at_{};
};

/// A fixed number of threads and a bounded queue. What was taken is run, also while stopping; what does not fit is
/// refused at once.
class WorkerPool {
 public:
  using Clock = std::chrono::steady_clock;
  struct Job {
    Clock::time_point queued, expires;  ///< not started after `expires`: nobody waits for it any more
    std::function<void(Worker&, bool expired)> run;
  };

  WorkerPool(std::string name, int threads, std::size_t queue_limit, Worker::Connect connect);
  ~WorkerPool() { stop(); }
  /// False when the queue is full or the pool is stopping.
  bool post(Job job);
  /// Runs what is queued, then ends the threads.
  void stop();
  std::size_t depth() const;
  std::size_t running() const { return running_.load(std::memory_order_relaxed); }
  std::size_t threads() const { return threads_.size(); }
  const std::string& name() const { return name_; }

 private:
  void work();
  std::string name_;
  std::size_t queue_limit_;
  Worker::Connect connect_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Job> queue_;
  bool stopping_ = false;
  std::atomic<std::size_t> running_{0};
  std::vector<std::thread> threads_;
};

}  // namespace linli::http
