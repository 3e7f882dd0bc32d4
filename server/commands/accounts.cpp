// linli accounts recover: a way back in that needs nothing but the host.
#include <CLI/CLI.hpp>

#include "kernel/refusal.hpp"
#include "platform/access/recovery.hpp"
#include "platform/app/module.hpp"
#include "platform/audit/sealer.hpp"
#include "platform/db/migrator.hpp"
#include "platform/personal/vault.hpp"
#include "platform/resources.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/instance.hpp"
#include "server/commands/words.hpp"

namespace linli::server {
namespace {

struct Options {
  std::string data_dir, url, username;
};

int recover(const Options& o) {
  app::Config config;
  config.data_dir = existing_layout(o.data_dir).root;
  config.read_file();
  auto keys = std::make_shared<crypto::KeyRing>(existing_layout(o.data_dir).keys);
  if (keys->all().empty()) throw Refused{"keys_missing", {{"path", keys->folder()}}};
  personal::Vault vault(keys);
  const CityZone zone(config.time_zone);
  access::Access access(access::Roles::parse(resources::get("policy/roles.yaml"), config.city), vault, zone, {});

  Instance instance(o.data_dir, o.url);
  db::Connection db(instance.conninfo());
  db::Migrator::embedded().require_servable(db);
  const Instant now = SystemClock().now();
  audit::open_months(db, now);  // it may not have been served for long
  const access::Recovered recovered = access::recover_account(access, db, o.username, now);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(recovered.ends_at - now).count();
  say("accounts.recovered", {{"username", o.username}, {"minutes", std::to_string(minutes)}, {"path", recovered.path}});
  return 0;
}

}  // namespace

void add_accounts(CLI::App& cli, Chosen& chosen) {
  auto o = std::make_shared<Options>();
  auto* accounts = cli.add_subcommand("accounts", words("help.accounts"));
  accounts->require_subcommand(1);
  auto* command = accounts->add_subcommand("recover", words("help.accounts_recover"));
  command->add_option("--data", o->data_dir, words("help.data"))->required();
  command->add_option("--database", o->url, words("help.database"));
  command->add_option("--username", o->username, words("help.accounts_username"))->required();
  command->callback([=, &chosen] { chosen = [=] { return recover(*o); }; });
}

}  // namespace linli::server
