// Text functions on any bytes; clean text stays clean.
#include "kernel/text.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli;
  std::string_view text{reinterpret_cast<const char*>(data), size};
  auto tidy = tidied(text);
  auto name = masked_name(text);
  auto pieces = grams(text);
  auto latin = pinyin(text);
  masked_phone(text);
  if (!is_clean_utf8(latin.full) || latin.initials.size() > latin.full.size()) std::abort();
  if (!is_clean_utf8(text)) return 0;
  if (!is_clean_utf8(tidy) || !is_clean_utf8(name) || tidied(tidy) != tidy) std::abort();
  if (character_count(name) > 3 || character_count(text) > text.size()) std::abort();
  for (const auto& piece : pieces) {
    if (!is_clean_utf8(piece) || character_count(piece) > 2) std::abort();
  }
  return 0;
}
