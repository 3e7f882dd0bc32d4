#include "app/levels.hpp"

#include <algorithm>
#include <set>

#include "incidents_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/app/module.hpp"

namespace linli::incidents {
namespace {

using workflow::Attempt;
using workflow::Settled;
using workflow::Snapshot;

workflow::Effect asking(bool asked) {
  return [asked](const Snapshot& at, const Attempt&, const Settled&, db::Connection&, db::Batch& batch) {
    batch.add(sql::ask_raise, db::Params::of(at.case_id, at.district, asked));
  };
}

workflow::Effect moving(const db::Statement& find, bool by_place, const char* none) {
  return [&find, by_place, none](const Snapshot& at, const Attempt&, const Settled&, db::Connection& db,
                                 db::Batch& batch) {
    db::Params level = db::Params::of(at.facts.code("centre_prefix"));
    if (by_place) level.add(at.scope_code);
    const db::Rows centres = db.run(find, level);
    if (centres.empty()) throw Refused(none);
    batch.add(sql::move_centre, db::Params::of(at.case_id, at.district, centres[0].uuid("id")));
  };
}

bool works_at_a_centre(const access::Grant& grant) {
  return (grant.role == "dispatcher" || grant.role == "leader") && !grant.prefix.empty() && grant.line.empty();
}

}  // namespace

void register_levels(workflow::Engine& engine) {
  engine.effect("ask_raise", asking(true));
  engine.effect("drop_raise", asking(false));
  engine.effect("move_up", moving(sql::upper_centre, false, "no_centre_above"));
  engine.effect("move_down", moving(sql::lower_centre, true, "no_centre_below"));
}

access::Reach reach_at_level(http::Call& call, std::string_view permission) {
  const access::Access& access = call.app.get<access::Access>();
  access::Reach reach = access.reach(call.who, permission);
  std::vector<std::string> levels;
  for (const access::Grant& grant : call.who.grants)
    if (works_at_a_centre(grant)) levels.push_back(grant.prefix);
  if (levels.empty() || reach.prefixes.empty()) return reach;
  const db::Rows centres = call.db.run(sql::centres_of, db::Params::of(levels));
  std::set<std::string> having;
  for (const db::Row row : centres) having.insert(row.text("prefix"));
  access::Principal elsewhere = call.who;
  std::erase_if(elsewhere.grants,
                [&](const access::Grant& grant) { return works_at_a_centre(grant) && having.contains(grant.prefix); });
  if (elsewhere.grants.size() == call.who.grants.size()) return reach;
  reach.prefixes = access.reach(elsewhere, permission).prefixes;
  for (const db::Row row : centres) reach.prefixes.push_back("=" + row.uuid("id").text());
  return reach;
}

bool is_at_level(const access::Reach& reach) {
  return std::ranges::any_of(reach.prefixes, [](const std::string& prefix) { return prefix.starts_with('='); });
}

}  // namespace linli::incidents
