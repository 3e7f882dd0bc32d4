#include "jpeg.hpp"

namespace linli::pdf {

std::optional<Size> jpeg_size(std::string_view bytes) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  const auto pair = [&](std::size_t at) { return byte(at) << 8 | byte(at + 1); };
  if (bytes.size() < 4 || pair(0) != 0xffd8) return std::nullopt;
  for (std::size_t at = 2; at + 9 < bytes.size();) {
    if (byte(at) != 0xff) return std::nullopt;
    const int marker = byte(at + 1), length = pair(at + 2);
    const bool is_frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (is_frame) {
      const Size size{pair(at + 7), pair(at + 5)};
      return size.width > 0 && size.height > 0 ? std::optional(size) : std::nullopt;
    }
    if (length < 2 || marker == 0xda || marker == 0xd9) return std::nullopt;
    at += 2 + static_cast<std::size_t>(length);
  }
  return std::nullopt;
}

}  // namespace linli::pdf
