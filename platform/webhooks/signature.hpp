#pragma once
#include <string>
#include <string_view>

#include "kernel/time.hpp"

/// The signing of webhooks, in the form of Standard Webhooks (docs/howto/connect-systems.md says how to verify).
namespace linli::webhooks {

/// "whsec_" and the base64 of 32 random bytes: what the other side keeps.
std::string new_secret();
/// Value of `webhook-signature`: "v1," and the base64 of HMAC-SHA256(secret's bytes, "id.seconds.body"). Throws
/// std::invalid_argument for what is no secret.
std::string signature(std::string_view secret, std::string_view id, Instant at, std::string_view body);
/// Value of `webhook-timestamp`: seconds since 1970.
std::string timestamp(Instant at);

}  // namespace linli::webhooks
