#include "platform/access/roles.hpp"

#include <algorithm>

#include "kernel/refusal.hpp"
#include "platform/yaml/strict.hpp"

namespace linli::access {
namespace {

using yaml::Mistakes;

const std::map<std::string, ReachKind, std::less<>> kReachKinds = {
    {"territory", ReachKind::territory},     {"unit", ReachKind::unit},
    {"participant", ReachKind::participant}, {"own", ReachKind::own},
    {"everywhere", ReachKind::everywhere},   {"city", ReachKind::city}};

std::map<std::string, std::string, std::less<>> names(const YAML::Node& node, const std::string& path,
                                                      Mistakes& mistakes) {
  std::map<std::string, std::string, std::less<>> out;
  if (!node.IsMap()) {
    mistakes.add(path, "yaml_not_a_map");
    return out;
  }
  for (const auto& entry : node) out[entry.first.Scalar()] = mistakes.text(node, path, entry.first.Scalar().c_str());
  return out;
}

std::vector<std::string> items(const YAML::Node& node, const std::string& path, Mistakes& mistakes) {
  std::vector<std::string> out;
  if (!node.IsSequence()) {
    mistakes.add(path, "yaml_not_a_list");
    return out;
  }
  for (const auto& item : node) out.push_back(item.Scalar());
  return out;
}

std::int64_t positive(const YAML::Node& node, const std::string& path, const char* key, Mistakes& mistakes) {
  const std::int64_t value = mistakes.integer(node, path, key);
  if (value < 0) mistakes.add(path + "." + key, "yaml_not_a_number");
  return value;
}

SessionTimes session(const YAML::Node& node, const std::string& path, Mistakes& mistakes) {
  if (!mistakes.only_keys(node, path, {"idle_minutes", "absolute_hours"})) return {};
  return {std::chrono::minutes(positive(node, path, "idle_minutes", mistakes)),
          std::chrono::hours(positive(node, path, "absolute_hours", mistakes))};
}

LockoutRule lockout(const YAML::Node& node, const std::string& path, Mistakes& mistakes) {
  if (!mistakes.only_keys(node, path, {"failures", "first_seconds", "longest_seconds", "forgotten_after_hours"}))
    return {};
  return {static_cast<int>(positive(node, path, "failures", mistakes)),
          std::chrono::seconds(positive(node, path, "first_seconds", mistakes)),
          std::chrono::seconds(positive(node, path, "longest_seconds", mistakes)),
          std::chrono::hours(positive(node, path, "forgotten_after_hours", mistakes))};
}

Role read_role(const std::string& code, const YAML::Node& node, const Roles& known, Mistakes& mistakes) {
  const std::string path = "roles." + code;
  Role role;
  role.code = code;
  if (!mistakes.only_keys(node, path, {"name", "second_factor", "gives", "permissions"})) return role;
  role.name = mistakes.text(node, path, "name");
  if (node["second_factor"]) role.second_factor = mistakes.flag(node, path, "second_factor");
  if (node["gives"]) role.gives = items(node["gives"], path + ".gives", mistakes);
  if (!node["permissions"] || !node["permissions"].IsMap()) {
    mistakes.add(path + ".permissions", "yaml_not_a_map");
    return role;
  }
  for (const auto& entry : node["permissions"]) {
    const std::string permission = entry.first.Scalar(), here = path + ".permissions." + permission;
    if (!known.permissions().contains(permission))
      mistakes.add(here, "unknown_permission", {{"permission", permission}});
    for (const std::string& kind : items(entry.second, here, mistakes)) {
      const auto found = kReachKinds.find(kind);
      if (found == kReachKinds.end())
        mistakes.add(here, "unknown_reach", {{"reach", kind}});
      else if (!role.permissions[permission].insert(found->second).second)
        mistakes.add(here, "doubled_reach", {{"reach", kind}});
    }
  }
  return role;
}

}  // namespace

Roles Roles::parse(std::string_view text, std::string_view city) {
  Mistakes mistakes;
  const YAML::Node file = yaml::load(text);
  if (!mistakes.only_keys(file, "", {"permissions", "roles", "unit_kinds", "sessions", "lockout"})) mistakes.done();
  for (const char* part : {"permissions", "roles", "unit_kinds", "sessions", "lockout"})
    if (!file[part] || !file[part].IsMap()) mistakes.add(part, "yaml_not_a_map");
  mistakes.done();

  Roles roles;
  roles.city_ = city;
  roles.permissions_ = names(file["permissions"], "permissions", mistakes);
  roles.unit_kinds_ = names(file["unit_kinds"], "unit_kinds", mistakes);
  if (mistakes.only_keys(file["sessions"], "sessions", {"ordinary", "second_factor"})) {
    roles.ordinary_session = session(file["sessions"]["ordinary"], "sessions.ordinary", mistakes);
    roles.second_factor_session = session(file["sessions"]["second_factor"], "sessions.second_factor", mistakes);
  }
  if (mistakes.only_keys(file["lockout"], "lockout", {"account", "address"})) {
    roles.account_lockout = lockout(file["lockout"]["account"], "lockout.account", mistakes);
    roles.address_lockout = lockout(file["lockout"]["address"], "lockout.address", mistakes);
  }
  for (const auto& entry : file["roles"])
    roles.roles_[entry.first.Scalar()] = read_role(entry.first.Scalar(), entry.second, roles, mistakes);
  for (const auto& [code, role] : roles.roles_)
    for (const std::string& given : role.gives)
      if (!roles.find(given)) mistakes.add("roles." + code + ".gives", "unknown_role", {{"role", given}});
  mistakes.done();
  return roles;
}

const Role* Roles::find(std::string_view role) const {
  const auto found = roles_.find(role);
  return found == roles_.end() ? nullptr : &found->second;
}

std::set<ReachKind> Roles::effective(const Grant& grant, std::string_view permission) const {
  std::set<ReachKind> kinds;
  const Role* role = find(grant.role);
  if (!role) return kinds;
  const auto held = role->permissions.find(permission);
  if (held == role->permissions.end()) return kinds;
  for (const ReachKind kind : held->second) {
    if (kind == ReachKind::territory && grant.prefix.empty()) continue;
    if (kind == ReachKind::unit && grant.unit.is_nil()) continue;
    if (kind == ReachKind::city && (grant.prefix.empty() || !grant.line.empty() || !city_.starts_with(grant.prefix)))
      continue;
    kinds.insert(kind);
  }
  return kinds;
}

bool Roles::reaches_records(const Grant& grant) const {
  const Role* role = find(grant.role);
  return role && std::ranges::any_of(role->permissions, [&](const auto& permission) {
           const auto kinds = effective(grant, permission.first);
           return kinds.contains(ReachKind::territory) || kinds.contains(ReachKind::unit) ||
                  kinds.contains(ReachKind::city);
         });
}

std::set<std::string> Roles::permissions_of(const Grant& grant) const {
  std::set<std::string> out;
  if (const Role* role = find(grant.role))
    for (const auto& [permission, kinds] : role->permissions)
      if (!effective(grant, permission).empty()) out.insert(permission);
  return out;
}

bool Roles::wants_second_factor(const std::vector<Grant>& grants) const {
  return std::ranges::any_of(grants, [&](const Grant& grant) {
    const Role* role = find(grant.role);
    return role && role->second_factor;
  });
}

}  // namespace linli::access
