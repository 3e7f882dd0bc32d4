#pragma once
#include <cstdint>
#include <string_view>

namespace linli::files {

/// A big-endian number of `n` bytes at `at`; 0 beyond the end.
inline std::uint64_t big_endian(std::string_view bytes, std::size_t at, std::size_t n) {
  if (at > bytes.size() || n > bytes.size() - at) return 0;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < n; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}
inline std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t n) {
  if (at > bytes.size() || n > bytes.size() - at) return 0;
  std::uint64_t value = 0;
  for (std::size_t i = n; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

}  // namespace linli::files
