// linli migrate: brings the schema to what this program carries.
#include <CLI/CLI.hpp>

#include "platform/db/migrator.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/instance.hpp"
#include "server/commands/words.hpp"

namespace linli::server {
namespace {

int migrate(const std::string& data_dir, const std::string& url) {
  Instance instance(data_dir, url, Instance::Missing::create);
  auto applied = db::Migrator::embedded().migrate(instance.conninfo(), SystemClock().now());
  for (const auto& migration : applied) say("migrate.applied", {{"migration", migration}});
  say(applied.empty() ? "migrate.nothing" : "migrate.done", {{"count", std::to_string(applied.size())}});
  return 0;
}

}  // namespace

void add_migrate(CLI::App& cli, Chosen& chosen) {
  auto data = std::make_shared<std::string>(), url = std::make_shared<std::string>();
  auto* command = cli.add_subcommand("migrate", words("help.migrate"));
  command->add_option("--data", *data, words("help.data"));
  command->add_option("--database", *url, words("help.database"));
  command->callback([=, &chosen] { chosen = [=] { return migrate(*data, *url); }; });
}

}  // namespace linli::server
