// linli db: supervises only the cluster, so that several `linli serve --database URL` can share it.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>

#include "platform/cluster/cluster.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/words.hpp"

namespace linli::server {
namespace {

int supervise(const cluster::Settings& settings) {
  sigset_t signals;
  sigemptyset(&signals);
  for (int s : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, s);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before any thread, so that all inherit it
  cluster::Cluster cluster(settings);
  std::printf("ready %s\n", cluster.conninfo().c_str());
  std::fflush(stdout);
  int signal = 0;
  while (sigwait(&signals, &signal) == 0 && signal == SIGHUP)  // PostgreSQL reads DIR/pg/local.conf again
    if (const pid_t postmaster = cluster.postmaster(); postmaster > 0) kill(postmaster, SIGHUP);
  return 0;
}

}  // namespace

void add_db(CLI::App& cli, Chosen& chosen) {
  auto settings = std::make_shared<cluster::Settings>();
  auto* command = cli.add_subcommand("db", words("help.db"));
  command->add_option("--data", settings->directory, words("help.data"))->required();
  command->add_option("--database-user", settings->run_as, words("help.database_user"))->capture_default_str();
  command->add_option("--max-connections", settings->max_connections, words("help.max_connections"))
      ->check(CLI::Range(10, 1000))
      ->capture_default_str();
  command->callback([=, &chosen] { chosen = [=] { return supervise(*settings); }; });
}

}  // namespace linli::server
