// linli territory import, versions, stop-at: the city's divisions and outlines, from files.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "kernel/refusal.hpp"
#include "platform/app/module.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/instance.hpp"
#include "server/commands/words.hpp"
#include "territory/import.hpp"

namespace linli::server {
namespace {

namespace fs = std::filesystem;

constexpr int kVersionsShown = 50;

struct Options {
  std::string data_dir, url, prefix, stop_level;
  std::vector<std::string> paths;
  territory::ImportOptions import;
  std::string note;
};

/// The files that are named, and those in folders that are named, each folder's in order.
std::vector<territory::ImportFile> files_of(const std::vector<std::string>& paths) {
  std::vector<std::string> names;
  for (const std::string& path : paths) {
    if (!fs::is_directory(path)) {
      names.push_back(path);
      continue;
    }
    std::vector<std::string> inside;
    for (const auto& entry : fs::directory_iterator(path))
      if (const std::string ending = entry.path().extension(); ending == ".csv" || ending == ".geojson")
        inside.push_back(entry.path().string());
    if (inside.empty()) throw Refused{"no_territory_files", {{"dir", path}}};
    std::sort(inside.begin(), inside.end());
    names.insert(names.end(), inside.begin(), inside.end());
  }
  std::vector<territory::ImportFile> files;
  for (const std::string& name : names) files.push_back({name, existing_file(name)});
  return files;
}

/// In force from today on, in the city's own days.
territory::Act act_now(const Options& o) {
  app::Config config;
  if (!o.data_dir.empty()) {
    config.data_dir = o.data_dir;
    config.read_file();
  }
  const Instant now = SystemClock().now();
  return {now, CityZone(config.time_zone).date_of(now), nullptr, "command", o.note};
}

void tell(const territory::FilesImported& done, bool only_checked) {
  const territory::DivisionsImported& d = done.divisions;
  say("territory.divisions", {{"added", std::to_string(d.added)},
                              {"renamed", std::to_string(d.renamed)},
                              {"unchanged", std::to_string(d.unchanged)},
                              {"closed", std::to_string(d.closed)}});
  for (const auto& [file, outlines] : done.outlines)
    say("territory.outlines", {{"file", file},
                               {"drawn", std::to_string(outlines.drawn)},
                               {"gaps", std::to_string(outlines.gaps)},
                               {"overlaps", std::to_string(outlines.overlaps)}});
  say(only_checked ? "territory.checked" : "territory.imported", {{"version", std::to_string(done.version)}});
}

int import(const Options& o) {
  const auto files = files_of(o.paths);
  Instance instance(o.data_dir, o.url);
  db::Connection db(instance.conninfo(), {.statement_timeout = {}});
  try {
    tell(territory::import_files(db, files, o.import, act_now(o)), o.import.check_only);
  } catch (Refused& refused) {
    if (refused.code == "invalid_input") refused.code = "territory_files";
    throw;
  }
  return 0;
}

int versions(const Options& o) {
  Instance instance(o.data_dir, o.url);
  db::Connection db(instance.conninfo());
  for (const territory::VersionNote& v : territory::version_notes(db, kVersionsShown))
    say("territory.version",
        {{"version", std::to_string(v.version)}, {"at", to_text(v.at)}, {"action", v.action}, {"note", v.note}});
  return 0;
}

int stop_at(const Options& o) {
  Instance instance(o.data_dir, o.url);
  db::Connection db(instance.conninfo());
  territory::stop_at_level(db, o.prefix, o.stop_level, act_now(o));
  say("territory.stopped", {{"prefix", o.prefix}, {"level", o.stop_level}});
  return 0;
}

CLI::App* add(CLI::App& parent, const char* name, const char* help, int (*work)(const Options&),
              const std::shared_ptr<Options>& o, Chosen& chosen) {
  auto* command = parent.add_subcommand(name, words(help));
  command->add_option("--data", o->data_dir, words("help.data"));
  command->add_option("--database", o->url, words("help.database"));
  command->callback([=, &chosen] { chosen = [=] { return work(*o); }; });
  return command;
}

}  // namespace

void add_territory(CLI::App& cli, Chosen& chosen) {
  auto o = std::make_shared<Options>();
  auto* territory = cli.add_subcommand("territory", words("help.territory"));
  territory->require_subcommand(1);
  auto* in = add(*territory, "import", "help.territory_import", import, o, chosen);
  in->add_option("FILES", o->paths, words("help.territory_files"))->required();
  in->add_option("--system", o->import.system, words("help.territory_system"))
      ->check(CLI::IsMember({"wgs84", "cgcs2000", "gcj02", "bd09"}));
  in->add_option("--level", o->import.level, words("help.territory_level"))
      ->check(CLI::IsMember({"district", "street", "community", "grid"}));
  in->add_flag("--close-missing", o->import.close_missing, words("help.territory_close_missing"));
  in->add_flag("--synthetic", o->import.synthetic, words("help.territory_synthetic"));
  in->add_flag("--check", o->import.check_only, words("help.territory_check"));
  in->add_option("--note", o->note, words("help.note"));
  add(*territory, "versions", "help.territory_versions", versions, o, chosen);
  auto* stop = add(*territory, "stop-at", "help.territory_stop_at", stop_at, o, chosen);
  stop->add_option("CODE", o->prefix, words("help.territory_prefix"))->required();
  stop->add_option("LEVEL", o->stop_level, words("help.territory_stop_level"))
      ->required()
      ->check(CLI::IsMember({"street", "community", "grid"}));
  stop->add_option("--note", o->note, words("help.note"));
}

}  // namespace linli::server
