#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace linli {

/// Strict UTF-8, no overlong forms, surrogates or control characters other than newline and tab.
bool is_clean_utf8(std::string_view text);
std::size_t character_count(std::string_view utf8);
/// Leading and trailing white space (also U+3000) removed, inner runs of it folded to one space.
std::string tidied(std::string_view utf8);
/// All 1- and 2-character substrings, lower-cased, without duplicates: what the n-gram index holds.
std::vector<std::string> grams(std::string_view utf8);
/// Pinyin without tones, syllables run together, and the initials: {"zhangsan", "zs"} (ICU Han-Latin/Names).
struct Pinyin {
  std::string full, initials;
};
Pinyin pinyin(std::string_view utf8);
/// First character kept, the rest as asterisks (at most two): `X**`. `masked_phone`: `138****2201`.
std::string masked_name(std::string_view utf8);
std::string masked_phone(std::string_view digits);

}  // namespace linli
