#include "app/teams.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "incidents_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/audit/note.hpp"
#include "platform/resources.hpp"
#include "platform/yaml/strict.hpp"

namespace linli::incidents {
namespace {

LocalDate today(const http::Call& call) { return call.app.zone().date_of(call.now); }

bool may_manage(const http::Call& call, const Uuid& unit) {
  access::Relation relation;
  relation.unit = unit;
  return call.app.get<access::Access>().covers(call.who, "teams.manage", relation);
}

void check_members(http::Call& call, const Uuid& unit, const std::vector<Uuid>& members) {
  std::set<Uuid> people;
  for (const db::Row row : call.db.run(sql::people_of, db::Params::of(std::vector<Uuid>{unit}, today(call))))
    people.insert(row.uuid("person"));
  for (const Uuid& member : members)
    if (!people.contains(member)) throw Refused("hands_unknown");
}

void keep_members(db::Batch& batch, const Uuid& team, const std::vector<Uuid>& members) {
  batch.add(sql::drop_members, db::Params::of(team, members));
  batch.add(sql::add_members, db::Params::of(team, members));
}

void note_team(db::Batch& batch, const http::Call& call, std::string_view action, const Uuid& team, const Uuid& unit) {
  audit::note(batch, call, action, "team:" + team.text(), {}, json::object{{"unit", unit.text()}});
}

}  // namespace

TeamsView show_teams(http::Call& call) {
  const std::vector<Uuid> units = call.who.units();
  db::Batch reads;
  reads.add(sql::people_of, db::Params::of(units, today(call)));
  reads.add(sql::teams_of, db::Params::of(units));
  reads.add(sql::team_members, db::Params::of(units));
  const std::vector<db::Rows> answers = call.db.read(reads);
  TeamsView view;
  const auto unit_at = [&](const db::Row& row) -> UnitTeamsView& {
    const Uuid id = row.uuid("unit");
    const auto found = std::ranges::find(view.items, id, &UnitTeamsView::unit);
    if (found != view.items.end()) return *found;
    return view.items.emplace_back(UnitTeamsView{id, "", may_manage(call, id), {}, {}});
  };
  std::map<Uuid, WorkerView> known;
  for (const db::Row row : answers[0]) {
    UnitTeamsView& unit = unit_at(row);
    unit.unit_name = row.maybe_text("unit_name").value_or("");
    const WorkerView worker{row.uuid("person"), row.text("display"), row.text("role")};
    if (!unit.people.empty() && unit.people.back().person == worker.person) continue;
    unit.people.push_back(worker);
    known[worker.person] = worker;
  }
  for (const db::Row row : answers[1]) {
    TeamView team{row.uuid("id"), row.text("name"), {}};
    for (const db::Row member : answers[2])
      if (member.uuid("team") == team.id)
        if (const auto worker = known.find(member.uuid("person")); worker != known.end())
          team.members.push_back(worker->second);  // who works there no more is left out
    unit_at(row).teams.push_back(std::move(team));
  }
  return view;
}

TeamsView make_team(http::Call& call, const TeamGiven& given) {
  if (!may_manage(call, given.unit)) throw Refused("forbidden");
  check_members(call, given.unit, given.members);
  const db::Rows earlier = call.db.run(sql::find_team, db::Params::of(given.id));
  if (!earlier.empty()) {  // a retry
    if (earlier[0].uuid("unit") != given.unit || earlier[0].text("name") != given.name)
      throw Refused("record_id_reused");
    return show_teams(call);
  }
  db::Batch batch;
  batch.add(sql::insert_team, db::Params::of(given.id, given.unit, given.name, call.now, call.who.display));
  keep_members(batch, given.id, given.members);
  note_team(batch, call, "incidents.team_made", given.id, given.unit);
  call.db.commit(batch);
  return show_teams(call);
}

TeamsView change_team(http::Call& call, const TeamChange& change) {
  const Uuid id = call.id_param("id");
  const db::Rows team = call.db.run(sql::find_team, db::Params::of(id));
  if (team.empty() || !may_manage(call, team[0].uuid("unit"))) throw Refused("team_unknown");
  check_members(call, team[0].uuid("unit"), change.members);
  db::Batch batch;
  batch.add(sql::change_team, db::Params::of(id, change.name, call.now, change.closed));
  keep_members(batch, id, change.members);
  note_team(batch, call, change.closed ? "incidents.team_closed" : "incidents.team_changed", id, team[0].uuid("unit"));
  call.db.commit(batch);
  return show_teams(call);
}

void fill_demo_teams(db::Connection& db, Instant now) {
  const YAML::Node root = yaml::load(resources::get("modules/incidents/policy/teams.yaml"));
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "", {"example", "name", "made_by"});
  const std::string name = mistakes.text(root, "", "name"), made_by = mistakes.text(root, "", "made_by");
  mistakes.done();
  db.run(sql::demo_teams, db::Params::of(name, now, made_by));
}

}  // namespace linli::incidents
