#pragma once
#include <string_view>

#include "found.hpp"
#include "platform/files/store.hpp"

namespace linli::files {

/// Reads a JPEG, PNG or WebP whole, upright, and makes the served copy and the thumbnail as JPEG (sRGB, on white where
/// it was transparent) without any metadata. The size is known from the header and refused before a pixel is decoded.
/// Throws Refused{"file_broken"}, {"file_dimensions"} {pixels in units of ten thousand}.
Found read_photo(std::string_view bytes, const Limits& limits, const CityZone& zone);

}  // namespace linli::files
