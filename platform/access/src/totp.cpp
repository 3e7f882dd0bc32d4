#include "totp.hpp"

#include <liboath/oath.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "platform/crypto/crypto.hpp"

namespace linli::access::totp {
namespace {

constexpr unsigned kDigits = 6;
constexpr std::size_t kWindow = 1;

void check(int code) {
  if (code < 0) throw std::runtime_error(std::string("liboath: ") + oath_strerror(code));
}

[[maybe_unused]] const bool kReady = (oath_init(), true);

std::string decoded(std::string_view base32) {
  char* bytes = nullptr;
  std::size_t length = 0;
  check(oath_base32_decode(base32.data(), base32.size(), &bytes, &length));
  std::string out(bytes, length);
  std::free(bytes);
  return out;
}

std::time_t seconds(Instant at) {
  return static_cast<std::time_t>(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

}  // namespace

std::string new_secret() {
  const std::string bytes = crypto::random_bytes(20);
  char* text = nullptr;
  std::size_t length = 0;
  check(oath_base32_encode(bytes.data(), bytes.size(), &text, &length));
  std::string out(text, length);
  std::free(text);
  std::erase(out, '=');
  return out;
}

std::optional<std::int64_t> step_of(std::string_view base32_secret, std::string_view code, Instant now) {
  if (code.size() != kDigits || !std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  const std::string secret = decoded(base32_secret);
  std::uint64_t step = 0;
  const int found =
      oath_totp_validate3(secret.data(), secret.size(), seconds(now), OATH_TOTP_DEFAULT_TIME_STEP_SIZE,
                          OATH_TOTP_DEFAULT_START_TIME, kWindow, nullptr, &step, std::string(code).c_str());
  if (found == OATH_INVALID_OTP) return std::nullopt;
  check(found);
  return static_cast<std::int64_t>(step);
}

std::string code_at(std::string_view base32_secret, Instant at) {
  const std::string secret = decoded(base32_secret);
  char code[kDigits + 1] = {};
  check(oath_totp_generate(secret.data(), secret.size(), seconds(at), OATH_TOTP_DEFAULT_TIME_STEP_SIZE,
                           OATH_TOTP_DEFAULT_START_TIME, kDigits, code));
  return code;
}

std::string uri(std::string_view username, std::string_view base32_secret) {
  std::string out = "otpauth://totp/Linli:";
  out += username;
  out += "?secret=";
  out += base32_secret;
  return out + "&issuer=Linli";
}

}  // namespace linli::access::totp
