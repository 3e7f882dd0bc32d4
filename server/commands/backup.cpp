// linli backup and linli restore.
#include "platform/cluster/backup.hpp"

#include <CLI/CLI.hpp>

#include "kernel/refusal.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/instance.hpp"
#include "server/commands/words.hpp"

namespace linli::server {
namespace {

int back_up(const std::string& data_dir, const std::string& to) {
  Instance instance(data_dir, "");
  if (instance.is_external()) throw Refused{"backup_external_database"};
  auto summary = cluster::backup(instance.layout(), instance.conninfo(), to, SystemClock().now());
  say("backup.done", {{"path", to},
                      {"size", bytes_in_words(summary.bytes)},
                      {"files", std::to_string(summary.files)},
                      {"dir", instance.layout().root}});
  return 0;
}

int bring_back(const std::string& from, const cluster::Settings& into) {
  auto summary = cluster::restore(from, into);
  say("restore.done", {{"dir", into.directory}, {"made_at", to_text(summary.made_at)}});
  return 0;
}

}  // namespace

void add_backup(CLI::App& cli, Chosen& chosen) {
  auto data = std::make_shared<std::string>(), to = std::make_shared<std::string>();
  auto* command = cli.add_subcommand("backup", words("help.backup"));
  command->add_option("--data", *data, words("help.data"))->required();
  command->add_option("--to", *to, words("help.backup_to"))->required();
  command->callback([=, &chosen] { chosen = [=] { return back_up(*data, *to); }; });
}

void add_restore(CLI::App& cli, Chosen& chosen) {
  auto from = std::make_shared<std::string>();
  auto settings = std::make_shared<cluster::Settings>();
  auto* command = cli.add_subcommand("restore", words("help.restore"));
  command->add_option("--from", *from, words("help.restore_from"))->required();
  command->add_option("--data", settings->directory, words("help.restore_data"))->required();
  command->add_option("--database-user", settings->run_as, words("help.database_user"))->capture_default_str();
  command->callback([=, &chosen] { chosen = [=] { return bring_back(*from, *settings); }; });
}

}  // namespace linli::server
