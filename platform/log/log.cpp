#include "platform/log/log.hpp"

#include <fmt/format.h>

#include <atomic>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <mutex>

#include "kernel/time.hpp"
#include "writer.hpp"

namespace linli::log {
namespace {

std::atomic<Level> least_level{Level::info};

/// Where lines go; never destroyed, so that threads may log until the end.
struct Target {
  std::mutex mutex;
  std::string path;
  std::shared_ptr<Writer> writer;
  std::shared_ptr<Writer> current() {
    std::lock_guard lock(mutex);
    if (!writer) writer = std::make_shared<Writer>(path);
    return writer;
  }
};

Target& target() {
  static Target* const one = [] {
    std::atexit(flush);
    return new Target;
  }();
  return *one;
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
          fmt::format_to(std::back_inserter(line), "{}", v);
      },
      static_cast<const Value::Base&>(value));
}

}  // namespace

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (level < least_level.load(std::memory_order_relaxed)) return;
  const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  std::string line;
  line.reserve(256);
  line.append("{\"at\":\"").append(to_text(now)).append("\",\"level\":\"").append(level_name(level));
  line.append("\",\"event\":\"").append(event).append("\"");
  for (const Field& field : fields) {
    line.append(",\"").append(field.name).append("\":");
    append(line, field.value);
  }
  line += '}';
  target().current()->append(line, level >= Level::warning);
}

void set_level(Level least) { least_level = least; }

void set_file(const std::string& path) {
  std::lock_guard lock(target().mutex);
  target().path = path;
  target().writer.reset();
}

void flush() {
  std::lock_guard lock(target().mutex);
  target().writer.reset();  // the last holder's destructor writes what waits
}

}  // namespace linli::log
