#include "domain/qr.hpp"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace linli::neighbours {

std::string qr_svg(std::string_view text) {
  constexpr int kQuiet = 4;  // modules of white around, as the standard asks
  const std::string copy(text);
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(copy.c_str(), 0, QR_ECLEVEL_M),
                                                             &QRcode_free);
  if (!code) throw std::invalid_argument("no QR code holds this text");
  const int side = code->width + 2 * kQuiet;
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\" shape-rendering=\"crispEdges\">"
      "<path fill=\"#fff\" d=\"M0 0h{0}v{0}H0z\"/><path d=\"",
      side);
  for (int y = 0; y < code->width; ++y)
    for (int x = 0; x < code->width; ++x)
      if (code->data[y * code->width + x] & 1) svg += fmt::format("M{} {}h1v1h-1z", x + kQuiet, y + kQuiet);
  return svg + "\"/></svg>";
}

}  // namespace linli::neighbours
