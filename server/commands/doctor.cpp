// linli doctor: what is wrong with an instance, and how to mend it.
#include "server/commands/doctor.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdio>

#include "kernel/refusal.hpp"
#include "platform/app/module.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/instance.hpp"
#include "server/commands/words.hpp"

namespace linli::server {
namespace {

using Level = Symptom::Level;

/// A refusal while examining is itself a finding; its own sentence says how to mend it.
Symptom refusal_found(const Refused& refused) {
  return {Level::fault, "refused", {{"sentence", sentence_of(refused)}}};
}

void add(Symptoms& all, Symptoms more) {
  for (auto& symptom : more) all.push_back(std::move(symptom));
}

Symptoms examine(const std::string& data_dir, const std::string& url, bool quick) {
  Symptoms found;
  const SystemClock clock;
  try {
    auto layout = existing_layout(data_dir);
    app::Config config;
    config.data_dir = layout.root;
    config.read_file();
    add(found, examine_machine(layout, clock.now(), config.tls_certificate));
    auto holder = cluster::holder_of(layout);
    found.push_back({Level::well, holder ? "served" : "not_served", {{"pid", std::to_string(holder)}}});
    Instance instance(data_dir, url);
    db::Connection db(instance.conninfo(), {.statement_timeout = {}, .lock_timeout = {}, .idle_in_transaction = {}});
    add(found, examine_database(db, layout, clock.now(), CityZone(config.time_zone), quick));
  } catch (const Refused& refused) {
    found.push_back(refusal_found(refused));
  } catch (const db::Disconnected& e) {
    found.push_back({Level::fault, "database_away", {{"error", e.what()}}});
  } catch (const db::Failure& e) {
    found.push_back({Level::fault, "database_failed", {{"error", e.what()}}});
  }
  return found;
}

const char* name_of(Level level) {
  return level == Level::well ? "well" : level == Level::warning ? "warning" : "fault";
}

void print(const Symptom& s) {
  auto mark = words(std::string("doctor.level.") + name_of(s.level));
  std::printf("%s %s\n", mark.c_str(), words("doctor." + s.what + ".found", s.values).c_str());
  if (s.level != Level::well && s.what != "refused")
    std::printf("    %s%s\n", words("doctor.mend").c_str(), words("doctor." + s.what + ".mend", s.values).c_str());
}

void print_json(const Symptoms& found) {
  boost::json::array items;
  for (const auto& s : found) {
    boost::json::object item{
        {"level", name_of(s.level)}, {"what", s.what}, {"found", words("doctor." + s.what + ".found", s.values)}};
    if (s.level != Level::well && s.what != "refused") item["mend"] = words("doctor." + s.what + ".mend", s.values);
    items.push_back(std::move(item));
  }
  std::printf("%s\n", boost::json::serialize(boost::json::object{{"items", std::move(items)}}).c_str());
}

/// 0: all well, 1: something to look at, 2: something is wrong.
int doctor(const std::string& data_dir, const std::string& url, bool as_json, bool quick) {
  auto found = examine(data_dir, url, quick);
  auto worst = Level::well;
  for (const auto& s : found) worst = std::max(worst, s.level);
  if (as_json) {
    print_json(found);
  } else {
    for (const auto& s : found) print(s);
    say(std::string("doctor.verdict.") + name_of(worst));
  }
  return static_cast<int>(worst);
}

}  // namespace

void add_doctor(CLI::App& cli, Chosen& chosen) {
  auto data = std::make_shared<std::string>(), url = std::make_shared<std::string>();
  auto as_json = std::make_shared<bool>(false), quick = std::make_shared<bool>(false);
  auto* command = cli.add_subcommand("doctor", words("help.doctor"));
  command->add_option("--data", *data, words("help.data"))->required();
  command->add_option("--database", *url, words("help.database"));
  command->add_flag("--json", *as_json, words("help.json"));
  command->add_flag("--quick", *quick, words("help.quick"));
  command->callback([=, &chosen] { chosen = [=] { return doctor(*data, *url, *as_json, *quick); }; });
}

}  // namespace linli::server
