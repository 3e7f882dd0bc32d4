#include "platform/outgoing/mail.hpp"

#include <fmt/chrono.h>
#include <openssl/evp.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <regex>

#include "handle.hpp"

namespace linli::outgoing {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWordBytes = 45;  // of an encoded word: its base64 stays below 75 characters
constexpr std::size_t kLineBytes = 57;  // of the body: lines of 76 characters
constexpr long kConnectSeconds = 5, kWholeSeconds = 20;

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  out.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                                      reinterpret_cast<const unsigned char*>(bytes.data()),
                                                      static_cast<int>(bytes.size()))));
  return out;
}

/// RFC 2047 words, none of which cuts a character in two.
std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t size = std::min(kWordBytes, text.size());
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return out;
}

struct Reading {
  std::string text;
  std::size_t at = 0;
};

std::size_t read_on(char* into, std::size_t size, std::size_t count, void* from) {
  Reading& reading = *static_cast<Reading*>(from);
  const std::size_t n = std::min(size * count, reading.text.size() - reading.at);
  std::memcpy(into, reading.text.data() + reading.at, n);
  reading.at += n;
  return n;
}

std::string write_file(const Mail& how, const Letter& letter) {
  fs::create_directories(how.folder);
  const fs::path path = fs::path(how.folder) / (letter.id + ".eml"), part = path.string() + ".part";
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out << written(how, letter);
    if (!out.flush()) return "broken_off";
  }
  fs::rename(part, path);
  return "";
}

std::string send(const Mail& how, const Letter& letter) {
  const Handle handle = open_handle();
  CURL* curl = handle.get();
  const std::string url =
      (how.security == Mail::Security::tls ? "smtps://" : "smtp://") + how.host + ":" + std::to_string(how.port);
  List to;
  append(to, "<" + letter.to + ">");
  Reading reading{written(how, letter)};
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  if (how.security == Mail::Security::starttls)
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  if (!how.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, how.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, how.password.c_str());
  }
  const std::string from = "<" + how.from + ">";
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_on);
  curl_easy_setopt(curl, CURLOPT_READDATA, &reading);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, kWholeSeconds);
  const CURLcode code = curl_easy_perform(curl);
  return code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR ? "mail_refused" : failure_of(code);
}

}  // namespace

bool is_address(const std::string& text) {
  static const std::regex form(R"([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)");
  return text.size() <= 254 && std::regex_match(text, form);
}

std::string written(const Mail& how, const Letter& letter) {
  const std::string domain = how.from.substr(how.from.find('@') + 1);
  std::string out =
      "Date: " + fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000", std::chrono::floor<std::chrono::seconds>(letter.at)) +
      "\r\nFrom: <" + how.from + ">\r\nTo: <" + letter.to + ">\r\nMessage-ID: <" + letter.id + "@" + domain +
      ">\r\nSubject: " + encoded_words(letter.subject) +
      "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  for (std::size_t at = 0; at < letter.text.size(); at += kLineBytes)
    out += base64(std::string_view(letter.text).substr(at, kLineBytes)) + "\r\n";
  return out;
}

std::string deliver(const Mail& how, const Letter& letter) {
  if (!how.configured()) return "mail_not_configured";
  return how.folder.empty() ? send(how, letter) : write_file(how, letter);
}

}  // namespace linli::outgoing
