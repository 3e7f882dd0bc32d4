#pragma once
#include <functional>

namespace CLI {
class App;
}

namespace linli::server {

/// The work of the subcommand that was chosen; returns the exit code.
using Chosen = std::function<int()>;

/// Adds `migrate`, `db`, `backup`, `restore`, `keys`, `doctor`, `accounts`, `audit`, `tls`, `calendar`, `territory`
/// and `demo` to the command line. The one that is parsed puts its work into `chosen`, which must outlive the parsing;
/// nothing is done before.
void add_maintenance(CLI::App& cli, Chosen& chosen);

// One a file, in this folder.
void add_migrate(CLI::App& cli, Chosen& chosen);
void add_db(CLI::App& cli, Chosen& chosen);
void add_backup(CLI::App& cli, Chosen& chosen);
void add_restore(CLI::App& cli, Chosen& chosen);
void add_keys(CLI::App& cli, Chosen& chosen);
void add_doctor(CLI::App& cli, Chosen& chosen);
void add_accounts(CLI::App& cli, Chosen& chosen);
void add_audit(CLI::App& cli, Chosen& chosen);
void add_tls(CLI::App& cli, Chosen& chosen);
void add_calendar(CLI::App& cli, Chosen& chosen);
void add_territory(CLI::App& cli, Chosen& chosen);
void add_demo(CLI::App& cli, Chosen& chosen);

}  // namespace linli::server
