#pragma once
#include <string_view>

#include "found.hpp"

namespace linli::files {

/// WebM, as browsers record it: picture and sound, or sound alone. In the served copy tags, attachments, title and date
/// are voided in place. Throws Refused{"file_broken"}, or {"file_type"} for other Matroska files.
Found read_webm(std::string_view bytes);

}  // namespace linli::files
