#pragma once
#include "platform/http/call.hpp"

namespace linli::neighbours {

/// The token of a case's link: a keyed digest of its id, 43 characters; a retry of a report gets the same one.
std::string link_of(http::Call& call, const Uuid& incident);
/// What is kept of a token.
std::string digest_of(const std::string& token);

struct Linked {
  Uuid incident;
  std::string number, kind;
};
/// The reminder whose link is in the path (`token`); Refused{"link_not_found"} otherwise, or when it was revoked.
Linked linked_reminder(http::Call& call);

}  // namespace linli::neighbours
