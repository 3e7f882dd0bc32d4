// linli keys export, import, list: the copy of the instance's keys that is kept elsewhere.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "kernel/refusal.hpp"
#include "platform/disk/disk.hpp"
#include "platform/personal/instance_keys.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/instance.hpp"
#include "server/commands/words.hpp"

namespace linli::server {
namespace {

constexpr const char* kVariable = "LINLI_KEY_PASSPHRASE";

/// From a file or the environment, never from an argument, which every user of the machine could read.
std::string passphrase_from(const std::string& file) {
  std::string text;
  if (!file.empty()) {
    text = existing_file(file);
  } else if (const char* value = std::getenv(kVariable)) {
    text = value;
  }
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  if (text.empty()) throw Refused{"passphrase_needed", {{"variable", kVariable}}};
  return text;
}

struct Options {
  std::string data_dir, file, passphrase_file;
};

int export_keys(const Options& o) {
  auto passphrase = passphrase_from(o.passphrase_file);
  crypto::KeyRing keys(existing_layout(o.data_dir).keys);
  if (keys.all().empty()) throw Refused{"keys_missing", {{"path", keys.folder()}}};
  // Whether the file can be written is known before the keys count as copied.
  int fd = open(o.file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno == EEXIST) throw Refused{"backup_target_exists", {{"path", o.file}}};
  if (fd < 0) throw Refused{"cannot_write", {{"path", o.file}, {"error", std::strerror(errno)}}};
  close(fd);
  try {
    disk::write(o.file, personal::export_keys(keys, passphrase, SystemClock().now()), 0600);
  } catch (...) {
    unlink(o.file.c_str());
    throw;
  }
  say("keys.exported", {{"path", o.file}, {"count", std::to_string(keys.all().size())}});
  return 0;
}

int import_keys(const Options& o) {
  auto copy = existing_file(o.file);
  auto passphrase = passphrase_from(o.passphrase_file);
  crypto::KeyRing keys(existing_layout(o.data_dir).keys);
  personal::import_keys(keys, copy, passphrase);
  say("keys.imported", {{"count", std::to_string(keys.all().size())}, {"dir", o.data_dir}});
  return 0;
}

int list_keys(const Options& o) {
  crypto::KeyRing keys(existing_layout(o.data_dir).keys);
  for (const auto& key : personal::key_status(keys))
    say("keys.line", {{"id", key.id},
                      {"use", words("keys.use." + key.use)},
                      {"number", std::to_string(key.number)},
                      {"created_at", to_text(key.created_at)},
                      {"current", words(key.current ? "keys.current" : "keys.old")},
                      {"exported", words(key.exported ? "keys.copied" : "keys.not_copied")}});
  return 0;
}

CLI::App* add(CLI::App& keys, const char* name, int (*work)(const Options&), const std::shared_ptr<Options>& o,
              Chosen& chosen) {
  auto* command = keys.add_subcommand(name, words(std::string("help.keys_") + name));
  command->add_option("--data", o->data_dir, words("help.data"))->required();
  command->callback([=, &chosen] { chosen = [=] { return work(*o); }; });
  return command;
}

}  // namespace

void add_keys(CLI::App& cli, Chosen& chosen) {
  auto o = std::make_shared<Options>();
  auto* keys = cli.add_subcommand("keys", words("help.keys"));
  keys->require_subcommand(1);
  auto* out = add(*keys, "export", export_keys, o, chosen);
  out->add_option("--to", o->file, words("help.keys_to"))->required();
  out->add_option("--passphrase-file", o->passphrase_file, words("help.passphrase_file"));
  auto* in = add(*keys, "import", import_keys, o, chosen);
  in->add_option("--from", o->file, words("help.keys_from"))->required();
  in->add_option("--passphrase-file", o->passphrase_file, words("help.passphrase_file"));
  add(*keys, "list", list_keys, o, chosen);
}

}  // namespace linli::server
