#include "kernel/codes.hpp"

#include <algorithm>
#include <chrono>

#include "kernel/refusal.hpp"

namespace linli {
namespace {

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

DivisionCode::DivisionCode(std::string_view text) : text_(text) {
  auto n = text.size();
  bool level = n == 2 || n == 4 || n == 6 || n == 9 || n == 12 || n == 15;
  if (!level || !all_digits(text)) {
    throw Refused{"invalid_division_code", {{"value", std::string(text.substr(0, 40))}}};
  }
}

DivisionCode DivisionCode::prefix(std::size_t n) const {
  DivisionCode out;
  if (text_.size() >= n) out.text_ = text_.substr(0, n);
  return out;
}

bool is_valid_citizen_number(std::string_view text) {
  if (text.size() != 18 || !all_digits(text.substr(0, 17)) || text[0] == '0') return false;
  std::chrono::year_month_day born{std::chrono::year{number(text.substr(6, 4))},
                                   std::chrono::month(static_cast<unsigned>(number(text.substr(10, 2)))),
                                   std::chrono::day(static_cast<unsigned>(number(text.substr(12, 2))))};
  if (!born.ok()) return false;
  int sum = 0, weight = 1;  // 2^k mod 11 from the right
  for (int i = 16; i >= 0; --i) {
    weight = weight * 2 % 11;
    sum += weight * (text[static_cast<std::size_t>(i)] - '0');
  }
  char check = "10X98765432"[sum % 11];
  return text[17] == check || (check == 'X' && text[17] == 'x');
}

bool is_valid_credit_code(std::string_view text) {
  constexpr std::string_view kSymbols = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  if (text.size() != 18) return false;
  std::size_t sum = 0, weight = 1;  // 3^k mod 31
  for (char c : text.substr(0, 17)) {
    auto value = kSymbols.find(c);
    if (value == std::string_view::npos) return false;
    sum += weight * value;
    weight = weight * 3 % 31;
  }
  return text[17] == kSymbols[(31 - sum % 31) % 31];
}

std::string normalised_phone(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto rest = text.substr(i);
    if (rest.size() >= 3 && rest.starts_with("\xef\xbc") && rest[2] >= '\x90' && rest[2] <= '\x99') {
      out += static_cast<char>('0' + (rest[2] - '\x90'));  // U+FF10 .. U+FF19
      i += 2;
    } else if (rest.starts_with("\xe3\x80\x80")) {  // U+3000
      i += 2;
    } else if (std::string_view(" \t\n-().").find(rest[0]) == std::string_view::npos) {
      out += rest[0];
    }
  }
  if (out.starts_with("+86")) return out.substr(3);
  if (out.starts_with("0086")) return out.substr(4);
  return out;
}

bool is_valid_phone(std::string_view text) {
  auto phone = normalised_phone(text);
  if (!all_digits(phone) || phone.size() < 10) return false;
  if (phone[0] == '1') return phone.size() == 11 && phone[1] >= '3';
  if (phone[0] != '0' || phone[1] == '0') return false;
  // 010 and 02x stand before eight digits, other area codes have four digits before seven or eight.
  bool short_area = phone[1] <= '2';
  if (phone[1] == '1' && phone[2] != '0') return false;
  auto local = std::string_view(phone).substr(short_area ? 3 : 4);
  return local[0] >= '2' && local[0] <= '8' && (local.size() == 8 || (!short_area && local.size() == 7));
}

}  // namespace linli
