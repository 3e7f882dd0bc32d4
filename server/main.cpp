#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <filesystem>

#include "platform/db/connection.hpp"
#include "platform/log/log.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/usage.hpp"
#include "server/commands/words.hpp"
#include "server/moved_clock.hpp"
#include "server/program.hpp"

namespace {

using namespace linli;

/// What the command line of `serve` says; it wins over DIR/config.yaml.
struct Given {
  std::string data_dir, listen, demo, database, certificate, key, clock;
};

app::Config configured(const Given& given) {
  if (given.certificate.empty() != given.key.empty()) throw Refused{"config_tls_pair"};
  app::Config config;
  config.data_dir = std::filesystem::absolute(given.data_dir);
  config.demo = given.demo;
  config.read_file();
  if (!given.listen.empty()) config.listen = given.listen;
  if (!given.database.empty()) config.database_url = given.database;
  if (!given.certificate.empty()) {
    config.tls_certificate = std::filesystem::absolute(given.certificate);
    config.tls_key = std::filesystem::absolute(given.key);
  }
  return config;
}

void reload(server::Program& program, const Given& given) {
  try {
    program.reload(configured(given));
  } catch (const Refused& refused) {
    log::error("serve.reload_refused", {{"code", refused.code}, {"reason", server::sentence_of(refused)}});
  } catch (const std::exception& error) {
    log::error("serve.reload_refused", {{"reason", error.what()}});
  }
}

// Serves until SIGTERM or SIGINT; SIGHUP reads the configuration again. The line `ready http://ADDR:PORT` on standard
// output is a promise to scripts.
int serve(const Given& given) {
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  for (const int s : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, s);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // threads started from here on inherit it
  app::Config config = configured(given);
  if (!config.log_file.empty()) log::set_file(config.log_file);
  std::unique_ptr<Clock> clock = std::make_unique<SystemClock>();
  if (!given.clock.empty()) clock = std::make_unique<server::MovedClock>(parse_instant(given.clock));
  server::Program program(std::move(config), *clock);
  program.start();
  std::printf("ready %s\n", program.url().c_str());
  const std::string link = program.first_administrator_link();
  if (!link.empty()) std::printf("first administrator: %s%s\n", program.url().c_str(), link.c_str());
  std::fflush(stdout);
  log::info("serve.ready", {{"url", program.url()}});
  int signal = 0;
  while (sigwait(&signals, &signal) == 0 && signal == SIGHUP) reload(program, given);
  log::info("serve.stopping", {{"signal", signal}});
  program.stop();
  log::flush();
  return 0;
}

int complain(const std::string& sentence) {
  std::fprintf(stderr, "linli: %s\n", sentence.c_str());
  return 1;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

int main(int argc, char** argv) {
  using linli::server::words;
  CLI::App cli{words("help.linli")};
  cli.require_subcommand(1);
  Given given;
  CLI::App* run = cli.add_subcommand("serve", words("help.serve"));
  run->add_option("--data", given.data_dir, words("help.data"))->required();
  run->add_option("--listen", given.listen, words("help.listen"));
  CLI::Option* demo = run->add_option("--demo", given.demo, words("help.demo"))
                          ->check(CLI::IsMember({"community", "street", "district", "city"}));
  run->add_option("--clock", given.clock, words("help.clock"))->needs(demo);
  run->add_option("--database", given.database, words("help.database"));
  run->add_option("--tls-certificate", given.certificate, words("help.certificate"));
  run->add_option("--tls-key", given.key, words("help.key"));
  linli::server::Chosen chosen;
  run->callback([&] { chosen = [&] { return serve(given); }; });
  cli.add_subcommand("openapi", words("help.openapi"))->callback([&] {
    chosen = [] {
      std::fputs(linli::server::openapi_document().c_str(), stdout);
      return 0;
    };
  });
  std::string workflow = "incident";
  bool as_diagram = false;
  CLI::App* show = cli.add_subcommand("workflow", words("help.workflow"));
  show->add_option("name", workflow, words("help.workflow_name"))->capture_default_str();
  show->add_flag("--diagram", as_diagram, words("help.workflow_diagram"));
  show->callback([&] {
    chosen = [&] {
      std::fputs(linli::server::workflow_document(workflow, as_diagram).c_str(), stdout);
      return 0;
    };
  });
  linli::server::add_maintenance(cli, chosen);
  try {
    cli.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return cli.exit(asked);  // --help
  } catch (const CLI::ParseError& mistake) {
    complain(linli::server::usage_mistake(mistake.what()));
    return mistake.get_exit_code();
  }
  try {
    return chosen();
  } catch (const linli::Refused& refusal) {
    return complain(linli::server::sentence_of(refusal));
  } catch (const linli::db::Disconnected& lost) {
    return complain(linli::server::words("database_away", {{"error", first_line(lost.what())}}));
  } catch (const std::exception& e) {
    return complain(e.what());
  }
}
