#pragma once
#include <cstdint>
#include <semaphore>
#include <string>
#include <string_view>

#include "platform/db/connection.hpp"

namespace linli::access {

/// Cost of argon2id; stands in every hash, so that old and cheap hashes stay verifiable.
struct PasswordCost {
  std::uint32_t memory_kib;
  std::uint32_t passes;
};
inline constexpr PasswordCost kOrdinaryCost{19 * 1024, 2};
/// Only for accounts of a demo city, whose passwords everybody can read.
inline constexpr PasswordCost kDemoCost{64, 1};

/// argon2id with a bound on how many run at once, since each takes 19 MiB; who waits longer than five seconds is
/// Refused{"busy"}.
class Passwords {
 public:
  explicit Passwords(int at_once);
  /// The encoded hash with its own random salt.
  std::string hash(std::string_view password, PasswordCost cost = kOrdinaryCost);
  bool verify(const std::string& encoded, std::string_view password);
  /// Takes as long as verify and is always false: for names that no account has.
  bool verify_nothing(std::string_view password);

 private:
  std::counting_semaphore<> free_;
  std::string nothing_;
};

/// Refused{fields} unless 10 to 128 characters, of two kinds at least, without the user name in it.
void check_password(std::string_view password, std::string_view username);

/// 256 random bits as text: sessions, tokens, one-time links.
std::string new_secret();
/// What is stored of a secret.
db::Bytes digest_of(std::string_view secret);

}  // namespace linli::access
