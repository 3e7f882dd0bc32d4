#pragma once
#include <string_view>

#include "found.hpp"

namespace linli::files {

/// MP4, MOV, M4A and 3GP: boxes within boxes. Finds out whether there are moving pictures, and time and place where
/// they were taken; the served copy has every box that is not needed to play blanked in place (offsets stay valid):
/// user data, metadata, times, and whole tracks other than picture and sound (some cameras write one with positions),
/// with their samples. There is no served copy when such a track's samples cannot be found (fragmented films). Throws
/// Refused{"file_broken"}: boxes that overrun, no index, or nothing to play.
Found read_iso_media(std::string_view bytes);

}  // namespace linli::files
