#include "tokens.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <unordered_map>

#include "kernel/codes.hpp"
#include "kernel/text.hpp"

namespace linli::personal {
namespace {

class Tokens {
 public:
  Tokens(const crypto::MacKey& key, std::string_view field) : key_(key), field_(field) {}
  void add(std::string_view kind, std::string_view fragment) {
    if (fragment.empty()) return;
    auto mac = key_.sign(crypto::framed({"linli search token 1", field_, kind, fragment}));
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | static_cast<unsigned char>(mac[i]);
    auto number = std::to_string(static_cast<std::int64_t>(bits));
    if (std::ranges::find(all_, number) == all_.end()) all_.push_back(std::move(number));
  }
  std::vector<std::string> take() { return std::move(all_); }

 private:
  const crypto::MacKey& key_;
  std::string_view field_;
  std::vector<std::string> all_;
};

bool is_latin(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
}

/// Lower-case letters and digits only: `Zhang San` is searched as `zhangsan`.
std::string letters(std::string_view text) {
  std::string out;
  for (unsigned char c : text)
    if (std::isalnum(c)) out += static_cast<char>(std::tolower(c));
  return out;
}

/// Pinyin of a name, character by character with what was looked up before: asking ICU for each name would cost more
/// than all else that is done to it. A first character is read as a surname would be, the others as they follow one.
Pinyin sounds_of(std::string_view name) {
  static constexpr std::string_view kBefore = "\xe6\x98\x8e";  // "ming"
  thread_local std::unordered_map<std::string, Pinyin> known[2];
  Pinyin out;
  for (std::size_t from = 0, next = 0; from < name.size(); from = next) {
    next = from + 1;
    while (next < name.size() && (name[next] & 0xc0) == 0x80) ++next;
    std::string character(name.substr(from, next - from));
    if (next - from < 3) return pinyin(name);  // not all Chinese: syllables are not characters
    bool follows = from > 0;
    auto found = known[follows].find(character);
    if (found == known[follows].end()) {
      auto sound = pinyin(follows ? std::string(kBefore) + character : character);
      if (follows) sound = {sound.full.substr(4), sound.initials.substr(1)};
      found = known[follows].emplace(character, std::move(sound)).first;
    }
    out.full += found->second.full;
    out.initials += found->second.initials;
  }
  return out;
}

std::string_view last_four(std::string_view phone) {
  return phone.size() < 4 ? std::string_view{} : phone.substr(phone.size() - 4);
}

}  // namespace

std::string_view kind_of(std::string_view field) {
  for (std::string_view kind : {"name", "phone", "id_number"})
    if (field == kind || (field.ends_with(kind) && field[field.size() - kind.size() - 1] == '_')) return kind;
  return field;
}

std::string normalised(std::string_view field, std::string_view value) {
  if (kind_of(field) == "phone") return normalised_phone(value);
  std::string out = tidied(value);
  if (kind_of(field) == "id_number")
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return std::toupper(c); });
  return out;
}

std::vector<std::string> tokens_of_value(const crypto::MacKey& key, std::string_view field, std::string_view value) {
  Tokens tokens(key, field);
  auto text = normalised(field, value);
  const auto kind = kind_of(field);
  if (kind == "name") {
    for (const auto& gram : grams(text)) tokens.add("gram", gram);
    auto sounds = sounds_of(text);
    tokens.add("pinyin", sounds.full);
    tokens.add("pinyin", sounds.initials);
  } else if (kind == "phone") {
    tokens.add("whole", text);
    tokens.add("last4", last_four(text));
  } else if (kind == "id_number") {
    tokens.add("whole", text);
  }
  return tokens.take();
}

std::vector<std::string> tokens_of_query(const crypto::MacKey& key, std::string_view field, std::string_view query) {
  Tokens tokens(key, field);
  auto text = normalised(field, query);
  const auto kind = kind_of(field);
  if (kind == "name" && is_latin(text)) {
    tokens.add("pinyin", letters(text));
  } else if (kind == "name") {
    auto all = grams(text);
    auto is_pair = [](const std::string& gram) { return character_count(gram) == 2; };
    bool has_pair = std::ranges::any_of(all, is_pair);  // a pair implies its two characters
    for (const auto& gram : all)
      if (!has_pair || is_pair(gram)) tokens.add("gram", gram);
  } else if (kind == "phone") {
    tokens.add(text.size() == 4 ? "last4" : "whole", text);
  } else if (kind == "id_number") {
    tokens.add("whole", text);
  }
  return tokens.take();
}

}  // namespace linli::personal
