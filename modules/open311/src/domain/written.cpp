#include "domain/written.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <stdexcept>

namespace linli::open311 {
namespace {

// What the items of a list are called.
std::string_view item_of(std::string_view list) {
  constexpr std::string_view kItems[][2] = {{"services", "service"},
                                            {"attributes", "attribute"},
                                            {"values", "value"},
                                            {"service_requests", "request"},
                                            {"service_requests_updates", "request_update"},
                                            {"endpoints", "endpoint"},
                                            {"formats", "format"},
                                            {"errors", "error"}};
  for (const auto& [name, item] : kItems)
    if (name == list) return item;
  throw std::logic_error("no items of " + std::string(list));
}

bool is_allowed(unsigned char c) { return c >= 0x20 || c == '\t' || c == '\n'; }

void append_text(std::string& out, std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\'')
      out += "&apos;";
    else if (!is_allowed(static_cast<unsigned char>(c)))
      out += kReplacement;
    else if (text.substr(i, 2) == "\xEF\xBF" && i + 2 < text.size() && static_cast<unsigned char>(text[i + 2]) >= 0xBE)
      out += kReplacement, i += 2;  // U+FFFE, U+FFFF
    else
      out += c;
  }
}

void append(std::string& out, std::string_view name, const json::value& tree) {
  if (tree.is_null()) {
    out.append("<").append(name).append("/>");
    return;
  }
  out.append("<").append(name).append(">");
  if (const auto* object = tree.if_object()) {
    for (const auto& [key, member] : *object) append(out, {key.data(), key.size()}, member);
  } else if (const auto* list = tree.if_array()) {
    for (const json::value& item : *list) append(out, item_of(name), item);
  } else if (const auto* text = tree.if_string()) {
    append_text(out, {text->data(), text->size()});
  } else if (tree.is_double()) {
    out += fmt::format("{}", tree.get_double());
  } else {
    out += json::serialize(tree);
  }
  out.append("</").append(name).append(">");
}

}  // namespace

Format format_of(std::string_view path) { return path.ends_with(".json") ? Format::json : Format::xml; }

const char* media_type(Format format) {
  return format == Format::json ? "application/json; charset=utf-8" : "text/xml; charset=utf-8";
}

std::string xml_of(std::string_view root, const json::value& tree) {
  std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
  append(out, root, tree);
  out += '\n';
  return out;
}

std::string written(Format format, std::string_view root, const json::value& tree) {
  return format == Format::json ? json::serialize(tree) : xml_of(root, tree);
}

}  // namespace linli::open311
