#include "subscription.hpp"

#include <set>

namespace linli::http {

bool Subscription::push(std::int64_t id, std::shared_ptr<const std::string> message,
                        const EventStream::Limits& limits) {
  std::lock_guard lock(mutex_);
  if (closed_) return false;
  waiting_bytes_ += message->size();
  waiting_.emplace_back(id, std::move(message));
  if (waiting_.size() > limits.waiting_messages || waiting_bytes_ > limits.waiting_bytes) closed_ = true;
  return !holding_ && (closed_ || waiting_.size() == 1);
}

void Subscription::release(std::vector<Message> missed) {
  std::lock_guard lock(mutex_);
  std::set<std::int64_t> delivered;
  std::deque<Message> all;
  for (Message& message : missed) {
    delivered.insert(message.first);
    waiting_bytes_ += message.second->size();
    all.push_back(std::move(message));
  }
  for (Message& message : waiting_)
    if (message.first == 0 || !delivered.count(message.first)) all.push_back(std::move(message));
  waiting_ = std::move(all);
  holding_ = false;
}

void Subscription::close() {
  std::lock_guard lock(mutex_);
  closed_ = true;
}

void Subscription::wake() {
  std::function<void()> wake;
  {
    std::lock_guard lock(mutex_);
    wake = wake_;
  }
  if (wake) wake();
}

void Subscription::attach(std::function<void()> wake) {
  std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

void Subscription::detach() {
  std::lock_guard lock(mutex_);
  wake_ = nullptr;
  detached_ = closed_ = true;
  waiting_ = {};
}

bool Subscription::ended() const {
  std::lock_guard lock(mutex_);
  return closed_;
}

void Subscription::take(std::string& out) {
  std::lock_guard lock(mutex_);
  for (const Message& message : waiting_) out += *message.second;
  waiting_.clear();
  waiting_bytes_ = 0;
}

bool Subscription::detached() const {
  std::lock_guard lock(mutex_);
  return detached_;
}

}  // namespace linli::http
