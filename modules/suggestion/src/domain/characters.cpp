#include "domain/characters.hpp"

namespace linli::suggestion {
namespace {

constexpr std::size_t length_of(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

char32_t code_point(std::string_view c) {
  char32_t point = static_cast<unsigned char>(c[0]) & (0xFFU >> (c.size() + 1));
  for (const char more : c.substr(1)) point = point << 6 | (static_cast<unsigned char>(more) & 0x3FU);
  return point;
}

// CJK ideographs: the basic block, extension A, and the supplementary planes 2 and 3.
bool is_han(char32_t point) {
  return (point >= 0x3400 && point <= 0x4DBF) || (point >= 0x4E00 && point <= 0x9FFF) ||
         (point >= 0x20000 && point <= 0x3FFFF);
}

}  // namespace

std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> found;
  bool in_number = false;
  while (!text.empty()) {
    const std::size_t length = std::min(length_of(static_cast<unsigned char>(text[0])), text.size());
    const std::string_view c = text.substr(0, length);
    text.remove_prefix(length);
    const bool digit = length == 1 && c[0] >= '0' && c[0] <= '9';
    if (digit && !in_number) found.emplace_back("0");
    in_number = digit;
    if (length == 1) {
      const char lower = static_cast<char>(c[0] | 0x20);
      if (lower >= 'a' && lower <= 'z') found.emplace_back(1, lower);
    } else if (is_han(code_point(c))) {
      found.emplace_back(c);
    }
  }
  return found;
}

}  // namespace linli::suggestion
