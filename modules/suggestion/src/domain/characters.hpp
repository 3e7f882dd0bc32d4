#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace linli::suggestion {

/// What is learned of a text: its Chinese characters and lower-case Latin letters one by one, each run of digits as
/// one "0" (numbers of doors, phones and cars say nothing about the matter, and are nobody's to remember); anything
/// else is left out. `text` is clean UTF-8.
std::vector<std::string> characters(std::string_view text);

}  // namespace linli::suggestion
