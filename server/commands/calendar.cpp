// linli calendar import, list: the holidays of years that were announced after the program was released.
#include "platform/calendar/calendar.hpp"

#include <CLI/CLI.hpp>

#include "kernel/refusal.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/instance.hpp"
#include "server/commands/words.hpp"

namespace linli::server {
namespace {

struct Options {
  std::string data_dir, url, file;
};

int import(const Options& o) {
  calendar::Year year;
  try {
    year = calendar::read_year(existing_file(o.file));
  } catch (Refused& refused) {
    if (refused.code != "invalid_input") throw;
    refused.code = "calendar_file";
    refused.values["path"] = o.file;
    throw;
  }
  Instance instance(o.data_dir, o.url);
  db::Connection db(instance.conninfo());
  const calendar::Imported done = calendar::import_year(db, year, SystemClock().now());
  say(done.unchanged ? "calendar.unchanged" : "calendar.imported", {{"year", std::to_string(year.number)},
                                                                    {"edition", std::to_string(done.edition)},
                                                                    {"days", std::to_string(year.days.size())}});
  return 0;
}

int list(const Options& o) {
  Instance instance(o.data_dir, o.url);
  db::Connection db(instance.conninfo());
  for (const calendar::KnownYear& year : calendar::known_years(db))
    say(year.edition == 0 ? "calendar.shipped" : "calendar.line",
        {{"year", std::to_string(year.number)},
         {"edition", std::to_string(year.edition)},
         {"source", year.source},
         {"at", year.imported_at ? to_text(*year.imported_at) : ""}});
  return 0;
}

CLI::App* add(CLI::App& parent, const char* name, int (*work)(const Options&), const std::shared_ptr<Options>& o,
              Chosen& chosen) {
  auto* command = parent.add_subcommand(name, words(std::string("help.calendar_") + name));
  command->add_option("--data", o->data_dir, words("help.data"));
  command->add_option("--database", o->url, words("help.database"));
  command->callback([=, &chosen] { chosen = [=] { return work(*o); }; });
  return command;
}

}  // namespace

void add_calendar(CLI::App& cli, Chosen& chosen) {
  auto o = std::make_shared<Options>();
  auto* calendar = cli.add_subcommand("calendar", words("help.calendar"));
  calendar->require_subcommand(1);
  add(*calendar, "import", import, o, chosen)->add_option("FILE", o->file, words("help.calendar_file"))->required();
  add(*calendar, "list", list, o, chosen);
}

}  // namespace linli::server
