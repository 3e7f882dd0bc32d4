#pragma once
#include <string>
#include <string_view>

namespace linli::neighbours {

/// A QR code (ISO/IEC 18004, error correction M) as an SVG picture with its quiet zone, to be printed at any size.
/// Throws std::invalid_argument for more text than a code can hold.
std::string qr_svg(std::string_view text);

}  // namespace linli::neighbours
