#pragma once
#include <string>
#include <string_view>

namespace linli {

/// Hierarchical division code kept as text so that a prefix is a subtree: `4401` city, `440104` district,
/// `440104001` street, `440104001002` community, `440104001002003` grid (6+3+3+3, TER-12).
class DivisionCode {
 public:
  DivisionCode() = default;
  /// 2, 4, 6, 9, 12 or 15 digits; throws Refused{"invalid_division_code"}.
  explicit DivisionCode(std::string_view text);
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  /// Itself included; the empty code contains every other.
  bool contains(const DivisionCode& other) const { return other.text_.starts_with(text_); }
  /// The division of that level this one lies in (or is); empty when this one is above it.
  DivisionCode district() const { return prefix(6); }
  DivisionCode street() const { return prefix(9); }
  DivisionCode community() const { return prefix(12); }
  bool is_grid() const { return text_.size() == 15; }
  auto operator<=>(const DivisionCode&) const = default;

 private:
  DivisionCode prefix(std::size_t n) const;
  std::string text_;
};

/// GB 11643 citizen number: 17 digits and a mod-11 check symbol (X in either case); the birth date must
/// exist.
bool is_valid_citizen_number(std::string_view text);
/// GB 32100 unified social credit code: 18 symbols without I O S V Z, mod-31 check.
bool is_valid_credit_code(std::string_view text);
/// Mainland mobile number or a landline with area code, after normalised_phone().
bool is_valid_phone(std::string_view text);
/// Digits only: separators, brackets and the country code 86 removed, full-width digits made plain. Any other
/// character stays, so that the number is then refused.
std::string normalised_phone(std::string_view text);

}  // namespace linli
