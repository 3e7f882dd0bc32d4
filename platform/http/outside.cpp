#include "platform/http/outside.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "kernel/refusal.hpp"

namespace linli::http {
namespace {

using Bytes = std::array<std::uint8_t, 16>;
constexpr int kMappedBits = 96;  ///< of ::ffff:0:0/96, where IPv4 lies in IPv6

std::optional<Bytes> bytes_of(const std::string& address) {
  Bytes bytes{};
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) return bytes;
  bytes[10] = bytes[11] = 0xff;
  if (inet_pton(AF_INET, address.c_str(), bytes.data() + 12) == 1) return bytes;
  return std::nullopt;
}

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size() && value >= 0 ? std::optional(value)
                                                                                    : std::nullopt;
}

bool same_network(const Bytes& a, const Bytes& b, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (!std::equal(a.begin(), a.begin() + bits / 8, b.begin())) return false;
  return bits % 8 == 0 || (a[whole] ^ b[whole]) >> (8 - bits % 8) == 0;
}

}  // namespace

Networks::Networks(const std::vector<std::string>& written) {
  for (const std::string& text : written) {
    const auto slash = text.find('/');
    const std::string address = text.substr(0, slash);
    const auto bytes = bytes_of(address);
    const bool is_v4 = address.find(':') == std::string::npos;
    const auto bits = slash == std::string::npos ? std::optional(is_v4 ? 32 : 128) : number(text.substr(slash + 1));
    if (!bytes || !bits || *bits > (is_v4 ? 32 : 128)) throw Refused{"network_malformed", {{"value", text}}};
    networks_.push_back({*bytes, *bits + (is_v4 ? kMappedBits : 0)});
  }
}

bool Networks::contains(std::string_view address) const {
  const auto bytes = bytes_of(std::string(address));
  return bytes && std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
           return same_network(*bytes, network.address, network.bits);
         });
}

std::string plain_address(std::string address) {
  constexpr std::string_view kMapped = "::ffff:";
  if (address.starts_with(kMapped) && address.find('.') != std::string::npos) address.erase(0, kMapped.size());
  return address;
}

void check_origin(const std::string& origin) {
  const auto fail = [&] { throw Refused{"origin_malformed", {{"value", origin}}}; };
  std::string_view rest = origin;
  if (rest.starts_with("https://"))
    rest.remove_prefix(8);
  else if (rest.starts_with("http://"))
    rest.remove_prefix(7);
  else
    fail();
  const auto colon = rest.find(':');
  if (colon != std::string_view::npos) {
    const auto port = number(rest.substr(colon + 1));
    if (!port || *port < 1 || *port > 65535) fail();
    rest = rest.substr(0, colon);
  }
  if (rest.starts_with("*.")) rest.remove_prefix(2);
  // Nothing else gets into the content security policy: a space or semicolon would open it.
  const bool host = !rest.empty() && rest.size() <= 253 && rest.front() != '.' && rest.front() != '-' &&
                    std::all_of(rest.begin(), rest.end(), [](unsigned char c) {
                      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
                    });
  if (!host) fail();
}

}  // namespace linli::http
