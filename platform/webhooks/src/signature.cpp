#include "platform/webhooks/signature.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

#include "kernel/random.hpp"

namespace linli::webhooks {
namespace {

constexpr std::string_view kPrefix = "whsec_";
constexpr std::size_t kSecretBytes = 32;

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::string bytes_of(std::string_view secret) {
  const std::invalid_argument none("no webhook secret");
  if (!secret.starts_with(kPrefix)) throw none;
  secret.remove_prefix(kPrefix.size());
  std::string bytes(secret.size(), '\0');
  const int size =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(secret.data()), static_cast<int>(secret.size()));
  if (size < static_cast<int>(kSecretBytes)) throw none;
  bytes.resize(kSecretBytes);  // EVP counts the padding's zeros too
  return bytes;
}

}  // namespace

std::string new_secret() {
  std::string bytes(kSecretBytes, '\0');
  fill_random(std::as_writable_bytes(std::span(bytes)));
  return std::string(kPrefix) + base64(bytes);
}

std::string timestamp(Instant at) {
  return std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

std::string signature(std::string_view secret, std::string_view id, Instant at, std::string_view body) {
  const std::string key = bytes_of(secret);
  const std::string message = std::string(id) + "." + timestamp(at) + "." + std::string(body);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
            reinterpret_cast<const unsigned char*>(message.data()), message.size(), mac.data(), &size))
    throw std::runtime_error("HMAC-SHA256 failed");
  return "v1," + base64({reinterpret_cast<const char*>(mac.data()), size});
}

}  // namespace linli::webhooks
