#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace linli::text {

/// What people read, by language and key: `policy/locale/<language>/*.yaml`, merged; a key in two files of one language
/// is an error. Chinese (zh-CN) is complete and what every other language falls back to.
class Messages {
 public:
  static constexpr std::string_view kDefault = "zh-CN";
  /// From the program's own resources.
  static Messages embedded();
  /// Adds one file of `language`; throws std::runtime_error on a duplicate key.
  void add(std::string_view language, std::string_view path, std::string_view yaml);

  bool has(std::string_view language, std::string_view key) const;
  /// The text with each `{name}` replaced by its value, and each `{name|prefix}` by the text of `prefix.<value>`, so
  /// that a code is shown in words; unknown keys give the key itself, so that a gap is seen.
  std::string text(std::string_view language, std::string_view key,
                   const std::map<std::string, std::string>& values = {}) const;
  /// Text or empty.
  std::string text_or_empty(std::string_view language, std::string_view key) const;
  /// The best language we have for an Accept-Language header.
  std::string negotiate(std::string_view accept_language) const;
  std::vector<std::string> languages() const;
  /// All keys of a language that start with `prefix`.
  std::vector<std::string> keys(std::string_view language, std::string_view prefix) const;

 private:
  using Texts = std::map<std::string, std::string, std::less<>>;
  const std::string* find(std::string_view language, std::string_view key) const;
  std::map<std::string, Texts, std::less<>> texts_;
};

}  // namespace linli::text
