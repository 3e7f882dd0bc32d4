#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <filesystem>

#include "platform/log/log.hpp"
#include "platform/text/messages.hpp"
#include "server/commands/commands.hpp"
#include "server/moved_clock.hpp"
#include "server/program.hpp"

namespace {

// Serves until SIGTERM or SIGINT. The line `ready http://ADDR:PORT` on standard output is a promise to scripts.
int serve(linli::app::Config config, const std::string& clock_start) {
  using namespace linli;
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  for (const int s : {SIGTERM, SIGINT}) sigaddset(&signals, s);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // threads started from here on inherit it
  config.data_dir = std::filesystem::absolute(config.data_dir);
  config.read_file();
  std::unique_ptr<Clock> clock = std::make_unique<SystemClock>();
  if (!clock_start.empty()) clock = std::make_unique<server::MovedClock>(parse_instant(clock_start));
  server::Program program(std::move(config), *clock);
  program.start();
  std::printf("ready %s\n", program.url().c_str());
  const std::string link = program.first_administrator_link();
  if (!link.empty()) std::printf("first administrator: %s%s\n", program.url().c_str(), link.c_str());
  std::fflush(stdout);
  int signal = 0;
  sigwait(&signals, &signal);
  log::info("serve.stopping", {{"signal", signal}});
  program.stop();
  log::flush();
  return 0;
}

int refused(const linli::Refused& refusal) {
  using namespace linli;
  const text::Messages messages = text::Messages::embedded();
  std::fprintf(stderr, "linli: %s\n",
               messages.text(text::Messages::kDefault, "refusal." + refusal.code, refusal.values).c_str());
  for (const FieldError& e : refusal.fields)
    std::fprintf(stderr, "  %s: %s\n", e.field.c_str(),
                 messages.text(text::Messages::kDefault, "refusal." + e.code, e.values).c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App cli{"Linli: software of a city's community governance"};
  cli.require_subcommand(1);
  linli::app::Config config;
  CLI::App* run = cli.add_subcommand("serve", "serve the city");
  run->add_option("--data", config.data_dir, "folder of this instance")->required();
  run->add_option("--listen", config.listen, "ADDRESS:PORT")->capture_default_str();
  CLI::Option* demo = run->add_option("--demo", config.demo, "fill an empty database: community, street or district")
                          ->check(CLI::IsMember({"community", "street", "district"}));
  std::string clock_start;
  run->add_option("--clock", clock_start, "show the demo at another time: begins at 2026-09-30T16:20:00+08:00, runs on")
      ->needs(demo);
  run->add_option("--database", config.database_url, "an existing PostgreSQL instead of the private cluster");
  linli::server::Chosen chosen;
  run->callback([&] { chosen = [&] { return serve(config, clock_start); }; });
  cli.add_subcommand("openapi", "print the OpenAPI document of the interface")->callback([&] {
    chosen = [] {
      std::fputs(linli::server::openapi_document().c_str(), stdout);
      return 0;
    };
  });
  std::string workflow = "incident";
  bool as_diagram = false;
  CLI::App* show = cli.add_subcommand("workflow", "print a workflow: the table state x action x role, or a diagram");
  show->add_option("name", workflow, "which one")->capture_default_str();
  show->add_flag("--diagram", as_diagram, "as a Mermaid state diagram");
  show->callback([&] {
    chosen = [&] {
      std::fputs(linli::server::workflow_document(workflow, as_diagram).c_str(), stdout);
      return 0;
    };
  });
  linli::server::add_maintenance(cli, chosen);
  CLI11_PARSE(cli, argc, argv);
  try {
    return chosen();
  } catch (const linli::Refused& refusal) {
    return refused(refusal);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "linli: %s\n", e.what());
    return 1;
  }
}
