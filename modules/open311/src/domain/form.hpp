#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linli::open311 {

/// A file of a form; the bytes belong to the body it was read from.
struct FilePart {
  std::string field;
  std::string_view bytes;
};

/// What a client sent: decoded, clean UTF-8, white space around values removed, empty values dropped (the protocol
/// takes an empty parameter for an absent one), line ends as "\n".
struct Form {
  std::multimap<std::string, std::string> values;
  std::vector<FilePart> files;

  /// The first value; nothing when absent.
  std::optional<std::string> value(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;
};

/// Reads `application/x-www-form-urlencoded` or `multipart/form-data` (RFC 7578); `body` must outlive the result.
/// Throws Refused{"open311_form_type"} for any other type, {"open311_form_unreadable"} for what is not such a form or
/// not clean UTF-8, {"open311_form_too_many"} beyond 200 values or files.
Form read_form(std::string_view content_type, std::string_view body);
/// The same for values that came in the address.
Form form_of(const std::multimap<std::string, std::string>& query);

}  // namespace linli::open311
