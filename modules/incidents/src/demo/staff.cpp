#include "demo/staff.hpp"

#include "incidents_sql.hpp"
#include "platform/access/access.hpp"

namespace linli::incidents {

using access::Principal;

Staff::Staff(app::Context& context, db::Connection& db) {
  const access::Access& access = context.get<access::Access>();
  for (const db::Row row : db.run(sql::demo_staff)) {
    access::Grant grant;
    grant.role = row.text("role");
    grant.prefix = row.text("prefix");
    grant.line = row.text("line");
    grant.unit = row.maybe_uuid("unit").value_or(Uuid{});
    Principal who = access.principal_of({grant}, true, true);
    who.kind = Principal::Kind::staff;
    who.account = row.uuid("account");
    who.person = row.uuid("person");
    who.display = row.text("display");
    roles_[grant.role].push_back(std::move(who));
  }
}

Staff Staff::of_street(std::string_view street, const std::set<Uuid>& units) const {
  Staff near;
  for (const auto& [role, people] : roles_)
    for (const Principal& p : people) {
      const access::Grant& grant = p.grants.front();
      if (grant.prefix.empty() ? units.contains(grant.unit)
                               : grant.prefix.starts_with(street) || street.starts_with(grant.prefix))
        near.roles_[role].push_back(p);
    }
  return near;
}

const Principal* Staff::pick(Chance& chance, std::string_view role, std::string_view code, const Uuid& unit,
                             const std::set<Uuid>& busy) const {
  std::vector<const Principal*> fit;
  const auto people = roles_.find(role);
  if (people == roles_.end()) return nullptr;
  for (const Principal& p : people->second) {
    const access::Grant& g = p.grants.front();
    if ((unit.is_nil() ? !g.prefix.empty() && code.starts_with(g.prefix) : g.unit == unit) && !busy.contains(p.person))
      fit.push_back(&p);
  }
  return fit.empty() ? nullptr : chance.of(fit);
}

const Principal* Staff::pick_at(Chance& chance, std::string_view role, std::string_view prefix) const {
  std::vector<const Principal*> fit;
  if (const auto people = roles_.find(role); people != roles_.end())
    for (const Principal& p : people->second)
      if (p.grants.front().prefix == prefix) fit.push_back(&p);
  return fit.empty() ? nullptr : chance.of(fit);
}

const Principal* Staff::worker_of(std::string_view grid) const {
  const auto workers = roles_.find("grid_worker");
  if (workers == roles_.end()) return nullptr;
  for (const Principal& p : workers->second)
    if (p.grants.front().prefix == grid) return &p;
  return nullptr;
}

std::map<std::string, std::string> Staff::names() const {
  std::map<std::string, std::string> names;
  for (const auto& [role, people] : roles_)
    for (const Principal& p : people) names[p.person.text()] = p.display;
  return names;
}

}  // namespace linli::incidents
