#include "kernel/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <unordered_set>

namespace linli {
namespace {

/// The code points of a text in order; broken bytes come out negative.
template <class Each>
void each_character(std::string_view text, Each each) {
  auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    auto start = i;
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    each(c, text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(i - start)));
  }
}

void append(std::string& out, UChar32 c) {
  char buffer[U8_MAX_LENGTH];
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, c);
  out.append(buffer, static_cast<std::size_t>(length));
}

const icu::Transliterator& han_to_latin() {
  thread_local const std::unique_ptr<icu::Transliterator> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made{
        icu::Transliterator::createInstance("Han-Latin/Names", UTRANS_FORWARD, status)};
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no Han-Latin/Names transliterator");
    return made;
  }();
  return *instance;
}

icu::UnicodeString decomposed(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfd = icu::Normalizer2::getNFDInstance(status);
  return nfd->normalize(text, status);
}

}  // namespace

bool is_clean_utf8(std::string_view text) {
  bool clean = true;
  each_character(text, [&](UChar32 c, std::string_view) {
    bool control = c < 0x20 ? (c != '\n' && c != '\t') : (c >= 0x7f && c <= 0x9f);
    if (control) clean = false;  // negative, broken bytes included
  });
  return clean;
}

std::size_t character_count(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string tidied(std::string_view utf8) {
  std::string out;
  bool gap = false;
  each_character(utf8, [&](UChar32 c, std::string_view bytes) {
    if (c >= 0 && u_isUWhiteSpace(c)) {
      gap = true;
      return;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += bytes;
  });
  return out;
}

std::vector<std::string> grams(std::string_view utf8) {
  std::vector<std::string> out;
  std::unordered_set<std::string> seen;
  auto keep = [&](const std::string& gram) {
    if (seen.insert(gram).second) out.push_back(gram);
  };
  std::string previous;
  each_character(utf8, [&](UChar32 c, std::string_view) {
    if (c < 0 || u_isUWhiteSpace(c)) {
      previous.clear();
      return;
    }
    std::string character;
    append(character, u_tolower(c));
    keep(character);
    if (!previous.empty()) keep(previous + character);
    previous = std::move(character);
  });
  return out;
}

Pinyin pinyin(std::string_view utf8) {
  auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  han_to_latin().transliterate(text);
  text = decomposed(text).toLower();
  Pinyin out;
  bool at_start = true;  // of a syllable: ICU parts syllables by spaces
  for (std::int32_t i = 0; i < text.length(); ++i) {
    char16_t c = text[i];
    auto& full = out.full;
    if (c == 0x308) {  // the dots of u-umlaut, typed as v after l and n
      if (full.size() > 1 && full.back() == 'u' && (full[full.size() - 2] == 'l' || full[full.size() - 2] == 'n')) {
        full.back() = 'v';
      }
      continue;
    }
    bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept) {
      full += static_cast<char>(c);
      if (at_start) out.initials += static_cast<char>(c);
      at_start = false;
    } else if (u_charType(c) != U_NON_SPACING_MARK) {
      at_start = true;
    }
  }
  return out;
}

std::string masked_name(std::string_view utf8) {
  auto count = character_count(utf8);
  if (count <= 1) return std::string(utf8);
  std::size_t first = 1;
  while (first < utf8.size() && (utf8[first] & 0xc0) == 0x80) ++first;
  return std::string(utf8.substr(0, first)) + std::string(std::min<std::size_t>(count - 1, 2), '*');
}

std::string masked_phone(std::string_view digits) {
  if (digits.empty()) return "";
  if (digits.size() < 8) return "****";
  if (digits.size() < 11) return "****" + std::string(digits.substr(digits.size() - 3));
  return std::string(digits.substr(0, 3)) + "****" + std::string(digits.substr(digits.size() - 4));
}

}  // namespace linli
