#pragma once
#include <string>
#include <string_view>

#include "platform/files/store.hpp"

namespace linli::files {

enum class Format { jpeg, png, webp, heic, iso_media, webm, mp3, wav, amr, ogg, pdf, unknown };

/// By the file's first bytes. What is really inside is found out by reading it.
Format sniff(std::string_view bytes);

}  // namespace linli::files
