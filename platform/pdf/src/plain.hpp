#pragma once
#include <functional>
#include <string>
#include <string_view>

namespace linli::pdf {

/// Text as it may stand on paper: broken UTF-8 as U+FFFD; control characters, direction marks, invisible and
/// unassigned-by-design characters left out; tabs as spaces, line and paragraph separators as line breaks; at most
/// three marks on one letter. What `drawable` denies stands as `[U+XXXX]`.
std::string plain(std::string_view text, const std::function<bool(char32_t)>& drawable);

}  // namespace linli::pdf
