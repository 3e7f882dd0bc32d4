#pragma once
#include <string>

#include "kernel/time.hpp"
#include "platform/outgoing/settings.hpp"

namespace linli::outgoing {

/// One mail in plain text.
struct Letter {
  std::string id;  ///< of the message: the same when it is sent again, so that a second copy is known as one
  std::string to;  ///< one address
  std::string subject, text;
  Instant at;
};

/// The message as it goes out (RFC 5322; subject by RFC 2047, text in UTF-8 as base64).
std::string written(const Mail& how, const Letter& letter);
/// Sends it, or writes `<id>.eml` into the folder. "" or why not: "mail_not_configured", "mail_refused" (the server
/// said no), and the codes of `Answer::failure`. The folder's file replaces one of the same id.
std::string deliver(const Mail& how, const Letter& letter);
/// Whether this is an address mail may go to: one @, nothing that could end a header.
bool is_address(const std::string& text);

}  // namespace linli::outgoing
