#include "platform/crypto/crypto.hpp"

#include <gtest/gtest.h>

namespace linli::crypto {
namespace {

TEST(Crypto, Sm3GivesTheStandardsOwnExamples) {
  EXPECT_EQ(to_hex(sm3("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string long_text;
  for (int i = 0; i < 16; ++i) long_text += "abcd";
  EXPECT_EQ(to_hex(sm3(long_text)), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST(Crypto, Sm3OfPiecesIsSm3OfTheWholeAndStartsAnew) {
  Sm3 digest;
  EXPECT_EQ(digest.add("a").add("").add("bc").finish(), sm3("abc"));
  EXPECT_EQ(digest.add("abc").finish(), sm3("abc"));
}

TEST(Crypto, MeasuredPiecesDoNotRunIntoOneAnother) {
  EXPECT_NE(Sm3().add_measured("ab").add_measured("c").finish(), Sm3().add_measured("a").add_measured("bc").finish());
}

TEST(Crypto, Sm4EncryptsTheStandardsExampleBlock) {
  // GB/T 32907 A.1: counter mode encrypts the counter, so zeros show the block cipher itself.
  auto key = *from_hex("0123456789abcdeffedcba9876543210");
  EXPECT_EQ(to_hex(sm4_ctr(key, key, std::string(16, '\0'))), "681edf34d206965e86b3e94f536e4246");
}

TEST(Crypto, HmacSm3FollowsItsDefinition) {
  std::string key = "a key", message = "a message", inner_pad(64, 0x36), outer_pad(64, 0x5c);
  for (std::size_t i = 0; i < key.size(); ++i) {
    inner_pad[i] = static_cast<char>(inner_pad[i] ^ key[i]);
    outer_pad[i] = static_cast<char>(outer_pad[i] ^ key[i]);
  }
  EXPECT_EQ(hmac_sm3(key, message), sm3(outer_pad + sm3(inner_pad + message)));
}

class Sealing : public ::testing::Test {
 protected:
  SealingKey key{Secret(std::string(32, 'k'))};
  std::string sealed = key.seal("record 7, phone", "13912340375");
};

TEST_F(Sealing, OpensWithItsKeyAndContext) {
  EXPECT_EQ(key.open("record 7, phone", sealed), "13912340375");
  EXPECT_EQ(sealed.size(), std::string("13912340375").size() + SealingKey::kOverhead);
  EXPECT_EQ(key.open("x", key.seal("x", "")), "");
}

TEST_F(Sealing, IsDifferentEveryTime) { EXPECT_NE(sealed, key.seal("record 7, phone", "13912340375")); }

TEST_F(Sealing, RefusesAnotherContextAnotherKeyAndEveryChangedBit) {
  EXPECT_FALSE(key.open("record 8, phone", sealed));
  EXPECT_FALSE(SealingKey(Secret(std::string(32, 'j'))).open("record 7, phone", sealed));
  for (std::size_t bit = 0; bit < 8 * sealed.size(); ++bit) {
    std::string changed = sealed;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(key.open("record 7, phone", changed)) << bit;
  }
  for (std::size_t n = 0; n < sealed.size(); ++n) EXPECT_FALSE(key.open("record 7, phone", sealed.substr(0, n)));
}

TEST(Crypto, EqualComparesContentAndLength) {
  EXPECT_TRUE(equal("", ""));
  EXPECT_TRUE(equal("abc", "abc"));
  EXPECT_FALSE(equal("abc", "abd"));
  EXPECT_FALSE(equal("abc", "ab"));
}

TEST(Crypto, TextFormsComeBackAndRefuseWhatTheyNeverWrite) {
  for (std::size_t n = 0; n < 40; ++n) {
    auto bytes = random_bytes(n);
    EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
  }
  EXPECT_EQ(to_base64url("\xfb\xff"), "-_8");
  for (const char* bad : {"a", "aaaaa", "+/8=", "-_9"}) EXPECT_FALSE(from_base64url(bad)) << bad;
  for (const char* bad : {"a", "0g"}) EXPECT_FALSE(from_hex(bad)) << bad;
}

}  // namespace
}  // namespace linli::crypto
