#include "photo.hpp"

#include <vips/vips.h>

#include <memory>

#include "exif.hpp"
#include "kernel/refusal.hpp"
#include "start_vips.hpp"

namespace linli::files {
namespace {

struct Unref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

/// The image that `call` fills in; what it cannot read is broken.
template <class Call>
Image made(Call call) {
  VipsImage* out = nullptr;
  if (call(&out) != 0 || !out) {
    vips_error_clear();  // its words may quote the file
    throw Refused{"file_broken"};
  }
  return Image(out);
}

std::string field_of(VipsImage* image, const char* name) {
  const char* text = nullptr;
  if (!vips_image_get_typeof(image, name) || vips_image_get_string(image, name, &text) != 0) {
    vips_error_clear();
    return "";
  }
  return text;
}

std::string as_jpeg(VipsImage* image, int quality) {
  void* buffer = nullptr;
  std::size_t size = 0;
  if (vips_jpegsave_buffer(image, &buffer, &size, "Q", quality, "strip", TRUE, "optimize_coding", TRUE, nullptr) != 0) {
    vips_error_clear();
    throw Refused{"file_broken"};
  }
  std::string bytes(static_cast<const char*>(buffer), size);
  g_free(buffer);
  return bytes;
}

/// Upright, within `side`, eight bits of sRGB or grey, opaque; pixels in memory.
Image shrunk(std::string_view bytes, int side) {
  // By the option string: this version takes the property of the same name and does nothing with it.
  auto image = made([&](VipsImage** out) {
    return vips_thumbnail_buffer(const_cast<char*>(bytes.data()), bytes.size(), out, side, "height", side, "size",
                                 VIPS_SIZE_DOWN, "export_profile", "srgb", "option_string", "fail_on=truncated",
                                 nullptr);
  });
  if (vips_image_hasalpha(image.get())) {
    VipsArrayDouble* white = vips_array_double_newv(1, 255.0);
    auto flat = made([&](VipsImage** out) { return vips_flatten(image.get(), out, "background", white, nullptr); });
    vips_area_unref(VIPS_AREA(white));
    image = std::move(flat);
  }
  if (vips_image_get_format(image.get()) != VIPS_FORMAT_UCHAR)
    image = made([&](VipsImage** out) { return vips_cast_uchar(image.get(), out, nullptr); });
  VipsImage* in_memory = vips_image_copy_memory(image.get());
  return made([&](VipsImage** out) {
    *out = in_memory;
    return in_memory ? 0 : -1;
  });
}

}  // namespace

Found read_photo(std::string_view bytes, const Limits& limits, const CityZone& zone) {
  start_vips();
  auto head = made([&](VipsImage** out) {
    *out = vips_image_new_from_buffer(bytes.data(), bytes.size(), "", "access", VIPS_ACCESS_SEQUENTIAL, nullptr);
    return *out ? 0 : -1;
  });
  Found found;
  found.width = vips_image_get_width(head.get());
  found.height = vips_image_get_height(head.get());
  if (static_cast<std::int64_t>(found.width) * found.height > limits.pixels)
    throw Refused{"file_dimensions", {{"pixels", std::to_string(limits.pixels / 10'000)}}};
  if (vips_image_get_orientation_swap(head.get())) std::swap(found.width, found.height);
  auto exif = [&](const char* name) { return field_of(head.get(), name); };
  found.taken_at = exif_time(exif("exif-ifd2-DateTimeOriginal"), exif("exif-ifd2-OffsetTimeOriginal"), zone);
  found.taken_place = place_of(exif_degrees(exif("exif-ifd3-GPSLongitude"), exif("exif-ifd3-GPSLongitudeRef")),
                               exif_degrees(exif("exif-ifd3-GPSLatitude"), exif("exif-ifd3-GPSLatitudeRef")));
  head.reset();

  auto served = shrunk(bytes, limits.served_side);
  found.served = as_jpeg(served.get(), 82);
  auto small = made([&](VipsImage** out) {
    return vips_thumbnail_image(served.get(), out, limits.thumbnail_side, "height", limits.thumbnail_side, "size",
                                VIPS_SIZE_DOWN, nullptr);
  });
  found.thumbnail = as_jpeg(small.get(), 78);
  return found;
}

}  // namespace linli::files
