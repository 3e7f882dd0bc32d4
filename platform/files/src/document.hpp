#pragma once
#include <string_view>

#include "found.hpp"

namespace linli::files {

/// A PDF that begins and ends as one. Its metadata and scripts are left as they are, so it has no served copy: staff
/// get the original, as a download. Throws Refused{"file_broken"}.
Found read_pdf(std::string_view bytes);

}  // namespace linli::files
