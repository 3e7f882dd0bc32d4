#pragma once
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

/// Structured log: one JSON object a line on standard error, written by a thread of its own, so that nobody waits for
/// the disk. Fields hold ids, codes and figures; never personal data, query strings or bodies.
namespace linli::log {

enum class Level { debug, info, warning, error };

struct Value : std::variant<std::string_view, std::int64_t, double, bool> {
  using Base = std::variant<std::string_view, std::int64_t, double, bool>;
  Value(std::string_view text) : Base(text) {}
  Value(const std::string& text) : Base(std::string_view(text)) {}
  Value(const char* text) : Base(std::string_view(text)) {}
  Value(bool yes) : Base(yes) {}
  Value(double number) : Base(number) {}
  Value(std::integral auto number) : Base(static_cast<std::int64_t>(number)) {}
};

struct Field {
  std::string_view name;
  Value value;
};

/// `event` is a fixed product word such as "http.request", never a sentence with values in it.
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});
inline void info(std::string_view event, std::initializer_list<Field> f = {}) { write(Level::info, event, f); }
inline void warning(std::string_view event, std::initializer_list<Field> f = {}) { write(Level::warning, event, f); }
inline void error(std::string_view event, std::initializer_list<Field> f = {}) { write(Level::error, event, f); }

/// Lines below `least` are dropped. Default: info.
void set_level(Level least);
/// Writes to `path` (appending) instead of standard error; "" = standard error.
void set_file(const std::string& path);
/// Waits until everything logged so far is written.
void flush();

}  // namespace linli::log
