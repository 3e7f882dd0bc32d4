#include "platform/crypto/crypto.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <span>
#include <stdexcept>
#include <utility>

#include "kernel/random.hpp"

namespace linli::crypto {
namespace {

constexpr std::size_t kDigestBytes = 32, kBlockBytes = 16, kTagBytes = 16;

[[noreturn]] void fail(const char* what) { throw std::runtime_error(std::string("OpenSSL: ") + what); }

template <class T>
T* needed(T* object, const char* what) {
  if (!object) fail(what);
  return object;
}

// Fetched once: looking an algorithm up costs more than running it on a short text.
const EVP_MD* sm3_algorithm() {
  static EVP_MD* algorithm = needed(EVP_MD_fetch(nullptr, "SM3", nullptr), "no SM3");
  return algorithm;
}
EVP_MAC* hmac_algorithm() {
  static EVP_MAC* algorithm = needed(EVP_MAC_fetch(nullptr, "HMAC", nullptr), "no HMAC");
  return algorithm;
}
const EVP_CIPHER* sm4_algorithm() {
  static EVP_CIPHER* algorithm = needed(EVP_CIPHER_fetch(nullptr, "SM4-CTR", nullptr), "no SM4-CTR");
  return algorithm;
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string length_prefix(std::size_t n) {
  std::string prefix(8, '\0');
  for (int i = 7; i >= 0; --i, n >>= 8) prefix[static_cast<std::size_t>(i)] = static_cast<char>(n & 0xff);
  return prefix;
}

EVP_MD_CTX* digest_context(void* context) { return static_cast<EVP_MD_CTX*>(context); }

}  // namespace

Secret& Secret::operator=(const Secret& other) {
  if (this != &other) {
    wipe(bytes_);
    bytes_ = other.bytes_;
  }
  return *this;
}
Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe(bytes_);
    bytes_ = std::move(other.bytes_);
  }
  return *this;
}
Secret::~Secret() { wipe(bytes_); }
Secret Secret::random(std::size_t n) { return Secret(random_bytes(n)); }

void wipe(std::string& bytes) {
  OPENSSL_cleanse(bytes.data(), bytes.size());
  bytes.clear();
}

std::string random_bytes(std::size_t n) {
  std::string bytes(n, '\0');
  fill_random(std::as_writable_bytes(std::span(bytes)));
  return bytes;
}

bool equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string sm3(std::string_view bytes) { return Sm3().add(bytes).finish(); }

Sm3::Sm3() : context_(needed(EVP_MD_CTX_new(), "digest context")) {
  if (EVP_DigestInit_ex2(digest_context(context_), sm3_algorithm(), nullptr) != 1) fail("SM3 start");
}
Sm3::~Sm3() { EVP_MD_CTX_free(digest_context(context_)); }
Sm3::Sm3(Sm3&& other) noexcept : context_(std::exchange(other.context_, nullptr)) {}
Sm3& Sm3::operator=(Sm3&& other) noexcept {
  std::swap(context_, other.context_);
  return *this;
}
Sm3& Sm3::add(std::string_view bytes) {
  if (EVP_DigestUpdate(digest_context(context_), bytes.data(), bytes.size()) != 1) fail("SM3");
  return *this;
}
Sm3& Sm3::add_measured(std::string_view bytes) { return add(length_prefix(bytes.size())).add(bytes); }
std::string Sm3::finish() {
  std::string digest(kDigestBytes, '\0');
  if (EVP_DigestFinal_ex(digest_context(context_), bytes_of(digest), nullptr) != 1) fail("SM3 end");
  if (EVP_DigestInit_ex2(digest_context(context_), sm3_algorithm(), nullptr) != 1) fail("SM3 start");
  return digest;
}

MacKey::MacKey(std::string_view key) {
  EVP_MAC_CTX* context = needed(EVP_MAC_CTX_new(hmac_algorithm()), "HMAC context");
  context_ = std::shared_ptr<void>(context, [](void* c) { EVP_MAC_CTX_free(static_cast<EVP_MAC_CTX*>(c)); });
  char digest[] = "SM3";
  OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                         OSSL_PARAM_construct_end()};
  if (EVP_MAC_init(context, bytes_of(key), key.size(), params) != 1) fail("HMAC key");
}

