#include <algorithm>
#include <cctype>
#include <charconv>

#include "access_sql.hpp"
#include "accounts.hpp"
#include "answer.hpp"
#include "kernel/descriptor_fields.hpp"
#include "kernel/refusal.hpp"
#include "platform/http/page.hpp"
#include "routes.hpp"
#include "views.hpp"

namespace linli::access {
namespace {

using http::Call;
using http::Method;
using http::Pool;
using http::Response;

struct GrantBody {
  std::string role, prefix, line;
  std::optional<Uuid> unit;
  Grant grant() const { return {role, prefix, line, unit.value_or(Uuid{})}; }
};
const Descriptor kNewGrant{
    "NewGrant",
    {field("role", &GrantBody::role).needed(),
     field("prefix", &GrantBody::prefix).matches("(\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12}|\\d{15})?"),
     field("line", &GrantBody::line).matches("\\d{0,8}"), field("unit", &GrantBody::unit)}};

struct AccountBody {
  Uuid id, unit;
  std::string username, name, phone;
  std::vector<GrantBody> grants;
  std::optional<LocalDate> valid_from, valid_to;
};
const Descriptor kNewAccount{
    "NewAccount",
    {field("id", &AccountBody::id).needed(), field("username", &AccountBody::username).needed(),
     field("name", &AccountBody::name).needed().sensitive(Sensitivity::personal),
     field("phone", &AccountBody::phone).needed().sensitive(Sensitivity::personal),
     field("unit", &AccountBody::unit).needed(), field("grants", &AccountBody::grants, kNewGrant).length(0, 20),
     field("valid_from", &AccountBody::valid_from), field("valid_to", &AccountBody::valid_to)}};

struct StateBody {
  Uuid id;
  std::string state, reason;
};
const Descriptor kAccountState{"AccountState",
                               {field("id", &StateBody::id).needed(),
                                field("state", &StateBody::state).needed().among({"active", "suspended", "closed"}),
                                field("reason", &StateBody::reason).needed().among(kStateReasons)}};

struct DatedGrantBody {
  Uuid id;
  std::string role, prefix, line;
  std::optional<Uuid> unit;
  std::optional<LocalDate> valid_from, valid_to;
  Grant grant() const { return {role, prefix, line, unit.value_or(Uuid{})}; }
};
const Descriptor kDatedGrant{
    "DatedGrant",
    {field("id", &DatedGrantBody::id).needed(), field("role", &DatedGrantBody::role).needed(),
     field("prefix", &DatedGrantBody::prefix).matches("(\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12}|\\d{15})?"),
     field("line", &DatedGrantBody::line).matches("\\d{0,8}"), field("unit", &DatedGrantBody::unit),
     field("valid_from", &DatedGrantBody::valid_from), field("valid_to", &DatedGrantBody::valid_to)}};

struct LinkBody {
  Uuid id;
  bool drop_second_factor = false;
};
const Descriptor kNewLink{
    "NewLink", {field("id", &LinkBody::id).needed(), field("drop_second_factor", &LinkBody::drop_second_factor)}};

Response one(Call& call, const Uuid& id, const std::optional<OneTimeLink>& link = std::nullopt, int status = 200) {
  const Access& access = access_of(call);
  AccountView view = account_view(access, *find_account(call.db, id), call.now);
  if (link) {
    view.link = link->path();
    view.link_ends_at = link->ends_at;
  }
  return answer(kAccount, view, status);
}

/// At most ten years, so that no date goes out of bounds.
std::chrono::days days_of(const std::string& text) {
  int days = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
  if (error != std::errc() || end != text.data() + text.size() || days < 0 || days > 3650)
    throw Refused{"invalid_parameter", {{"name", "idle_days"}}};
  return std::chrono::days(days);
}

/// Subjects of staff whose name holds the text; user names are searched by the query itself.
std::vector<Uuid> subjects_named(Access& access, db::Connection& db, const std::optional<std::string>& text) {
  std::vector<Uuid> out;
  if (text)
    for (const auto& ref : access.vault().find(db, "staff_name", *text)) out.push_back(ref.subject);
  return out;
}

Response list_accounts(Call& call) {
  Access& access = access_of(call);
  const Reach reach = access.reach(call.who, "accounts.view");
  auto text = call.request.query_value("query");
  const auto subjects = subjects_named(access, call.db, text);
  if (text) std::ranges::transform(*text, text->begin(), [](unsigned char c) { return std::tolower(c); });
  std::optional<Instant> idle_since;
  if (const auto days = call.request.query_value("idle_days")) idle_since = call.now - days_of(*days);
  const http::PageRequest page = http::page_request(call.request, 1);
  std::optional<Uuid> unit;
  if (const auto id = call.request.query_value("unit")) unit = Uuid::parse(*id);
  const db::Rows rows =
      call.db.run(sql::accounts_page,
                  db::Params::of(page.first() ? std::string() : page.key(0), reach.prefixes, reach.units,
                                 call.request.query_value("state"), text, subjects, unit, idle_since, page.limit + 1));
  std::vector<AccountView> views;
  for (const auto& row : rows) views.push_back(account_view(access, account_from(row), call.now));
  std::optional<std::string> next;
  if (views.size() > static_cast<std::size_t>(page.limit)) {
    views.pop_back();
    next = http::cursor({views.back().username});
  }
  return answer_page(kAccount, views, next);
}

Response get_account(Call& call) {
  const Uuid id = call.id_param("id");
  account_within_reach(access_of(call), call.db, call.who, id, "accounts.view");
  return one(call, id);
}

Response open_account_route(Call& call) {
  auto body = call.body<AccountBody>(kNewAccount);
  NewAccount asked{body.id, body.username, {body.name, body.phone}, body.unit, {}, body.valid_from, body.valid_to};
  for (const GrantBody& grant : body.grants) asked.grants.push_back(grant.grant());
  const auto link = open_account(access_of(call), call.db, asking(call), asked, act_of(call, body.id));
  return one(call, body.id, link, 201);
}

Response change_state_route(Call& call) {
  auto body = call.body<StateBody>(kAccountState);
  const Uuid id = call.id_param("id");
  change_state(access_of(call), call.db, asking(call), id, body.state, body.reason, act_of(call, body.id));
  return one(call, id);
}

Response renew_link_route(Call& call) {
  auto body = call.body<LinkBody>(kNewLink);
  const Uuid id = call.id_param("id");
  return one(call, id,
             renew_link(access_of(call), call.db, asking(call), id, body.drop_second_factor, act_of(call, body.id)),
             201);
}

Response give_grant_route(Call& call) {
  auto body = call.body<DatedGrantBody>(kDatedGrant);
  Access& access = access_of(call);
  const Uuid id = call.id_param("id");
  give_grant(access, call.db, asking(call), id,
             {body.grant(), body.valid_from.value_or(access.zone().date_of(call.now)), body.valid_to},
             act_of(call, body.id));
  return one(call, id, std::nullopt, 201);
}

Response take_grant_route(Call& call) {
  const Uuid id = call.id_param("id");
  take_grant(access_of(call), call.db, asking(call), id, call.id_param("grant"));
  return one(call, id);
}

Response list_roles(Call& call) {
  const Access& access = access_of(call);
  std::vector<RoleView> views;
  for (const auto& [code, role] : access.roles().all()) views.push_back(role_view(access, call.who, role));
  return answer_page(kRole, views);
}

}  // namespace

void add_account_routes(std::vector<http::Route>& routes) {
  const auto add = [&](http::Route route) {
    route.tag = "access";
    routes.push_back(std::move(route));
  };
  add({.method = Method::get,
       .pattern = "/api/v1/accounts",
       .operation = "listAccounts",
       .permission = "accounts.view",
       .pool = Pool::read,
       .handle = list_accounts,
       .answer = &kAccount,
       .answer_is_page = true,
       .query = {{"query"},
                 {"state"},
                 {"unit", FieldType::uuid},
                 {"idle_days", FieldType::integer},
                 {"after"},
                 {"limit", FieldType::integer}}});
  add({.method = Method::post,
       .pattern = "/api/v1/accounts",
       .operation = "openAccount",
       .permission = "accounts.manage",
       .pool = Pool::write,
       .handle = open_account_route,
       .body = &kNewAccount,
       .answer = &kAccount,
       .success = 201});
  add({.method = Method::get,
       .pattern = "/api/v1/accounts/{id}",
       .operation = "getAccount",
       .permission = "accounts.view",
       .pool = Pool::read,
       .handle = get_account,
       .answer = &kAccount});
  add({.method = Method::post,
       .pattern = "/api/v1/accounts/{id}/state",
       .operation = "changeAccountState",
       .permission = "accounts.manage",
       .pool = Pool::write,
       .handle = change_state_route,
       .body = &kAccountState,
       .answer = &kAccount});
  add({.method = Method::post,
       .pattern = "/api/v1/accounts/{id}/links",
       .operation = "renewAccountLink",
       .permission = "accounts.manage",
       .pool = Pool::write,
       .handle = renew_link_route,
       .body = &kNewLink,
       .answer = &kAccount,
       .success = 201});
  add({.method = Method::post,
       .pattern = "/api/v1/accounts/{id}/grants",
       .operation = "giveGrant",
       .permission = "accounts.manage",
       .pool = Pool::write,
       .handle = give_grant_route,
       .body = &kDatedGrant,
       .answer = &kAccount,
       .success = 201});
  add({.method = Method::del,
       .pattern = "/api/v1/accounts/{id}/grants/{grant}",
       .operation = "takeGrant",
       .permission = "accounts.manage",
       .pool = Pool::write,
       .handle = take_grant_route,
       .answer = &kAccount});
  add({.method = Method::get,
       .pattern = "/api/v1/roles",
       .operation = "listRoles",
       .permission = "accounts.view",
       .pool = Pool::read,
       .handle = list_roles,
       .answer = &kRole,
       .answer_is_page = true});
}

}  // namespace linli::access
