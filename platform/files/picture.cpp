#include "platform/files/picture.hpp"

#include <vips/vips.h>

#include <stdexcept>

#include "start_vips.hpp"

namespace linli::files {

std::string encode_jpeg(std::string_view rgb, int width, int height) {
  if (width <= 0 || height <= 0 || rgb.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3)
    throw std::runtime_error("encode_jpeg: sizes do not agree");
  start_vips();
  VipsImage* image = vips_image_new_from_memory_copy(rgb.data(), rgb.size(), width, height, 3, VIPS_FORMAT_UCHAR);
  void* bytes = nullptr;
  std::size_t size = 0;
  const int failed = image ? vips_jpegsave_buffer(image, &bytes, &size, "Q", 82, nullptr) : -1;
  if (image) g_object_unref(image);
  if (failed) throw std::runtime_error("encode_jpeg: " + std::string(vips_error_buffer()));
  std::string file(static_cast<const char*>(bytes), size);
  g_free(bytes);
  return file;
}

}  // namespace linli::files
