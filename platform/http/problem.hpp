#pragma once
#include <exception>
#include <string>
#include <string_view>

#include "kernel/refusal.hpp"
#include "platform/http/call.hpp"
#include "platform/http/dialect.hpp"
#include "platform/text/messages.hpp"
#include "platform/text/refusal_table.hpp"

namespace linli::http {

/// Turns whatever went wrong into one `application/problem+json` answer (RFC 9457):
/// {"type": "/problems/<code>", "title", "status", "code", "request_id", "errors": [{"field", "code", "title"}]}.
/// The only place that does so.
class Problems {
 public:
  Problems(text::Messages messages, text::RefusalTable table, std::vector<Dialect> dialects = {});

  /// In the form the request's path asks for: a dialect's, else a problem document.
  Response of(const Refused& refused, const Request& request) const;
  Response of(std::exception_ptr error, const Request& request) const;

  /// Texts in the language `accept_language` asks for. A wait named by the refusal ("seconds" or "minutes") of a 429 or
  /// 503 becomes Retry-After.
  Response of(const Refused& refused, std::string_view request_id, std::string_view accept_language) const;
  /// Refused, db::Failure (a named constraint becomes its refusal), db::Disconnected (503); everything else is our bug:
  /// 500, logged with the request id, nothing of it shown.
  Response of(std::exception_ptr error, std::string_view request_id, std::string_view accept_language) const;
  /// The protocol of others the path belongs to; null for our own. No page of ours lies below such a path.
  const Dialect* dialect_of(const Request& request) const;
  const text::Messages& messages() const { return messages_; }
  const text::RefusalTable& table() const { return table_; }

 private:
  text::Messages messages_;
  text::RefusalTable table_;
  std::vector<Dialect> dialects_;
};

}  // namespace linli::http
