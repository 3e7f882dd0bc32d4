#include "platform/outgoing/settings.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "handle.hpp"
#include "kernel/refusal.hpp"
#include "platform/yaml/strict.hpp"

namespace linli::outgoing {
namespace {

namespace fs = std::filesystem;

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

int own_port(const std::string& scheme) { return scheme == "https" ? 443 : 80; }

std::string text_of_file(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) throw Refused{"config_unreadable", {{"path", path.string()}}};
  return text.str();
}

/// The one secret: in the environment, or alone in a file that nobody else may read.
std::string password(const YAML::Node& mail, const fs::path& folder, yaml::Mistakes& mistakes) {
  if (mail["password_environment"]) {
    const char* value = std::getenv(mistakes.text(mail, "mail", "password_environment").c_str());
    if (!value) mistakes.add("mail.password_environment", "outgoing_no_such_variable");
    return value ? value : "";
  }
  if (!mail["password_file"]) return "";
  const fs::path path = folder / mistakes.text(mail, "mail", "password_file");
  struct stat s {};
  if (stat(path.c_str(), &s) != 0) {
    mistakes.add("mail.password_file", "no_such_file", {{"path", path.string()}});
    return "";
  }
  if (s.st_mode & 077) mistakes.add("mail.password_file", "outgoing_file_open", {{"path", path.string()}});
  std::string text = text_of_file(path);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

Mail read_mail(const YAML::Node& mail, const fs::path& folder, yaml::Mistakes& mistakes) {
  Mail read;
  if (!mistakes.only_keys(
          mail, "mail",
          {"host", "port", "security", "user", "password_file", "password_environment", "from", "folder", "link"}))
    return read;
  read.from = mistakes.text(mail, "mail", "from");
  static const std::regex address(R"([^\s@<>,;:"]+@[^\s@<>,;:"]+)");
  if (!read.from.empty() && !std::regex_match(read.from, address)) mistakes.add("mail.from", "mail_address_malformed");
  read.link = mistakes.text_or(mail, "link", "");
  if (mail["folder"]) {
    read.folder = (folder / mistakes.text(mail, "mail", "folder")).lexically_normal().string();
    if (mail["host"]) mistakes.add("mail.host", "outgoing_server_or_folder");
    return read;
  }
  read.host = mistakes.text(mail, "mail", "host");
  const std::string security = mistakes.text_or(mail, "security", "starttls");
  if (security == "tls")
    read.security = Mail::Security::tls;
  else if (security == "none")
    read.security = Mail::Security::none;
  else if (security != "starttls")
    mistakes.add("mail.security", "not_among", {{"allowed", "starttls, tls, none"}});
  const bool near = read.host == "127.0.0.1" || read.host == "::1" || read.host == "localhost";
  if (read.security == Mail::Security::none && !near) mistakes.add("mail.security", "outgoing_mail_in_clear");
  read.port = read.security == Mail::Security::tls ? 465 : read.security == Mail::Security::none ? 25 : 587;
  if (mail["port"]) read.port = static_cast<int>(mistakes.integer(mail, "mail", "port"));
  if (read.port < 1 || read.port > 65535)
    mistakes.add("mail.port", "out_of_range", {{"at_least", "1"}, {"at_most", "65535"}});
  read.user = mistakes.text_or(mail, "user", "");
  read.password = password(mail, folder, mistakes);
  return read;
}

}  // namespace

Origin origin_of(std::string_view url) {
  const Refused malformed{"outgoing_url_malformed"};
  const std::unique_ptr<CURLU, void (*)(CURLU*)> parsed(curl_url(), curl_url_cleanup);
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, std::string(url).c_str(), 0) != CURLUE_OK) throw malformed;
  const auto part = [&](CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    const bool there = curl_url_get(parsed.get(), which, &text, flags) == CURLUE_OK;
    std::string copy = there ? text : "";
    curl_free(text);
    return copy;
  };
  for (const CURLUPart forbidden : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_FRAGMENT})
    if (!part(forbidden).empty()) throw malformed;
  Origin origin{lower(part(CURLUPART_SCHEME)), lower(part(CURLUPART_HOST)), 0};
  if ((origin.scheme != "http" && origin.scheme != "https") || origin.host.empty()) throw malformed;
  origin.port = std::atoi(part(CURLUPART_PORT, CURLU_DEFAULT_PORT).c_str());
  return origin;
}

Origins::Origins(const std::vector<std::string>& written) {
  static const std::regex form(R"((https?)://(\*\.)?([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}|\*))?)");
  for (const std::string& one : written) {
    std::smatch found;
    if (!std::regex_match(one, found, form)) throw Refused{"origin_malformed", {{"value", one}}};
    const std::string port = found[4];
    allowed_.push_back({found[1], lower(found[3]), found[2].matched,
                        port.empty()  ? own_port(found[1])
                        : port == "*" ? 0
                                      : std::stoi(port)});
  }
}

bool Origins::allow(const Origin& origin) const {
  return std::ranges::any_of(allowed_, [&](const Allowed& a) {
    const bool host = a.below ? origin.host.ends_with("." + a.host) : origin.host == a.host;
    return host && a.scheme == origin.scheme && (a.port == 0 || a.port == origin.port);
  });
}

Settings Settings::read(const std::string& data_dir, bool demo) {
  const fs::path folder = fs::absolute(data_dir), path = folder / "outgoing.yaml";
  Settings settings;
  if (!fs::exists(path)) {
    if (!demo) return settings;
    settings.origins = Origins({"http://127.0.0.1:*"});
    settings.mail.folder = (folder / "mail").string();
    settings.mail.from = "linli@demo.invalid";
    return settings;
  }
  try {
    const YAML::Node root = yaml::load(text_of_file(path));
    yaml::Mistakes mistakes;
    if (!root.IsNull() && !mistakes.only_keys(root, "", {"origins", "mail"})) mistakes.done();
    std::vector<std::string> written;
    if (root["origins"] && !root["origins"].IsSequence()) mistakes.add("origins", "yaml_not_a_list");
    if (root["origins"] && root["origins"].IsSequence())
      for (const auto& one : root["origins"]) written.push_back(one.IsScalar() ? one.Scalar() : "");
    try {
      settings.origins = Origins(written);
    } catch (const Refused& refused) {
      mistakes.add("origins", refused.code, refused.values);
    }
    if (root["mail"]) settings.mail = read_mail(root["mail"], folder, mistakes);
    mistakes.done();
  } catch (Refused& refused) {
    if (refused.code == "config_unreadable") throw;
    refused.code = "config_invalid";
    refused.values["path"] = path.string();
    throw;
  }
  return settings;
}

}  // namespace linli::outgoing
