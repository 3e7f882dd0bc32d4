#pragma once
#include <string_view>

#include "found.hpp"

/// Sound files. Their served copies hold the sound only; of OGG, whose comments stand inside the stream, there is none.
/// All throw Refused{"file_broken"} for what is not whole.
namespace linli::files {

/// Whether an MP3 stream begins here: an ID3 tag, or frames that follow one another.
bool is_mp3(std::string_view bytes);
Found read_mp3(std::string_view bytes);
Found read_wav(std::string_view bytes);
Found read_amr(std::string_view bytes);
Found read_ogg(std::string_view bytes);

}  // namespace linli::files
