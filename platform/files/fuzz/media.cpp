// Films, sounds and documents of any bytes: what is served instead is no longer than the file, or a Refused.
#include <cstdint>
#include <cstdlib>

#include "document.hpp"
#include "iso_media.hpp"
#include "kernel/refusal.hpp"
#include "sniff.hpp"
#include "sound.hpp"
#include "webm.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli;
  using namespace linli::files;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  sniff(bytes);
  for (Found (*read)(std::string_view) : {read_iso_media, read_webm, read_mp3, read_wav, read_amr, read_ogg, read_pdf})
    try {
      const Found found = read(bytes);
      if (found.media_type.empty()) std::abort();
      if (found.served && found.served->size() > size) std::abort();
    } catch (const Refused&) {
    }
  return 0;
}
