#include "platform/log/log.hpp"

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <unistd.h>

#include <atomic>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <memory>
#include <mutex>

#include "kernel/time.hpp"

namespace linli::log {
namespace {

constexpr std::size_t kQueue = 8192;  ///< lines; when full the oldest are dropped rather than anybody made to wait

struct Sink {
  std::shared_ptr<spdlog::details::thread_pool> thread;
  std::shared_ptr<spdlog::async_logger> logger;
  explicit Sink(const std::string& path) : thread(std::make_shared<spdlog::details::thread_pool>(kQueue, 1)) {
    spdlog::sink_ptr sink = path.empty() ? spdlog::sink_ptr(std::make_shared<spdlog::sinks::stderr_sink_mt>())
                                         : std::make_shared<spdlog::sinks::basic_file_sink_mt>(path);
    sink->set_pattern("%v");
    logger = std::make_shared<spdlog::async_logger>("linli", std::move(sink), thread,
                                                    spdlog::async_overflow_policy::overrun_oldest);
    logger->flush_on(spdlog::level::info);
  }
};

std::atomic<Level> least_level{Level::info};
std::mutex sink_mutex;
std::shared_ptr<Sink> sink;
std::string file_path;

std::shared_ptr<Sink> current_sink() {
  std::lock_guard lock(sink_mutex);
  if (!sink) sink = std::make_shared<Sink>(file_path);
  return sink;
}

const char* level_name(Level level) {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warning:
      return "warning";
    case Level::error:
      return "error";
  }
  return "";
}

void append(std::string& line, const Value& value) {
  std::visit(
      [&](const auto& v) {
        using T = std::decay_t<decltype(v)>;
        if constexpr (std::is_same_v<T, std::string_view>)
          line += boost::json::serialize(boost::json::string_view(v.data(), v.size()));
        else if constexpr (std::is_same_v<T, bool>)
          line += v ? "true" : "false";
        else
          line += fmt::format("{}", v);
      },
      static_cast<const Value::Base&>(value));
}

}  // namespace

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (level < least_level.load(std::memory_order_relaxed)) return;
  auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  std::string line = fmt::format(R"({{"at":"{}","level":"{}","event":"{}")", to_text(now), level_name(level), event);
  for (const Field& field : fields) {
    line += fmt::format(R"(,"{}":)", field.name);
    append(line, field.value);
  }
  line += '}';
  current_sink()->logger->log(level == Level::error ? spdlog::level::err : spdlog::level::info, line);
}

void set_level(Level least) { least_level = least; }

void set_file(const std::string& path) {
  std::lock_guard lock(sink_mutex);
  file_path = path;
  sink.reset();
}

void flush() {
  std::lock_guard lock(sink_mutex);
  sink.reset();  // the thread pool's destructor writes what is queued
}

}  // namespace linli::log
