#include "platform/http/outside.hpp"

#include <gtest/gtest.h>

#include "kernel/refusal.hpp"

namespace linli::http {
namespace {

TEST(Networks, HoldSingleAddressesAndWholeNetworksOfBothKinds) {
  const Networks trusted({"10.1.0.0/16", "192.0.2.7", "::1", "fd00::/9"});
  for (const char* inside : {"10.1.0.0", "10.1.255.255", "192.0.2.7", "::1", "fd7f::1", "::ffff:10.1.2.3"})
    EXPECT_TRUE(trusted.contains(inside)) << inside;
  for (const char* outside : {"10.2.0.0", "192.0.2.8", "::2", "fd80::1", "", "unknown", "10.1.0.0, 1.1.1.1"})
    EXPECT_FALSE(trusted.contains(outside)) << outside;
  EXPECT_FALSE(Networks().contains("127.0.0.1"));
  EXPECT_TRUE(Networks({"0.0.0.0/0"}).contains("8.8.8.8"));
  EXPECT_FALSE(Networks({"0.0.0.0/0"}).contains("::1"));
}

TEST(Networks, RefuseWhatIsNoNetwork) {
  for (const char* bad : {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "::/129", "1.2.3"})
    EXPECT_THROW(Networks({bad}), Refused) << bad;
}

TEST(Origins, AreSchemeHostAndPortAndNothingThatCouldOpenThePolicy) {
  for (const char* good : {"https://t0.tianditu.gov.cn", "https://*.tianditu.gov.cn", "http://10.1.2.3:8080"})
    EXPECT_NO_THROW(check_origin(good)) << good;
  for (const char* bad : {"t0.tianditu.gov.cn", "https://", "https://a.cn/path", "https://a.cn; script-src *",
                          "https://a.cn *", "https://a.cn:0", "https://a.cn:", "https://*", "'unsafe-inline'", "*"})
    EXPECT_THROW(check_origin(bad), Refused) << bad;
}

TEST(Addresses, MappedOnesAreWrittenPlain) {
  EXPECT_EQ(plain_address("::ffff:10.0.0.1"), "10.0.0.1");
  EXPECT_EQ(plain_address("::1"), "::1");
}

}  // namespace
}  // namespace linli::http
