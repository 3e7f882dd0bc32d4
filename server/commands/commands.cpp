#include "server/commands/commands.hpp"

namespace linli::server {

void add_maintenance(CLI::App& cli, Chosen& chosen) {
  add_migrate(cli, chosen);
  add_db(cli, chosen);
  add_backup(cli, chosen);
  add_restore(cli, chosen);
  add_keys(cli, chosen);
  add_doctor(cli, chosen);
  add_accounts(cli, chosen);
  add_audit(cli, chosen);
  add_tls(cli, chosen);
  add_calendar(cli, chosen);
  add_territory(cli, chosen);
  add_demo(cli, chosen);
}

}  // namespace linli::server
