#include "platform/files/look.hpp"

#include <vips/vips.h>

#include <bit>
#include <memory>

#include "start_vips.hpp"

namespace linli::files {
namespace {

constexpr int kSide = 8;
constexpr int kTooPlain = 8;  // bits of 64 that are set, or are not

struct Unref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

Image grey_fields(const std::string& path) {
  VipsImage* small = nullptr;
  if (vips_thumbnail(path.c_str(), &small, kSide + 1, "height", kSide, "size", VIPS_SIZE_FORCE, nullptr) != 0) {
    vips_error_clear();
    return nullptr;
  }
  const Image fields(small);
  VipsImage* grey = nullptr;
  if (vips_colourspace(fields.get(), &grey, VIPS_INTERPRETATION_B_W, nullptr) != 0) {
    vips_error_clear();
    return nullptr;
  }
  return Image(grey);
}

}  // namespace

std::optional<std::int64_t> look_of(const Store& store, std::string_view digest) {
  const std::string path = store.path(digest, Copy::thumbnail);
  if (path.empty()) return std::nullopt;
  start_vips();
  const Image grey = grey_fields(path);
  if (!grey) return std::nullopt;
  std::size_t size = 0;
  const std::unique_ptr<void, decltype(&g_free)> memory(vips_image_write_to_memory(grey.get(), &size), g_free);
  if (!memory || size < static_cast<std::size_t>((kSide + 1) * kSide)) return std::nullopt;
  const auto* light = static_cast<const unsigned char*>(memory.get());
  const std::size_t bands = size / ((kSide + 1) * kSide);
  std::uint64_t look = 0;
  for (int row = 0; row < kSide; ++row)
    for (int column = 0; column < kSide; ++column) {
      const std::size_t at = static_cast<std::size_t>(row * (kSide + 1) + column) * bands;
      look = look << 1 | (light[at] > light[at + bands] ? 1U : 0U);
    }
  const int set = std::popcount(look);
  if (set < kTooPlain || set > 64 - kTooPlain) return std::nullopt;
  return std::bit_cast<std::int64_t>(look);
}

}  // namespace linli::files
