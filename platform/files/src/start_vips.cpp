#include "start_vips.hpp"

#include <vips/vips.h>

#include <mutex>
#include <stdexcept>

namespace linli::files {

void start_vips() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (VIPS_INIT("linli") != 0) throw std::runtime_error("libvips does not start");
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    // Its complaints about broken uploads are answered as refusals, and may quote the file.
    g_log_set_handler(
        "VIPS", static_cast<GLogLevelFlags>(G_LOG_LEVEL_WARNING | G_LOG_LEVEL_MESSAGE),
        [](const char*, GLogLevelFlags, const char*, void*) {}, nullptr);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    for (const char* loader : {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"})
      vips_operation_block_set(loader, FALSE);
  });
}

}  // namespace linli::files
