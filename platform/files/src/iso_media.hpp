#pragma once
#include <string_view>

#include "found.hpp"

namespace linli::files {

/// MP4, MOV, M4A and 3GP: boxes within boxes. Finds out whether there are moving pictures, and time and place where
/// they were taken. In the served copy everything that is not needed to play is blanked in place, so that offsets stay
/// valid: user data, metadata, times, tracks other than picture and sound (some cameras write one with positions), and
/// all media data that no picture and no sound points to. There is no served copy when the index does not say which
/// bytes these are, or when a fragmented film has other tracks. What the picture itself carries (SEI messages) is left.
/// Throws Refused{"file_broken"}: boxes that overrun, no index, or nothing to play.
Found read_iso_media(std::string_view bytes);

}  // namespace linli::files
