#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "platform/http/call.hpp"

namespace linli::http {

/// What a refusal tells whoever asked.
struct Told {
  int status = 500;
  std::string code, sentence;
  std::vector<std::pair<std::string, std::string>> fields;  ///< each mistake: where it is, a sentence
};

/// A protocol of others below a path: its clients expect refusals in a form of their own, also for paths and methods
/// that no route has.
struct Dialect {
  std::string prefix;  ///< "/open311/v2/"
  std::function<Response(const Request&, const Told&)> write;
};

/// All there are; the composition root provides one, modules add theirs when they register.
struct Dialects {
  std::vector<Dialect> all;
};

}  // namespace linli::http