std::string MacKey::sign(std::string_view message) const {
  if (!context_) throw std::logic_error("a MacKey without key");
  std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> context(
      needed(EVP_MAC_CTX_dup(static_cast<const EVP_MAC_CTX*>(context_.get())), "HMAC copy"), &EVP_MAC_CTX_free);
  std::string mac(kDigestBytes, '\0');
  std::size_t written = 0;
  if (EVP_MAC_update(context.get(), bytes_of(message), message.size()) != 1 ||
      EVP_MAC_final(context.get(), bytes_of(mac), &written, mac.size()) != 1 || written != mac.size())
    fail("HMAC");
  return mac;
}

std::string hmac_sm3(std::string_view key, std::string_view message) { return MacKey(key).sign(message); }

Secret derive(std::string_view key, std::string_view label) { return Secret(hmac_sm3(key, label)); }

std::string sm4_ctr(std::string_view key, std::string_view counter, std::string_view bytes) {
  if (key.size() != kBlockBytes || counter.size() != kBlockBytes) throw std::logic_error("SM4 key or counter length");
  std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(
      needed(EVP_CIPHER_CTX_new(), "cipher context"), &EVP_CIPHER_CTX_free);
  std::string out(bytes.size(), '\0');
  int written = 0;
  if (EVP_EncryptInit_ex2(context.get(), sm4_algorithm(), bytes_of(key), bytes_of(counter), nullptr) != 1 ||
      EVP_EncryptUpdate(context.get(), bytes_of(out), &written, bytes_of(bytes), static_cast<int>(bytes.size())) != 1)
    fail("SM4");
  return out;
}

SealingKey::SealingKey(const Secret& secret) {
  MacKey master(secret.view());
  cipher_key_ = Secret(master.sign("linli seal cipher 1").substr(0, kBlockBytes));
  Secret mac_key(master.sign("linli seal mac 1"));
  mac_key_ = MacKey(mac_key.view());
}

std::string SealingKey::tag(std::string_view context, std::string_view counter_and_ciphertext) const {
  std::string message = framed({context});
  message += counter_and_ciphertext;
  return mac_key_.sign(message).substr(0, kTagBytes);
}

std::string SealingKey::seal(std::string_view context, std::string_view clear) const {
  std::string sealed = random_bytes(kBlockBytes);
  sealed += sm4_ctr(cipher_key_.view(), std::string_view(sealed).substr(0, kBlockBytes), clear);
  return sealed += tag(context, sealed);
}

std::optional<std::string> SealingKey::open(std::string_view context, std::string_view sealed) const {
  if (sealed.size() < kOverhead) return std::nullopt;
  auto body = sealed.substr(0, sealed.size() - kTagBytes);
  if (!equal(tag(context, body), sealed.substr(body.size()))) return std::nullopt;
  return sm4_ctr(cipher_key_.view(), body.substr(0, kBlockBytes), body.substr(kBlockBytes));
}

std::string framed(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (std::string_view part : parts) {
    out += length_prefix(part.size());
    out += part;
  }
  return out;
}

std::string to_hex(std::string_view bytes) {
  static const char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (unsigned char c : bytes) {
    text += digits[c >> 4];
    text += digits[c & 15];
  }
  return text;
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2) return std::nullopt;
  auto value = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    int high = value(text[i]), low = value(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

namespace {
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
}

std::string to_base64url(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int held = 0;
  for (unsigned char c : bytes) {
    bits = bits << 8 | c;
    for (held += 8; held >= 6; held -= 6) text += kBase64[bits >> (held - 6) & 63];
  }
  if (held) text += kBase64[bits << (6 - held) & 63];
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  std::uint32_t bits = 0;
  int held = 0;
  for (char c : text) {
    auto value = kBase64.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes += static_cast<char>(bits >> held & 0xff);
    }
  }
  if (held && (bits & ((1u << held) - 1))) return std::nullopt;  // a text has one spelling
  return bytes;
}

}  // namespace linli::crypto
