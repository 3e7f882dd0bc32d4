#include "views.hpp"

#include <algorithm>

#include "kernel/descriptor_fields.hpp"
#include "kernel/refusal.hpp"

namespace linli::access {
namespace {

const Descriptor kGrant{
    "Grant",
    {field("id", &GrantView::id), field("role", &GrantView::role), field("role_name", &GrantView::role_name),
     field("prefix", &GrantView::prefix), field("scope_name", &GrantView::scope_name), field("line", &GrantView::line),
     field("unit", &GrantView::unit), field("unit_name", &GrantView::unit_name),
     field("valid_from", &GrantView::valid_from), field("valid_to", &GrantView::valid_to)}};
const Descriptor kCity{"City", {field("code", &CityView::code), field("name", &CityView::name)}};
const Descriptor kUnitRef{"UnitRef", {field("id", &UnitRef::id), field("name", &UnitRef::name)}};

GrantView grant_view(const Access& access, const HeldGrant& held) {
  GrantView view;
  view.id = held.id;
  view.role = held.grant.role;
  const Role* role = access.roles().find(held.grant.role);
  view.role_name = role ? role->name : held.grant.role;
  view.prefix = held.grant.prefix;
  view.scope_name = access.scope_name(held.grant.prefix);
  view.line = held.grant.line;
  if (!held.grant.unit.is_nil()) {
    view.unit = held.grant.unit;
    view.unit_name = held.unit_name;
  }
  view.valid_from = held.valid_from;
  view.valid_to = held.valid_to;
  return view;
}

bool has_kind(const Role& role, ReachKind kind) {
  return std::ranges::any_of(role.permissions,
                             [&](const auto& permission) { return permission.second.contains(kind); });
}

}  // namespace

const Descriptor kMe{"Me",
                     {field("account", &MeView::account), field("username", &MeView::username),
                      field("display", &MeView::display), field("grants", &MeView::grants, kGrant),
                      field("permissions", &MeView::permissions), field("real_name", &MeView::real_name),
                      field("totp_enrolled", &MeView::totp_enrolled), field("totp_required", &MeView::totp_required),
                      field("city", &MeView::city, kCity), field("demo", &MeView::demo)}};

MeView me_view(const Access& access, db::Connection& db, const Principal& who, Instant now) {
  const auto account = find_account(db, who.account);
  if (!account) throw Refused{"sign_in_needed"};
  MeView me;
  me.account = account->id;
  me.username = account->username;
  me.display = account->display;
  const std::string today = to_text(access.zone().date_of(now));
  std::vector<Grant> in_force;
  for (const HeldGrant& held : account->grants) {
    if (held.valid_from > today || (held.valid_to && *held.valid_to < today)) continue;
    in_force.push_back(held.grant);
    me.grants.push_back(grant_view(access, held));
  }
  me.permissions.assign(who.permissions.begin(), who.permissions.end());
  me.real_name = account->real_name;
  me.totp_enrolled = account->totp_enrolled;
  me.totp_required = !access.options().second_factor_waived && access.roles().wants_second_factor(in_force);
  me.city = {access.roles().city(), access.scope_name(access.roles().city())};
  me.demo = access.options().demo;
  return me;
}

const Descriptor kAccount{
    "Account",
    {field("id", &AccountView::id), field("subject", &AccountView::subject), field("record", &AccountView::record),
     field("username", &AccountView::username), field("display", &AccountView::display),
     field("state", &AccountView::state).among({"active", "suspended", "closed"}),
     field("unit", &AccountView::unit, kUnitRef), field("grants", &AccountView::grants, kGrant),
     field("valid_from", &AccountView::valid_from), field("valid_to", &AccountView::valid_to),
     field("real_name", &AccountView::real_name), field("password_set", &AccountView::password_set),
     field("totp_enrolled", &AccountView::totp_enrolled), field("opened_at", &AccountView::opened_at),
     field("last_seen_at", &AccountView::last_seen_at), field("idle_days", &AccountView::idle_days).in("d"),
     field("link", &AccountView::link).sensitive(Sensitivity::sensitive),
     field("link_ends_at", &AccountView::link_ends_at)}};

AccountView account_view(const Access& access, const Account& account, Instant now) {
  AccountView view;
  view.id = account.id;
  if (account.subject) {
    view.subject = account.subject;
    view.record = account.person;
  }
  view.username = account.username;
  view.display = account.display;
  view.state = account.state;
  view.unit = {account.unit, account.unit_name};
  for (const HeldGrant& held : account.grants) view.grants.push_back(grant_view(access, held));
  view.valid_from = to_text(account.valid_from);
  if (account.valid_to) view.valid_to = to_text(*account.valid_to);
  view.real_name = account.real_name;
  view.password_set = account.password_set;
  view.totp_enrolled = account.totp_enrolled;
  view.opened_at = account.opened_at;
  view.last_seen_at = account.last_seen_at;
  const auto idle = now - account.last_seen_at.value_or(account.opened_at);
  view.idle_days = std::max<std::int64_t>(0, std::chrono::floor<std::chrono::days>(idle).count());
  return view;
}

const Descriptor kUnit{"Unit",
                       {field("id", &UnitView::id), field("name", &UnitView::name), field("kind", &UnitView::kind),
                        field("kind_name", &UnitView::kind_name), field("prefix", &UnitView::prefix),
                        field("scope_name", &UnitView::scope_name), field("parent", &UnitView::parent)}};

UnitView unit_view(const Access& access, const Unit& unit) {
  const auto kind = access.roles().unit_kinds().find(unit.kind);
  return {unit.id,     unit.name,
          unit.kind,   kind == access.roles().unit_kinds().end() ? unit.kind : kind->second,
          unit.prefix, access.scope_name(unit.prefix),
          unit.parent};
}

const Descriptor kRole{
    "Role",
    {field("role", &RoleView::role), field("name", &RoleView::name), field("second_factor", &RoleView::second_factor),
     field("needs_territory", &RoleView::needs_territory), field("needs_unit", &RoleView::needs_unit),
     field("may_give", &RoleView::may_give)}};
const Descriptor kToken{"Token",
                        {field("id", &TokenView::id), field("name", &TokenView::name),
                         field("permissions", &TokenView::permissions), field("created_at", &TokenView::created_at),
                         field("expires_at", &TokenView::expires_at), field("last_used_at", &TokenView::last_used_at),
                         field("token", &TokenView::token).sensitive(Sensitivity::sensitive)}};
const Descriptor kLink{"Link",
                       {field("kind", &LinkView::kind).among({"first_administrator", "new_account", "new_password"}),
                        field("username", &LinkView::username), field("display", &LinkView::display),
                        field("ends_at", &LinkView::ends_at)}};
const Descriptor kTotp{"Totp",
                       {field("secret", &TotpView::secret).sensitive(Sensitivity::sensitive),
                        field("uri", &TotpView::uri).sensitive(Sensitivity::sensitive)}};
const Descriptor kDemoAccount{
    "DemoAccount",
    {field("role", &DemoAccountView::role), field("role_name", &DemoAccountView::role_name),
     field("jurisdiction", &DemoAccountView::jurisdiction), field("username", &DemoAccountView::username),
     field("password", &DemoAccountView::password)}};

RoleView role_view(const Access& access, const Principal& who, const Role& role) {
  RoleView view{role.code, role.name, role.second_factor, has_kind(role, ReachKind::territory), false, false};
  view.needs_unit = !view.needs_territory && has_kind(role, ReachKind::unit);
  view.may_give = std::ranges::any_of(who.grants, [&](const Grant& held) {
    const Role* own = access.roles().find(held.role);
    return own && std::ranges::find(own->gives, role.code) != own->gives.end();
  });
  return view;
}

}  // namespace linli::access
