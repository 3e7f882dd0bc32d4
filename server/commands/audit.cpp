// linli audit verify and linli audit accept-break.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "platform/audit/sealer.hpp"
#include "platform/audit/verify.hpp"
#include "platform/text/messages.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/instance.hpp"
#include "server/commands/words.hpp"

namespace linli::server {
namespace {

struct Options {
  std::string data_dir, url, anchor, reason;
};

int verify(const Options& o) {
  Instance instance(o.data_dir, o.url);
  crypto::KeyRing keys(instance.layout().keys);
  db::Connection db(instance.conninfo(), {.statement_timeout = {}, .lock_timeout = {}, .idle_in_transaction = {}});
  auto anchor = o.anchor.empty() ? instance.layout().root + "/anchors/audit.anchor" : o.anchor;
  auto verdict = audit::verify(db, keys, anchor);
  for (const auto& line : audit::in_words(verdict, text::Messages::embedded(), text::Messages::kDefault))
    std::printf("%s\n", line.c_str());
  return verdict.intact() ? 0 : 1;
}

int accept(const Options& o) {
  auto layout = existing_layout(o.data_dir);
  audit::accept_break(crypto::KeyRing(layout.keys), layout.root + "/anchors/audit.anchor", o.reason,
                      SystemClock().now());
  say("audit.accepted");
  return 0;
}

}  // namespace

void add_audit(CLI::App& cli, Chosen& chosen) {
  auto o = std::make_shared<Options>();
  auto* audit = cli.add_subcommand("audit", words("help.audit"));
  audit->require_subcommand(1);
  auto* check = audit->add_subcommand("verify", words("help.audit_verify"));
  check->add_option("--data", o->data_dir, words("help.data"))->required();
  check->add_option("--database", o->url, words("help.database"));
  check->add_option("--anchor", o->anchor, words("help.audit_anchor"));
  check->callback([=, &chosen] { chosen = [=] { return verify(*o); }; });
  auto* explain = audit->add_subcommand("accept-break", words("help.audit_accept"));
  explain->add_option("--data", o->data_dir, words("help.data"))->required();
  explain->add_option("--reason", o->reason, words("help.audit_reason"))->required();
  explain->callback([=, &chosen] { chosen = [=] { return accept(*o); }; });
}

}  // namespace linli::server
