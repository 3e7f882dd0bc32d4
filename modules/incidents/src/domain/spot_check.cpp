#include "domain/spot_check.hpp"

#include <cstdint>

namespace linli::incidents {
namespace {

std::uint64_t six_bits(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<std::uint64_t>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<std::uint64_t>(c - 'a') + 26;
  if (c >= '0' && c <= '9') return static_cast<std::uint64_t>(c - '0') + 52;
  return c == '-' ? 62 : 63;
}

}  // namespace

bool drawn(std::string_view keyed_digest, int per_cent) {
  std::uint64_t ticket = 0;  // 48 bits: their remainder by a hundred is even to one in 10^12
  for (const char c : keyed_digest.substr(0, 8)) ticket = ticket << 6 | six_bits(c);
  return ticket % 100 < static_cast<std::uint64_t>(per_cent);
}

}  // namespace linli::incidents
