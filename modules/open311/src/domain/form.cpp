#include "domain/form.hpp"

#include <algorithm>

#include "kernel/refusal.hpp"
#include "kernel/text.hpp"

namespace linli::open311 {
namespace {

constexpr std::size_t kMostParts = 200;
constexpr std::size_t kLongestHead = 4096;    // of one part
constexpr std::size_t kLongestBoundary = 70;  // RFC 2046

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool same_without_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

Refused unreadable() { return Refused{"open311_form_unreadable"}; }

std::string with_plain_line_ends(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r')
      out += text[i];
    else if (i + 1 == text.size() || text[i + 1] != '\n')
      out += '\n';
  }
  return out;
}

void keep(Form& form, std::string name, std::string_view raw) {
  const std::string value = with_plain_line_ends(raw);
  if (!is_clean_utf8(name) || !is_clean_utf8(value)) throw unreadable();
  const std::string_view inside = trimmed(value);
  if (!inside.empty()) form.values.emplace(std::move(name), inside);
  if (form.values.size() + form.files.size() > kMostParts) throw Refused{"open311_form_too_many"};
}

std::string decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto hex = [](char c) {
    const char d = lower(c);
    return d >= '0' && d <= '9' ? d - '0' : d >= 'a' && d <= 'f' ? d - 'a' + 10 : -1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] == '%') {
      if (i + 2 >= text.size() || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0) throw unreadable();
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

Form read_pairs(std::string_view body) {
  Form form;
  while (!body.empty()) {
    const auto end = body.find('&');
    const std::string_view pair = body.substr(0, end);
    body = end == std::string_view::npos ? std::string_view() : body.substr(end + 1);
    const auto equals = pair.find('=');
    if (pair.empty()) continue;
    keep(form, decoded(pair.substr(0, equals)),
         equals == std::string_view::npos ? std::string() : decoded(pair.substr(equals + 1)));
  }
  return form;
}

/// `; name="value"` of a header; quoted or plain. Nothing when it is not there.
std::optional<std::string> parameter(std::string_view header, std::string_view wanted) {
  auto at = header.find(';');
  while (at != std::string_view::npos) {
    std::string_view rest = trimmed(header.substr(at + 1));
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view name = trimmed(rest.substr(0, equals));
    rest = trimmed(rest.substr(equals + 1));
    std::string value;
    std::size_t used = 0;
    if (!rest.empty() && rest.front() == '"') {
      for (used = 1; used < rest.size() && rest[used] != '"'; ++used) {
        if (rest[used] == '\\' && used + 1 < rest.size() && (rest[used + 1] == '"' || rest[used + 1] == '\\')) ++used;
        value += rest[used];
      }
      if (used == rest.size()) throw unreadable();
      ++used;
    } else {
      used = std::min(rest.find(';'), rest.size());
      value = trimmed(rest.substr(0, used));
    }
    if (same_without_case(name, wanted)) return value;
    const auto next = rest.find(';', used);
    at = next == std::string_view::npos ? next : static_cast<std::size_t>(rest.data() - header.data()) + next;
  }
  return std::nullopt;
}

/// The value of one header line of a part's head; empty when absent.
std::string_view header(std::string_view head, std::string_view wanted) {
  while (!head.empty()) {
    const auto end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    head = end == std::string_view::npos ? std::string_view() : head.substr(end + 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) throw unreadable();
    if (same_without_case(trimmed(line.substr(0, colon)), wanted)) return trimmed(line.substr(colon + 1));
  }
  return {};
}

void take_part(Form& form, std::string_view part) {
  const auto end = part.find("\r\n\r\n");
  if (end == std::string_view::npos || end > kLongestHead) throw unreadable();
  const std::string_view head = part.substr(0, end), bytes = part.substr(end + 4);
  const std::string_view disposition = header(head, "content-disposition");
  if (!same_without_case(trimmed(disposition.substr(0, disposition.find(';'))), "form-data")) throw unreadable();
  const std::optional<std::string> name = parameter(disposition, "name");
  if (!name || name->empty()) throw unreadable();
  if (!parameter(disposition, "filename")) return keep(form, *name, bytes);
  if (!is_clean_utf8(*name)) throw unreadable();
  if (!bytes.empty()) form.files.push_back({*name, bytes});  // a form without a chosen file sends an empty one
  if (form.values.size() + form.files.size() > kMostParts) throw Refused{"open311_form_too_many"};
}

Form read_parts(std::string_view body, const std::string& boundary) {
  if (boundary.empty() || boundary.size() > kLongestBoundary) throw unreadable();
  Form form;
  const std::string first = "--" + boundary, next = "\r\n--" + boundary;
  std::size_t at = body.starts_with(first) ? first.size() : body.find(next);
  if (at == std::string_view::npos) throw unreadable();
  if (at != first.size()) at += next.size();
  std::size_t parts = 0;
  while (true) {
    std::string_view rest = body.substr(at);
    if (rest.starts_with("--")) return form;  // what follows the last boundary means nothing
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) rest.remove_prefix(1);
    if (!rest.starts_with("\r\n")) throw unreadable();
    rest.remove_prefix(2);
    const auto end = rest.find(next);
    if (end == std::string_view::npos) throw unreadable();  // cut off
    if (++parts > kMostParts) throw Refused{"open311_form_too_many"};
    take_part(form, rest.substr(0, end));
    at = static_cast<std::size_t>(rest.data() - body.data()) + end + next.size();
  }
}

}  // namespace

std::optional<std::string> Form::value(std::string_view name) const {
  const auto found = values.find(std::string(name));
  return found == values.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> Form::all(std::string_view name) const {
  std::vector<std::string> found;
  const auto [from, to] = values.equal_range(std::string(name));
  for (auto at = from; at != to; ++at) found.push_back(at->second);
  return found;
}

Form read_form(std::string_view content_type, std::string_view body) {
  const std::string_view media = trimmed(content_type.substr(0, content_type.find(';')));
  if (same_without_case(media, "application/x-www-form-urlencoded")) return read_pairs(body);
  if (!same_without_case(media, "multipart/form-data")) throw Refused{"open311_form_type"};
  return read_parts(body, parameter(content_type, "boundary").value_or(""));
}

Form form_of(const std::multimap<std::string, std::string>& query) {
  Form form;
  for (const auto& [name, value] : query) keep(form, name, value);
  return form;
}

}  // namespace linli::open311
