// linli tls self-signed: a certificate for phones to trust, where a city has none yet.
#include "platform/http/tls.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>

#include "kernel/refusal.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/instance.hpp"
#include "server/commands/words.hpp"

namespace linli::server {
namespace {

int self_signed(const std::string& data_dir, const std::vector<std::string>& names) {
  const auto layout = existing_layout(data_dir);
  const http::TlsFiles files = http::make_self_signed(layout.root, names, SystemClock().now());
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  say("tls.made", {{"certificate", files.certificate}, {"key", files.key}, {"names", list}});
  return 0;
}

}  // namespace

void add_tls(CLI::App& cli, Chosen& chosen) {
  auto data = std::make_shared<std::string>();
  auto names = std::make_shared<std::vector<std::string>>();
  auto* tls = cli.add_subcommand("tls", words("help.tls"));
  tls->require_subcommand(1);
  auto* command = tls->add_subcommand("self-signed", words("help.tls_self_signed"));
  command->add_option("--data", *data, words("help.data"))->required();
  command->add_option("NAME", *names, words("help.tls_names"))->required();
  command->callback([=, &chosen] { chosen = [=] { return self_signed(*data, *names); }; });
}

}  // namespace linli::server
