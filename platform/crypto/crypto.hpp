#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Small wrappers over OpenSSL's Chinese national algorithms (SM3, SM4). Bytes travel as std::string; a failure inside
/// OpenSSL is a broken machine or a bug and throws std::runtime_error.
namespace linli::crypto {

/// Secret bytes, overwritten when dropped.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string bytes) : bytes_(std::move(bytes)) {}
  Secret(const Secret&) = default;
  Secret(Secret&&) noexcept = default;
  Secret& operator=(const Secret& other);
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();
  /// `n` random bytes.
  static Secret random(std::size_t n);
  std::string_view view() const { return bytes_; }
  bool empty() const { return bytes_.empty(); }

 private:
  std::string bytes_;
};

/// Overwrites and empties.
void wipe(std::string& bytes);
/// From the operating system's generator.
std::string random_bytes(std::size_t n);
/// Same bytes? Takes the same time wherever they differ.
bool equal(std::string_view a, std::string_view b);

/// SM3 (GB/T 32905), 32 bytes.
std::string sm3(std::string_view bytes);
/// SM3 of what arrives piece by piece.
class Sm3 {
 public:
  Sm3();
  ~Sm3();
  Sm3(Sm3&&) noexcept;
  Sm3& operator=(Sm3&&) noexcept;
  Sm3& add(std::string_view bytes);
  /// Adds the length (8 bytes, big-endian) before the bytes, so that neighbouring values cannot run into one another.
  Sm3& add_measured(std::string_view bytes);
  /// 32 bytes; the object starts anew.
  std::string finish();

 private:
  void* context_;
};

/// A key for HMAC-SM3, prepared once; may be used by several threads at the same time.
class MacKey {
 public:
  MacKey() = default;
  explicit MacKey(std::string_view key);
  /// HMAC-SM3, 32 bytes.
  std::string sign(std::string_view message) const;

 private:
  std::shared_ptr<void> context_;
};

std::string hmac_sm3(std::string_view key, std::string_view message);
/// A 32-byte key for one use, from a master key and the label of that use.
Secret derive(std::string_view key, std::string_view label);
/// SM4 in counter mode (GB/T 32907): 16-byte key, 16-byte counter start. Its own inverse; authenticates nothing.
std::string sm4_ctr(std::string_view key, std::string_view counter, std::string_view bytes);

/// Encrypts, then authenticates (SM4-CTR, HMAC-SM3 cut to 16 bytes) with two keys derived from one 32-byte secret.
/// `context` is authenticated, not stored: what is sealed for one context does not open in another.
class SealingKey {
 public:
  SealingKey() = default;
  explicit SealingKey(const Secret& secret);
  /// counter (16) + ciphertext + tag (16)
  std::string seal(std::string_view context, std::string_view clear) const;
  /// Nothing when the key, the context or a single bit is not the one it was sealed with.
  std::optional<std::string> open(std::string_view context, std::string_view sealed) const;
  static constexpr std::size_t kOverhead = 32;

 private:
  std::string tag(std::string_view context, std::string_view counter_and_ciphertext) const;
  Secret cipher_key_;
  MacKey mac_key_;
};

/// Joins parts so that no two different lists give the same bytes: each with its length before it.
std::string framed(std::initializer_list<std::string_view> parts);

/// Lower-case hexadecimal.
std::string to_hex(std::string_view bytes);
/// Nothing unless an even number of hexadecimal digits.
std::optional<std::string> from_hex(std::string_view text);
/// RFC 4648 section 5, without padding.
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace linli::crypto
