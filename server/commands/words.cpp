#include "server/commands/words.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "platform/text/messages.hpp"

namespace linli::server {

std::string words(const std::string& key, const std::map<std::string, std::string>& values) {
  static const auto messages = text::Messages::embedded();
  return messages.text(text::Messages::kDefault, "cli." + key, values);
}

std::string sentence_of(const Refused& refused) {
  static const auto messages = text::Messages::embedded();
  auto tell = [&](const std::string& code, const std::map<std::string, std::string>& values) {
    return messages.text(text::Messages::kDefault, "refusal." + code, values);
  };
  std::string sentence = tell(refused.code, refused.values);
  for (const FieldError& e : refused.fields) sentence += "\n  " + e.field + ": " + tell(e.code, e.values);
  return sentence;
}

void say(const std::string& key, const std::map<std::string, std::string>& values) {
  std::printf("%s\n", words(key, values).c_str());
  std::fflush(stdout);
}

std::string bytes_in_words(std::int64_t bytes) {
  if (bytes < 1'000'000'000) return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
  return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
}

}  // namespace linli::server
