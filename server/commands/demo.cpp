// linli demo years: a demo city that looks back on more than one year.
#include <CLI/CLI.hpp>

#include "incidents/module.hpp"
#include "platform/app/module.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/instance.hpp"
#include "server/commands/words.hpp"

namespace linli::server {
namespace {

int years(const std::string& data_dir, const std::string& url, int count) {
  app::Config config;
  config.data_dir = data_dir;
  config.read_file();
  Instance instance(data_dir, url);
  const std::int64_t cases =
      incidents::add_demo_years(instance.conninfo(), data_dir, CityZone(config.time_zone), count);
  say("demo.years_added", {{"years", std::to_string(count)}, {"cases", std::to_string(cases)}});
  return 0;
}

}  // namespace

void add_demo(CLI::App& cli, Chosen& chosen) {
  auto data = std::make_shared<std::string>();
  auto url = std::make_shared<std::string>();
  auto count = std::make_shared<int>(0);
  auto* demo = cli.add_subcommand("demo", words("help.demo_city"));
  demo->require_subcommand(1);
  auto* command = demo->add_subcommand("years", words("help.demo_years"));
  command->add_option("COUNT", *count, words("help.demo_years_count"))->required()->check(CLI::Range(2, 30));
  command->add_option("--data", *data, words("help.data"))->required();
  command->add_option("--database", *url, words("help.database"));
  command->callback([=, &chosen] { chosen = [=] { return years(*data, *url, *count); }; });
}

}  // namespace linli::server
