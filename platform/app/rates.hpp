#pragma once
#include <string_view>

#include "platform/http/rate_limit.hpp"

namespace linli::app {

/// How often what is open to everybody may be asked (policy/rates.yaml says by whom each is counted).
struct Rates {
  http::Rate locate, follow_report, wrong_codes, public_uploads, duplicates;
  /// Strict: unknown, missing or duplicate keys and figures that are not positive are one Refused{fields}.
  static Rates parse(std::string_view yaml);
};

}  // namespace linli::app
