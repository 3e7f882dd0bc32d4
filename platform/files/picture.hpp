#pragma once
#include <string>
#include <string_view>

namespace linli::files {

/// A JPEG file from 8-bit RGB rows (3 * width * height bytes): pictures made by the program, such as a demo's.
/// Throws std::runtime_error if the sizes do not agree or the encoder fails.
std::string encode_jpeg(std::string_view rgb, int width, int height);

}  // namespace linli::files
