#pragma once
#include <expat.h>

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

struct zip;

namespace linli::xlsx {

/// The parts of a workbook's zip package, unpacked under one budget.
class Package {
 public:
  /// `bytes` must outlive the package. Refused{"xlsx_unreadable"} for what is no zip.
  Package(std::string_view bytes, std::size_t unpacked);
  ~Package();
  Package(const Package&) = delete;
  Package& operator=(const Package&) = delete;

  using Attributes = std::map<std::string, std::string, std::less<>>;
  /// What is told of a part's elements; names without their namespace prefix.
  struct Handler {
    std::function<void(std::string_view name, const Attributes&)> start;
    std::function<void(std::string_view name)> end;
    std::function<void(std::string_view text)> text;
  };
  bool has(const std::string& part) const;
  /// Streams one part through expat. Refused{"xlsx_unreadable"} for what is not well-formed or has a document type,
  /// {"xlsx_too_large"} when the budget is used up. What a handler throws comes through.
  void read(const std::string& part, const Handler& handler);

 private:
  zip* zip_ = nullptr;
  std::size_t left_;
};

}  // namespace linli::xlsx
