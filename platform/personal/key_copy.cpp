#include <argon2.h>

#include <algorithm>

#include "journal.hpp"
#include "kernel/refusal.hpp"
#include "kernel/text.hpp"
#include "platform/disk/disk.hpp"
#include "platform/personal/erasure.hpp"
#include "platform/personal/instance_keys.hpp"

// The copy is text: a head that people and `linli keys import` read, an empty line, and lines of base64url:
//   linli key copy 1
//   made 2026-11-22T03:00:00Z
//   keys <id> <id> ...
//   argon2id 65536 3 1 <salt>
// The head is authenticated with the rest. Inside: the key files and the journal, each framed.
namespace linli::personal {
namespace {

constexpr std::size_t kLeastPassphrase = 12;
constexpr std::uint32_t kMemoryKib = 65536, kPasses = 3, kLanes = 1;
constexpr std::size_t kLineLength = 64;
constexpr std::string_view kFirstLine = "linli key copy 1";

std::string mark_path(const crypto::KeyRing& keys) { return keys.folder() + "/exported"; }

crypto::SealingKey stretched(std::string_view passphrase, std::string_view salt) {
  std::string hash(32, '\0');
  if (argon2id_hash_raw(kPasses, kMemoryKib, kLanes, passphrase.data(), passphrase.size(), salt.data(), salt.size(),
                        hash.data(), hash.size()) != ARGON2_OK)
    throw std::runtime_error("argon2id failed");
  return crypto::SealingKey(crypto::Secret(std::move(hash)));
}

std::string in_lines(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += kLineLength) out += std::string(text.substr(i, kLineLength)) + "\n";
  return out;
}

/// The space-separated words of a line.
std::vector<std::string> words(std::string_view line) {
  std::vector<std::string> out;
  while (!line.empty()) {
    auto end = std::min(line.find(' '), line.size());
    if (end > 0) out.emplace_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return out;
}

/// The parts that crypto::framed joined.
std::vector<std::string> unframed(std::string_view bytes) {
  std::vector<std::string> parts;
  while (bytes.size() >= 8) {
    std::uint64_t n = 0;
    for (std::size_t i = 0; i < 8; ++i) n = n << 8 | static_cast<unsigned char>(bytes[i]);
    bytes.remove_prefix(8);
    if (n > bytes.size()) break;
    parts.emplace_back(bytes.substr(0, n));
    bytes.remove_prefix(n);
  }
  return parts;
}

struct Copied {
  Instant made_at;
  std::vector<std::string> ids;
  std::string salt;
  std::string head, sealed;
};

Copied parse(std::string_view copy) {
  const Refused damaged{"key_copy_damaged"};
  Copied out;
  std::string text(copy);
  std::erase(text, '\r');
  auto gap = text.find("\n\n");
  if (gap == std::string::npos) throw damaged;
  out.head = text.substr(0, gap + 1);
  std::vector<std::vector<std::string>> lines;
  for (std::string_view rest = out.head; !rest.empty();) {
    auto end = rest.find('\n');
    lines.push_back(words(rest.substr(0, end)));
    rest.remove_prefix(end + 1);
  }
  std::string body = text.substr(gap + 2);
  std::erase(body, '\n');
  auto sealed = crypto::from_base64url(body);
  bool whole = out.head.starts_with(kFirstLine) && lines.size() == 4 && lines[1].size() == 2 && lines[2].size() > 1 &&
               lines[2][0] == "keys" && lines[3].size() == 5 && sealed;
  if (!whole) throw damaged;
  std::string costs = lines[3][0] + " " + lines[3][1] + " " + lines[3][2] + " " + lines[3][3];
  auto salt = crypto::from_base64url(lines[3][4]);
  if (costs != "argon2id 65536 3 1" || !salt) throw damaged;
  out.made_at = parse_instant(lines[1][1]);
  out.ids.assign(lines[2].begin() + 1, lines[2].end());
  out.salt = *salt;
  out.sealed = *sealed;
  return out;
}

}  // namespace

std::string export_keys(crypto::KeyRing& keys, std::string_view passphrase, Instant now) {
  if (character_count(passphrase) < kLeastPassphrase)
    throw Refused{"passphrase_too_short", {{"least", std::to_string(kLeastPassphrase)}}};
  auto salt = crypto::random_bytes(16);
  std::string head = std::string(kFirstLine) + "\nmade " + to_text(now) + "\nkeys";
  std::string content = crypto::framed({disk::read(journal_path(keys)).value_or("")});
  std::string mark = to_text(now) + "\n";
  for (const auto& key : keys.all()) {
    head += " " + key->id;
    mark += key->id + "\n";
    auto text = crypto::text_of(*key);
    content += crypto::framed({text});
    crypto::wipe(text);
  }
  head += "\nargon2id 65536 3 1 " + crypto::to_base64url(salt) + "\n";
  auto sealed = stretched(passphrase, salt).seal(head, content);
  crypto::wipe(content);
  disk::write(mark_path(keys), mark, 0600);
  return head + "\n" + in_lines(crypto::to_base64url(sealed));
}

void import_keys(crypto::KeyRing& keys, std::string_view copy, std::string_view passphrase) {
  auto copied = parse(copy);
  auto content = stretched(passphrase, copied.salt).open(copied.head, copied.sealed);
  if (!content) throw Refused{"passphrase_wrong"};
  auto parts = unframed(*content);
  crypto::wipe(*content);
  for (const auto& key : keys.all())
    if (std::ranges::find(copied.ids, key->id) == copied.ids.end())
      throw Refused{"other_keys_present", {{"path", keys.folder()}}};
  for (std::size_t i = 1; i < parts.size(); ++i) {
    keys.restore(crypto::parse_key(parts[i]));
    crypto::wipe(parts[i]);
  }
  merge_journal(journal_path(keys), parts.at(0));
}

std::optional<Instant> keys_exported_at(const crypto::KeyRing& keys) {
  auto mark = disk::read(mark_path(keys));
  if (!mark || mark->find('\n') == std::string::npos) return std::nullopt;
  return parse_instant(std::string_view(*mark).substr(0, mark->find('\n')));
}

std::vector<KeyStatus> key_status(const crypto::KeyRing& keys) {
  auto mark = disk::read(mark_path(keys)).value_or("");
  std::vector<KeyStatus> out;
  for (const auto& key : keys.all())
    out.push_back({key->id, std::string(name_of(key->use)), key->number, key->created_at,
                   keys.current(key->use)->id == key->id, mark.find("\n" + key->id + "\n") != std::string::npos});
  return out;
}

}  // namespace linli::personal
