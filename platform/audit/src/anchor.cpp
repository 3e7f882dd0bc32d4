#include "anchor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>

#include "form.hpp"
#include "platform/disk/disk.hpp"

namespace linli::audit {
namespace {

std::string mac_of(const crypto::Key& key, std::string_view note) {
  return crypto::to_hex(noting_key(key.secret).sign(note)).substr(0, 32);
}

std::string_view take_word(std::string_view& line) {
  auto end = std::min(line.find(' '), line.size());
  auto word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

bool read_number(std::string_view word, std::int64_t& number) {
  auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return error == std::errc{} && end == word.data() + word.size();
}

/// What a note's MAC covers.
std::string note_text(std::string_view kind, std::int64_t number, std::string_view at, std::string_view reason) {
  return fmt::format("{} {} {} {}", kind, number, at, reason);
}

AnchorLine parse_seal(std::int64_t number, std::string_view rest) {
  take_word(rest);  // until xid and instant are for people: the seal itself covers them
  take_word(rest);
  auto seal = crypto::from_hex(rest);
  if (!seal || seal->size() != 32) return {};
  return {.kind = AnchorLine::Kind::seal, .number = number, .seal = *seal, .reason = ""};
}

/// `keys` empty: a note is taken as it is.
AnchorLine parse(std::string_view line, const crypto::KeyRing* keys) {
  auto kind = take_word(line);
  std::int64_t number = 0;
  if (!read_number(take_word(line), number)) return {};
  if (kind == "seal") return parse_seal(number, line);
  if (kind != "break" && kind != "accept") return {};
  auto at = take_word(line), key_id = take_word(line), mac = take_word(line);
  if (keys) {
    auto key = keys->find(key_id);
    if (!key || !crypto::equal(mac_of(*key, note_text(kind, number, at, line)), mac)) return {};
  }
  return {.kind = kind == "break" ? AnchorLine::Kind::broken : AnchorLine::Kind::accepted,
          .number = number,
          .seal = "",
          .reason = std::string(line)};
}

bool leads_on(const AnchorLine& line) {
  return line.kind == AnchorLine::Kind::seal || line.kind == AnchorLine::Kind::broken;
}

}  // namespace

bool Anchor::exists() const { return disk::exists(path_); }

std::int64_t Anchor::bytes() const {
  std::error_code error;
  auto size = std::filesystem::file_size(path_, error);
  return error ? 0 : static_cast<std::int64_t>(size);
}

std::optional<AnchorLine> Anchor::last() const {
  std::ifstream file(path_, std::ios::binary);
  const auto size = bytes();
  for (std::int64_t portion = 4096;; portion *= 16) {  // more only behind long accept lines
    const auto from = std::max<std::int64_t>(0, size - portion);
    std::string tail(static_cast<std::size_t>(size - from), '\0');
    file.clear();
    file.seekg(from);
    file.read(tail.data(), static_cast<std::streamsize>(tail.size()));
    std::string_view rest(tail);
    if (from > 0) rest.remove_prefix(std::min(rest.find('\n'), rest.size()));  // its line began before
    std::optional<AnchorLine> found;
    for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
      if (auto line = parse(rest.substr(0, end), nullptr); leads_on(line)) found = line;
      rest.remove_prefix(end + 1);
    }
    if (found || from == 0) return found;
  }
}

void Anchor::append(std::string text) {
  if (auto size = bytes(); size > 0) {  // a line torn by a crash is closed off and counts for nothing
    std::ifstream file(path_, std::ios::binary);
    file.seekg(size - 1);
    if (file.get() != '\n') text = "\n" + text;
  }
  disk::append(path_, text, 0640);
}

void Anchor::append_seals(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line;
  if (!text.empty()) append(std::move(text));
}

void Anchor::append_break(std::int64_t number, Instant at, const crypto::Key& key) {
  auto mac = mac_of(key, note_text("break", number, to_text(at), ""));
  append(fmt::format("break {} {} {} {}\n", number, to_text(at), key.id, mac));
}

void Anchor::append_accept(std::int64_t number, Instant at, const crypto::Key& key, std::string_view reason) {
  auto mac = mac_of(key, note_text("accept", number, to_text(at), reason));
  append(fmt::format("accept {} {} {} {} {}\n", number, to_text(at), key.id, mac, reason));
}

void Anchor::while_locked(const std::function<void()>& work) const {
  disk::make_folder(std::filesystem::path(path_).parent_path().string(), 0750);
  disk::while_locked(path_ + ".lock", work);
}

void Anchor::each(std::int64_t bytes, const crypto::KeyRing& keys,
                  const std::function<void(const AnchorLine&)>& visit) const {
  std::ifstream file(path_, std::ios::binary);
  std::string line;
  while (std::getline(file, line) && !file.eof()) {  // a last line without its end was torn
    bytes -= static_cast<std::int64_t>(line.size()) + 1;
    if (bytes < 0) return;  // written after the caller began
    if (!line.empty()) visit(parse(line, &keys));
  }
}

std::string Anchor::seal_line(std::int64_t number, std::int64_t until_xid, Instant at, std::string_view seal) {
  return fmt::format("seal {} {} {} {}\n", number, until_xid, to_text(at), crypto::to_hex(seal));
}

}  // namespace linli::audit
