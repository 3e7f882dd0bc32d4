#pragma once
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/db/connection.hpp"

namespace linli::incidents {

/// Does `work` with every item, the last one first, on `threads` threads with a database connection each. The first
/// exception ends it and is thrown here.
template <class Item>
void side_by_side(std::vector<Item> items, unsigned threads, const std::function<db::Connection()>& connect,
                  const std::function<void(db::Connection&, const Item&)>& work) {
  std::mutex mutex;
  std::exception_ptr error;
  const auto run = [&] {
    try {
      db::Connection db = connect();
      while (true) {
        std::unique_lock lock(mutex);
        if (items.empty() || error) return;
        const Item item = std::move(items.back());
        items.pop_back();
        lock.unlock();
        work(db, item);
      }
    } catch (...) {
      std::lock_guard lock(mutex);
      if (!error) error = std::current_exception();
    }
  };
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < threads; ++i) workers.emplace_back(run);
  for (std::thread& worker : workers) worker.join();
  if (error) std::rethrow_exception(error);
}

}  // namespace linli::incidents
