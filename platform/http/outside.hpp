#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What of the world outside is let in by configuration: proxies whose word is taken, origins pages may load from.
namespace linli::http {

/// Addresses and networks as written in configuration: "10.0.0.7", "10.0.0.0/8", "::1", "fd00::/8". An IPv4 address
/// that comes mapped into IPv6 is the same address.
class Networks {
 public:
  Networks() = default;
  /// Throws Refused{"network_malformed"} {value}.
  explicit Networks(const std::vector<std::string>& written);
  /// False for what is no address.
  bool contains(std::string_view address) const;
  bool empty() const { return networks_.empty(); }

 private:
  struct Network {
    std::array<std::uint8_t, 16> address;
    int bits;
  };
  std::vector<Network> networks_;
};

/// "::ffff:10.0.0.7" as "10.0.0.7"; everything else as it is.
std::string plain_address(std::string address);

/// Throws Refused{"origin_malformed"} {value} unless `origin` is scheme, host and perhaps port, nothing more:
/// "https://t0.tianditu.gov.cn", "https://*.tianditu.gov.cn", "http://10.1.2.3:8080".
void check_origin(const std::string& origin);

}  // namespace linli::http
