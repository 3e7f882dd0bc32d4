#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace linli::outgoing {

/// A URL's scheme, host (lower case) and port, taken apart by the very parser that will call it.
struct Origin {
  std::string scheme, host;
  int port = 0;
  bool operator==(const Origin&) const = default;
};
/// Throws Refused{"outgoing_url_malformed"} for what is no http or https URL, or has a user, password or fragment in
/// it.
Origin origin_of(std::string_view url);

/// Where this instance may call: "https://zhcg.example.gov.cn", "http://10.1.2.3:8443", "https://*.example.gov.cn",
/// "http://127.0.0.1:*". Without a port the scheme's own; `*.` stands for any host below, `:*` for any port. Nothing
/// written = nowhere. An address is allowed by how it is written, so that a name does not open the address behind it.
class Origins {
 public:
  Origins() = default;
  /// Throws Refused{"origin_malformed"} {value}.
  explicit Origins(const std::vector<std::string>& written);
  bool allow(const Origin& origin) const;
  bool empty() const { return allowed_.empty(); }

 private:
  struct Allowed {
    std::string scheme, host;
    bool below = false;  ///< hosts that end in "." + host
    int port = 0;        ///< 0: any
  };
  std::vector<Allowed> allowed_;
};

/// How mail leaves: by an SMTP server, or into a folder as files (tests, demo); neither: no mail.
struct Mail {
  enum class Security { none, starttls, tls };
  std::string host;
  int port = 0;
  Security security = Security::starttls;
  std::string user, password;
  std::string from;    ///< address in the From line
  std::string folder;  ///< instead of a server: one .eml file a mail
  std::string link;    ///< address of the console, for links in mails
  bool configured() const { return !host.empty() || !folder.empty(); }
};

/// What an instance may call outside: DIR/outgoing.yaml, read strictly (docs/howto/connect-systems.md).
struct Settings {
  Origins origins;
  Mail mail;
  /// Without the file nothing goes out; a demo then may call 127.0.0.1 and writes its mail to DIR/mail. Throws
  /// Refused{"config_invalid"} {path} with a field for each mistake, {"config_unreadable"} {path}.
  static Settings read(const std::string& data_dir, bool demo);
};

}  // namespace linli::outgoing
