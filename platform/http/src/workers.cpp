#include "workers.hpp"

#include <pthread.h>

namespace linli::http {

db::Connection& Worker::connection() {
  if (session_ && session_->alive()) return *session_;
  const auto now = std::chrono::steady_clock::now();
  if (now < retry_at_) throw db::Disconnected("the database could not be reached a moment ago");
  earlier_ = round_trips();
  session_.reset();
  try {
    session_ = connect_();
  } catch (...) {
    retry_at_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(500);
    throw;
  }
  return *session_;
}

WorkerPool::WorkerPool(std::string name, int threads, std::size_t queue_limit, Worker::Connect connect)
    : name_(std::move(name)), queue_limit_(queue_limit), connect_(std::move(connect)) {
  for (int i = 0; i < threads; ++i) {
    threads_.emplace_back([this] { work(); });
    pthread_setname_np(threads_.back().native_handle(), ("linli-" + name_).substr(0, 15).c_str());
  }
}

bool WorkerPool::post(Job job) {
  {
    std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= queue_limit_) return false;
    queue_.push_back(std::move(job));
  }
  filled_.notify_one();
  return true;
}

void WorkerPool::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  filled_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

std::size_t WorkerPool::depth() const {
  std::lock_guard lock(mutex_);
  return queue_.size();
}

void WorkerPool::work() {
  Worker worker(connect_);
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      filled_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    running_.fetch_add(1, std::memory_order_relaxed);
    job.run(worker, Clock::now() > job.expires);
    running_.fetch_sub(1, std::memory_order_relaxed);
  }
}

}  // namespace linli::http
