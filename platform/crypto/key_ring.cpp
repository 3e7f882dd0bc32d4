#include "platform/crypto/key_ring.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <tuple>

#include "kernel/refusal.hpp"
#include "platform/disk/disk.hpp"

namespace linli::crypto {
namespace {

namespace fs = std::filesystem;

constexpr KeyUse kUses[] = {KeyUse::wrap, KeyUse::index, KeyUse::seal};

std::string path_of(const std::string& folder, const Key& key) {
  return fmt::format("{}/{}-{:04}-{}.key", folder, name_of(key.use), key.number, key.id);
}

/// The rest of the next line, which must begin with `name` and a space.
std::string_view next(std::string_view& text, std::string_view name) {
  auto end = text.find('\n');
  if (end == std::string_view::npos || !text.starts_with(name) || text.substr(name.size(), 1) != " ")
    throw Refused{"key_file_damaged", {{"path", ""}}};
  auto value = text.substr(name.size() + 1, end - name.size() - 1);
  text.remove_prefix(end + 1);
  return value;
}

/// Nothing if the file was just removed.
std::optional<Key> read_key(const std::string& path) {
  try {
    auto text = disk::read(path);
    if (!text) return std::nullopt;
    Key key = parse_key(*text);
    wipe(*text);
    return key;
  } catch (const Refused&) {
    throw Refused{"key_file_damaged", {{"path", path}}};
  }
}

/// When the folder's entries last changed, ns; 0 if there is no folder. Throws if others may read it.
std::int64_t change_of(const std::string& folder) {
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) return 0;
  if (info.st_mode & 077) throw Refused{"key_folder_open", {{"path", folder}}};
  return static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
}

/// File times are coarse: a change right after a read could carry the same time, so a young one is not relied on.
bool is_settled(std::int64_t change) {
  auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count() - change > 1'000'000'000;
}

}  // namespace

std::string_view name_of(KeyUse use) {
  switch (use) {
    case KeyUse::wrap:
      return "wrap";
    case KeyUse::index:
      return "index";
    case KeyUse::seal:
      return "seal";
  }
  return "";
}

std::string text_of(const Key& key) {
  return fmt::format("linli key 1\nuse {}\nnumber {}\nid {}\ncreated {}\nsecret {}\n", name_of(key.use), key.number,
                     key.id, to_text(key.created_at), to_hex(key.secret.view()));
}

Key parse_key(std::string_view text) {
  Key key;
  if (next(text, "linli key") != "1") throw Refused{"key_file_damaged", {{"path", ""}}};
  auto use = next(text, "use");
  auto known = std::ranges::find(kUses, use, name_of);
  auto number = next(text, "number");
  key.id = next(text, "id");
  key.created_at = parse_instant(next(text, "created"));
  auto secret = from_hex(next(text, "secret"));
  auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), key.number);
  if (known == std::end(kUses) || error != std::errc{} || end != number.data() + number.size() || !secret ||
      secret->size() != 32 || key.id.size() != 16 || !from_hex(key.id))
    throw Refused{"key_file_damaged", {{"path", ""}}};
  key.use = *known;
  key.secret = Secret(std::move(*secret));
  return key;
}

KeyRing::KeyRing(std::string folder) : folder_(std::move(folder)) { reread(); }
KeyRing::~KeyRing() = default;

std::shared_ptr<const KeyRing::Keys> KeyRing::reread() const {
  std::lock_guard lock(mutex_);
  auto change = change_of(folder_);
  auto keys = std::make_shared<Keys>();
  if (change != 0)
    for (const auto& entry : fs::directory_iterator(folder_))
      if (entry.path().extension() == ".key")
        if (auto key = read_key(entry.path())) keys->push_back(std::make_shared<Key>(std::move(*key)));
  std::ranges::sort(*keys, {}, [](const auto& key) { return std::tie(key->use, key->number, key->id); });
  keys_ = keys;
  read_at_change_ = is_settled(change) ? change : -1;
  return keys;
}

std::shared_ptr<const KeyRing::Keys> KeyRing::snapshot() const {
  {
    std::lock_guard lock(mutex_);
    if (change_of(folder_) == read_at_change_) return keys_;
  }
  return reread();
}

void KeyRing::write(const Key& key) {
  disk::write(path_of(folder_, key), text_of(key), 0600);
  reread();
}

void KeyRing::create_missing(Instant now) {
  for (KeyUse use : kUses) {
    auto has_one = [&] { return std::ranges::any_of(*reread(), [&](const auto& key) { return key->use == use; }); };
    if (has_one()) continue;
    disk::make_folder(folder_, 0700);
    disk::while_locked(folder_ + "/lock", [&] {
      if (!has_one()) write({to_hex(random_bytes(8)), use, 1, now, Secret::random(32)});
    });
  }
}

std::shared_ptr<const Key> KeyRing::add(KeyUse use, Instant now) {
  disk::make_folder(folder_, 0700);
  std::string id = to_hex(random_bytes(8));
  disk::while_locked(folder_ + "/lock", [&] {
    int number = 0;
    const auto keys = reread();
    for (const auto& key : *keys)
      if (key->use == use) number = std::max(number, key->number);
    write({id, use, number + 1, now, Secret::random(32)});
  });
  return find(id);
}

void KeyRing::restore(const Key& key) {
  disk::make_folder(folder_, 0700);
  disk::while_locked(folder_ + "/lock", [&] {
    if (std::ranges::none_of(*reread(), [&](const auto& known) { return known->id == key.id; })) write(key);
  });
}

void KeyRing::destroy(std::string_view id) {
  disk::while_locked(folder_ + "/lock", [&] {
    const auto keys = reread();
    for (const auto& key : *keys) {
      if (key->id != id) continue;
      // Out of the readers' sight first, so that none meets a half-overwritten key.
      auto path = path_of(folder_, *key), dying = path + ".destroyed";
      fs::rename(path, dying);
      disk::shred(dying);
    }
  });
  reread();
}

std::shared_ptr<const Key> KeyRing::current(KeyUse use) const {
  std::shared_ptr<const Key> newest;
  const auto keys = snapshot();  // held: another thread may put newer ones in its place meanwhile
  for (const auto& key : *keys)
    if (key->use == use) newest = key;
  if (!newest) throw Refused{"keys_missing", {{"path", folder_}}};
  return newest;
}

std::shared_ptr<const Key> KeyRing::find(std::string_view id) const {
  for (auto keys : {snapshot(), std::shared_ptr<const Keys>()}) {
    if (!keys) keys = reread();
    auto found = std::ranges::find_if(*keys, [&](const auto& key) { return key->id == id; });
    if (found != keys->end()) return *found;
  }
  return nullptr;
}

std::vector<std::shared_ptr<const Key>> KeyRing::all() const { return *snapshot(); }

}  // namespace linli::crypto
