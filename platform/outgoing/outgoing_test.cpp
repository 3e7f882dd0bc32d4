#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "kernel/refusal.hpp"
#include "platform/outgoing/settings.hpp"
#include "platform/testing/database.hpp"

namespace linli::outgoing {
namespace {

/// The settings of a folder with this outgoing.yaml, or "field code" of what is refused.
class Outgoing : public testing::Test {
 protected:
  Settings read(const std::string& yaml, bool demo = false) {
    std::ofstream(folder_.path() + "/outgoing.yaml") << yaml;
    return Settings::read(folder_.path(), demo);
  }
  std::string refused(const std::string& yaml) {
    try {
      read(yaml);
    } catch (const Refused& refused) {
      return refused.fields.empty() ? refused.code : refused.fields[0].field + " " + refused.fields[0].code;
    }
    return "";
  }
  bool allows(const std::string& written, const std::string& url) { return Origins({written}).allow(origin_of(url)); }

  TestFolder folder_;
};

TEST_F(Outgoing, NothingIsAllowedUnlessWritten) {
  EXPECT_TRUE(Settings::read(folder_.path(), false).origins.empty());
  EXPECT_FALSE(Settings::read(folder_.path(), false).mail.configured());
  EXPECT_TRUE(Settings::read(folder_.path(), true).origins.allow(origin_of("http://127.0.0.1:9/")));
  EXPECT_FALSE(read("origins: []\n", true).origins.allow(origin_of("http://127.0.0.1:9/")))
      << "a demo with a file of its own keeps to it";
}

TEST_F(Outgoing, AnOriginAllowsItsSchemeHostAndPort) {
  EXPECT_TRUE(allows("https://a.example", "https://A.example/x?y=1"));
  EXPECT_TRUE(allows("https://a.example", "https://a.example:443/"));
  EXPECT_FALSE(allows("https://a.example", "http://a.example/"));
  EXPECT_FALSE(allows("https://a.example", "https://a.example:8443/"));
  EXPECT_FALSE(allows("https://a.example", "https://a.example.evil.example/"));
  EXPECT_TRUE(allows("https://*.a.example", "https://b.a.example/"));
  EXPECT_FALSE(allows("https://*.a.example", "https://a.example/"));
  EXPECT_FALSE(allows("https://*.a.example", "https://eviLa.example/"));
  EXPECT_TRUE(allows("http://127.0.0.1:*", "http://127.0.0.1:41235/"));
  EXPECT_FALSE(allows("http://127.0.0.1:*", "http://localhost:41235/"));
  EXPECT_TRUE(allows("http://127.0.0.1:*", "http://2130706433:80/")) << "the same address in another spelling";
}

TEST_F(Outgoing, TheFileIsReadStrictly) {
  EXPECT_EQ(refused("origin: [https://a.example]\n"), "origin yaml_unknown_key");
  EXPECT_EQ(refused("origins: https://a.example\n"), "origins yaml_not_a_list");
  EXPECT_EQ(refused("origins: [a.example]\n"), "origins origin_malformed");
  EXPECT_EQ(refused("origins: [\"https://a.example/path\"]\n"), "origins origin_malformed");
  const std::string mail = "mail: {host: smtp.a.example, from: linli@a.example";
  EXPECT_EQ(refused(mail + "}\n"), "");
  EXPECT_EQ(refused(mail + ", security: none}\n"), "mail.security outgoing_mail_in_clear");
  EXPECT_EQ(refused(mail + ", security: ssl}\n"), "mail.security not_among");
  EXPECT_EQ(refused(mail + ", port: 70000}\n"), "mail.port out_of_range");
  EXPECT_EQ(refused(mail + ", password: x}\n"), "mail.password yaml_unknown_key") << "no secret in the file itself";
  EXPECT_EQ(refused(mail + ", folder: mail}\n"), "mail.host outgoing_server_or_folder");
  EXPECT_EQ(refused("mail: {host: smtp.a.example, from: nobody}\n"), "mail.from mail_address_malformed");
}

TEST_F(Outgoing, APasswordComesFromAFileOnlyItsOwnerReads) {
  const std::string path = folder_.path() + "/secret";
  std::ofstream(path) << "hush\n";
  const std::string mail = "mail: {host: smtp.a.example, from: linli@a.example, user: linli, password_file: secret}\n";
  chmod(path.c_str(), 0644);
  EXPECT_EQ(refused(mail), "mail.password_file outgoing_file_open");
  chmod(path.c_str(), 0600);
  EXPECT_EQ(read(mail).mail.password, "hush");
}

}  // namespace
}  // namespace linli::outgoing
