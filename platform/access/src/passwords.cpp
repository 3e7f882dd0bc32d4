#include "passwords.hpp"

#include <argon2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <stdexcept>

#include "kernel/text.hpp"
#include "platform/crypto/crypto.hpp"
#include "wrong_field.hpp"

namespace linli::access {
namespace {

constexpr std::uint32_t kLanes = 1, kSaltBytes = 16, kHashBytes = 32;

/// Holds one of the few places; gives it back when done.
class Place {
 public:
  explicit Place(std::counting_semaphore<>& free) : free_(free) {
    if (!free_.try_acquire_for(std::chrono::seconds(5))) throw Refused{"busy", {{"seconds", "5"}}};
  }
  ~Place() { free_.release(); }
  Place(const Place&) = delete;

 private:
  std::counting_semaphore<>& free_;
};

}  // namespace

Passwords::Passwords(int at_once) : free_(std::max(at_once, 1)), nothing_(hash(new_secret())) {}

std::string Passwords::hash(std::string_view password, PasswordCost cost) {
  const Place place(free_);
  const std::string salt = crypto::random_bytes(kSaltBytes);
  std::string encoded(argon2_encodedlen(cost.passes, cost.memory_kib, kLanes, kSaltBytes, kHashBytes, Argon2_id), '\0');
  const int code = argon2id_hash_encoded(cost.passes, cost.memory_kib, kLanes, password.data(), password.size(),
                                         salt.data(), salt.size(), kHashBytes, encoded.data(), encoded.size());
  if (code != ARGON2_OK) throw std::runtime_error(argon2_error_message(code));
  encoded.resize(encoded.find('\0'));
  return encoded;
}

bool Passwords::verify(const std::string& encoded, std::string_view password) {
  const Place place(free_);
  const int code = argon2id_verify(encoded.c_str(), password.data(), password.size());
  if (code != ARGON2_OK && code != ARGON2_VERIFY_MISMATCH) throw std::runtime_error(argon2_error_message(code));
  return code == ARGON2_OK;
}

bool Passwords::verify_nothing(std::string_view password) {
  verify(nothing_, password);
  return false;
}

void check_password(std::string_view password, std::string_view username) {
  const std::size_t length = character_count(password);
  if (length < 10 || length > 128) throw wrong_field("password", "password_length", {{"least", "10"}, {"most", "128"}});
  bool letter = false, digit = false, other = false;
  std::string lower(password);
  for (char& c : lower) {
    const auto byte = static_cast<unsigned char>(c);
    (std::isdigit(byte) ? digit : std::isalpha(byte) ? letter : other) = true;
    if (byte < 0x80) c = static_cast<char>(std::tolower(byte));
  }
  if (letter + digit + other < 2) throw wrong_field("password", "password_too_plain");
  if (!username.empty() && lower.find(username) != std::string::npos)
    throw wrong_field("password", "password_holds_username");
}

std::string new_secret() { return crypto::to_base64url(crypto::random_bytes(32)); }

db::Bytes digest_of(std::string_view secret) { return {crypto::sm3(secret)}; }

}  // namespace linli::access
