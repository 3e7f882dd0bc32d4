#include "document.hpp"

#include "kernel/refusal.hpp"

namespace linli::files {

Found read_pdf(std::string_view bytes) {
  auto tail = bytes.substr(bytes.size() < 2048 ? 0 : bytes.size() - 2048);
  if (tail.find("%%EOF") == std::string_view::npos || tail.find("startxref") == std::string_view::npos)
    throw Refused{"file_broken"};
  Found found;
  found.media_type = "application/pdf";
  return found;
}

}  // namespace linli::files
