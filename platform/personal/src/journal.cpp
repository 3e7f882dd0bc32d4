#include "journal.hpp"

#include <algorithm>

#include "kernel/refusal.hpp"
#include "platform/disk/disk.hpp"

namespace linli::personal {
namespace {

// Stands before the newline that closes a torn line, so that the line is known as such.
constexpr std::string_view kTorn = "~torn";

std::string check_of(std::string_view text) { return crypto::to_hex(crypto::sm3(text)).substr(0, 16); }

std::string text_of(const JournalLine& line) {
  std::string text = line.act + " " + line.what + " " + to_text(line.at);
  return text + " " + check_of(text) + "\n";
}

JournalLine parse(std::string_view text) {
  auto check = text.rfind(' ');
  if (check == std::string_view::npos || check_of(text.substr(0, check)) != text.substr(check + 1))
    throw Refused{"erasure_journal_damaged"};
  text = text.substr(0, check);
  auto first = text.find(' '), second = text.find(' ', first + 1);
  return {std::string(text.substr(0, first)), std::string(text.substr(first + 1, second - first - 1)),
          parse_instant(text.substr(second + 1))};
}

/// `path` is for what goes wrong.
std::vector<JournalLine> parse_all(std::string_view rest, const std::string& path) {
  std::vector<JournalLine> lines;
  for (int number = 1;; ++number) {
    auto end = rest.find('\n');
    if (end == std::string_view::npos) return lines;  // torn by a crash: its erasure is not marked as journalled either
    auto line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    if (line.ends_with(kTorn)) continue;
    try {
      lines.push_back(parse(line));
    } catch (const Refused&) {
      throw Refused{"erasure_journal_damaged", {{"path", path}, {"line", std::to_string(number)}}};
    }
  }
}

}  // namespace

std::vector<JournalLine> read_journal(const std::string& path) {
  return parse_all(disk::read(path).value_or(""), path);
}

void merge_journal(const std::string& path, std::string_view other) {
  auto lines = parse_all(other, path);
  auto here = read_journal(path);
  std::erase_if(lines, [&](const JournalLine& line) { return std::ranges::find(here, line) != here.end(); });
  append_journal(path, lines);
}

void append_journal(const std::string& path, const std::vector<JournalLine>& lines) {
  if (lines.empty()) return;
  std::string text;
  for (const auto& line : lines) text += text_of(line);
  disk::while_locked(path + ".lock", [&] {
    auto before = disk::read(path).value_or("");
    if (!before.empty() && before.back() != '\n') text = std::string(kTorn) + "\n" + text;
    disk::append(path, text, 0600);
  });
}

}  // namespace linli::personal
