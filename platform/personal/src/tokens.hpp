#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/crypto/crypto.hpp"

/// Search tokens: HMAC-SM3 of a field's fragment, cut to 8 bytes and written as a signed decimal number (bigint).
/// What they leak to somebody who holds the database but not the key is said in README.md.
namespace linli::personal {

/// `name`, `phone` or `id_number` for these fields and for those that end so: a `staff_name` is searched like a name,
/// but only among staff; any other field is its own kind.
std::string_view kind_of(std::string_view field);
/// The spelling under which equal values are equal: phones without separators, everything else tidied.
std::string normalised(std::string_view field, std::string_view value);
/// What a stored value is found by: name -> 1-2-grams, pinyin, initials; phone -> whole, last four; id_number -> whole.
std::vector<std::string> tokens_of_value(const crypto::MacKey& key, std::string_view field, std::string_view value);
/// What a stored value must carry for a query to meet it; empty if the query cannot be searched.
std::vector<std::string> tokens_of_query(const crypto::MacKey& key, std::string_view field, std::string_view query);

}  // namespace linli::personal
