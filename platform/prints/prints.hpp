#pragma once
#include <string>
#include <string_view>

#include "platform/http/call.hpp"
#include "platform/pdf/document.hpp"

namespace linli::prints {

/// What is printed, of what. Nothing personal: kind and object stand in the audit log.
struct Print {
  Uuid id;                 ///< the client's own record id; prints once
  std::string kind;        ///< "dispatch_slip", "handover_sheet"; its Chinese name is the text `print.<kind>`
  std::string object;      ///< "incident:<uuid>"
  std::string scope_code;  ///< for the auditor's reach; may be empty
};

/// One print on its way: the number is drawn when it is made, everything else by `issue`.
class Sheet {
 public:
  /// Throws Refused{fields} when the record id is missing. One round trip.
  Sheet(http::Call& call, Print print);
  const std::string& number() const { return number_; }
  /// What stands on every page: the kind as title, number, time, masked name and account, in the city's language.
  pdf::Frame frame() const;
  /// Text of the city's language, whatever the browser asks for: paper is the office's.
  std::string words(const std::string& key, const std::map<std::string, std::string>& values = {}) const;
  /// Writes row and audit entry together with what is in `batch`, then gives the file as an answer.
  /// Throws Refused `print_made_already`, `pdf_fonts_missing`.
  http::Response issue(const pdf::Document& document, db::Batch& batch) const;

 private:
  http::Call& call_;
  Print print_;
  std::string number_;
};

/// `2026-11-22 14:05` in the city's zone.
std::string local_minute(const CityZone& zone, Instant at);

/// Says as part of `batch` that a print came back signed as the file `digest`, which the caller mentions; audited as
/// `prints.keep_signed`. Throws Refused{"print_not_found"} unless the number is a print of `object`.
void keep_signed(http::Call& call, db::Batch& batch, std::string_view number, std::string_view object,
                 std::string_view scope_code, std::string_view digest);

}  // namespace linli::prints
