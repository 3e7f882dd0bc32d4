#pragma once
#include <optional>
#include <string_view>

namespace linli::pdf {

struct Size {
  int width = 0, height = 0;
};

/// Pixels of a JPEG, from its frame header; nothing if it is none or is broken before that.
std::optional<Size> jpeg_size(std::string_view bytes);

}  // namespace linli::pdf
