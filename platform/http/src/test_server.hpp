#pragma once
#include <condition_variable>
#include <mutex>

#include "kernel/time.hpp"
#include "platform/http/server.hpp"
#include "platform/resources.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/refusals.hpp"
#include "raw_client.hpp"

namespace linli::http {

/// For tests: something that holds handlers until the test opens it.
class Gate {
 public:
  void wait() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void open() {
    std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  /// Waits until `count` handlers stand at the gate.
  void wait_for(int count) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, std::chrono::seconds(10), [&] { return waiting_ >= count; }))
      ADD_FAILURE() << "nobody came";
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

/// With the texts and statuses of this part and the kernel.
inline std::shared_ptr<const Problems> shipped_problems() {
  static auto problems = [] {
    text::Messages messages;
    text::RefusalTable table;
    for (const std::string part : {"http", "kernel"}) {
      const std::string texts = "policy/locale/zh-CN/" + part + ".yaml", codes = "policy/refusals/" + part + ".yaml";
      messages.add("zh-CN", texts, resources::get(texts));
      table.add(codes, resources::get(codes));
    }
    return std::make_shared<const Problems>(std::move(messages), std::move(table));
  }();
  return problems;
}

/// A config for tests: loopback, any port, an empty database, no sign-in.
inline ServerConfig test_config() {
  static SystemClock clock;
  static char no_context;
  ServerConfig config;
  config.read_workers = 2;
  config.write_workers = 2;
  config.slow_workers = 1;
  config.clock = &clock;
  config.context = reinterpret_cast<app::Context*>(&no_context);  // test handlers do not use it
  config.problems = shipped_problems();
  static TestDatabase database("http", TestDatabase::Schema::empty);
  config.connect = [] { return std::make_unique<db::Connection>(database.conninfo()); };
  return config;
}

inline Response text_answer(std::string text) {
  Response response;
  response.headers["content-type"] = "text/plain; charset=utf-8";
  response.body = std::move(text);
  return response;
}

}  // namespace linli::http
