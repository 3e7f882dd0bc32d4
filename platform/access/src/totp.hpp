#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/time.hpp"

/// One-time codes by time (RFC 6238): six digits, 30 seconds, SHA-1, as every authenticator app speaks.
namespace linli::access::totp {

/// 160 random bits, base32.
std::string new_secret();
/// The 30-second step the code belongs to, when it is right for now or one step beside.
std::optional<std::int64_t> step_of(std::string_view base32_secret, std::string_view code, Instant now);
/// The code of a moment: what an app would show; for tests and the demo.
std::string code_at(std::string_view base32_secret, Instant at);
/// What the QR code holds.
std::string uri(std::string_view username, std::string_view base32_secret);

}  // namespace linli::access::totp
