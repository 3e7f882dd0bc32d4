#include "plain.hpp"

#include <glib.h>

#include <cstdio>
#include <memory>

namespace linli::pdf {
namespace {

constexpr int kMarksAtOnce = 3;

bool is_line_break(gunichar c) {
  return c == '\n' || c == 0x0b || c == 0x0c || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// What has no picture of its own but changes how others are read.
bool is_hidden(gunichar c) {
  const GUnicodeType type = g_unichar_type(c);
  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_SURROGATE || c == 0x034f ||
         (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff) || (c >= 0xfdd0 && c <= 0xfdef) ||
         (c & 0xfffe) == 0xfffe;
}

void put(std::string& out, gunichar c) {
  char bytes[6];
  out.append(bytes, static_cast<std::size_t>(g_unichar_to_utf8(c, bytes)));
}

void put_code(std::string& out, gunichar c) {
  char code[16];
  std::snprintf(code, sizeof code, "[U+%04X]", static_cast<unsigned>(c));
  out += code;
}

}  // namespace

std::string plain(std::string_view text, const std::function<bool(char32_t)>& drawable) {
  const std::unique_ptr<char, decltype(&g_free)> valid(g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())),
                                                       g_free);
  std::string out;
  int marks = 0;
  for (const char* at = valid.get(); *at != '\0'; at = g_utf8_next_char(at)) {
    const gunichar c = g_utf8_get_char(at);
    marks = g_unichar_ismark(c) ? marks + 1 : 0;
    if (is_line_break(c)) {
      out += '\n';
    } else if (c == '\t') {
      out += ' ';
    } else if (is_hidden(c) || marks > kMarksAtOnce) {
      continue;
    } else if (c < 0x80 || drawable(c)) {
      put(out, c);
    } else {
      put_code(out, c);
    }
  }
  return out;
}

}  // namespace linli::pdf
