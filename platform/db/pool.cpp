#include <condition_variable>
#include <mutex>

#include "kernel/refusal.hpp"
#include "platform/db/connection.hpp"

namespace linli::db {

struct Pool::Impl {
  std::string conninfo;
  std::size_t size;
  SessionSettings settings;
  std::mutex mutex;
  std::condition_variable returned;
  std::vector<std::unique_ptr<Connection>> idle;  // the most recently used last: it is the warmest
  std::size_t lent = 0;

  void give_back(std::unique_ptr<Connection> connection) {
    bool usable = connection && connection->alive();
    {
      std::lock_guard lock(mutex);
      --lent;
      if (usable) idle.push_back(std::move(connection));
    }
    returned.notify_one();
  }
};

Pool::Pool(std::string conninfo, std::size_t size, SessionSettings settings) : impl_(std::make_unique<Impl>()) {
  impl_->conninfo = std::move(conninfo);
  impl_->size = size;
  impl_->settings = settings;
}
Pool::~Pool() = default;
const std::string& Pool::conninfo() const { return impl_->conninfo; }

Pool::Lease::Lease(Pool* pool, std::unique_ptr<Connection> connection)
    : pool_(pool), connection_(std::move(connection)) {}
Pool::Lease::~Lease() {
  if (connection_) pool_->impl_->give_back(std::move(connection_));
}

Pool::Lease Pool::take(std::chrono::milliseconds patience) {
  std::unique_ptr<Connection> connection;
  {
    std::unique_lock lock(impl_->mutex);
    if (!impl_->returned.wait_for(lock, patience, [&] { return impl_->lent < impl_->size; })) throw Refused{"busy"};
    ++impl_->lent;
    while (!impl_->idle.empty() && !connection) {
      connection = std::move(impl_->idle.back());
      impl_->idle.pop_back();
      if (!connection->alive()) connection.reset();
    }
  }
  try {
    if (!connection) connection = std::make_unique<Connection>(impl_->conninfo, impl_->settings);
  } catch (...) {
    impl_->give_back(nullptr);
    throw;
  }
  return Lease(this, std::move(connection));
}

}  // namespace linli::db
