#include <boost/json.hpp>

#include "answer.hpp"
#include "kernel/descriptor_fields.hpp"
#include "kernel/refusal.hpp"
#include "links.hpp"
#include "platform/disk/disk.hpp"
#include "routes.hpp"
#include "sign_in.hpp"
#include "views.hpp"

namespace linli::access {
namespace {

using http::Call;
using http::Method;
using http::Pool;
using http::Response;

const Descriptor kSignIn{
    "SignIn",
    {field("username", &SignIn::username).needed().length(1, 100),
     field("password", &SignIn::password).needed().length(1, 200).sensitive(Sensitivity::sensitive),
     field("code", &SignIn::code).length(0, 10).sensitive(Sensitivity::sensitive)}};

struct Password {
  std::string password;
};
const Descriptor kPassword{"Password",
                           {field("password", &Password::password).needed().sensitive(Sensitivity::sensitive)}};

struct FirstAdministratorBody {
  std::string username, name, phone, password;
};
const Descriptor kFirstAdministrator{
    "FirstAdministrator",
    {field("username", &FirstAdministratorBody::username).needed(),
     field("name", &FirstAdministratorBody::name).needed().sensitive(Sensitivity::personal),
     field("phone", &FirstAdministratorBody::phone).needed().sensitive(Sensitivity::personal),
     field("password", &FirstAdministratorBody::password).needed().sensitive(Sensitivity::sensitive)}};

std::string cookie(const http::Request& request, std::string_view value, std::chrono::seconds lasts) {
  std::string text = std::string(kSessionCookie) + "=" + std::string(value) +
                     "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(lasts.count());
  return request.secure ? text + "; Secure" : text;
}

Response sign_in_route(Call& call) {
  Access& access = access_of(call);
  const OpenedSession opened = sign_in(access, call.db, call.body<SignIn>(kSignIn), call.request, call.now);
  Response response = answer(kMe, me_view(access, call.db, opened.who, call.now), 201);
  response.headers["set-cookie"] =
      cookie(call.request, opened.secret, std::chrono::floor<std::chrono::seconds>(opened.ends_at - call.now));
  return response;
}

Response sign_out_route(Call& call) {
  sign_out(call.db, call.request, call.who, call.now);
  Response response = Response::no_content();
  response.headers["set-cookie"] = cookie(call.request, "", std::chrono::seconds(0));
  return response;
}

Response demo_accounts(Call& call) {
  const Access& access = access_of(call);
  if (!access.options().demo) throw Refused{"not_found"};
  const auto text = disk::read(access.options().data_dir + "/demo-accounts.json");
  if (!text) throw Refused{"not_found"};  // not filled yet
  std::vector<DemoAccountView> views;
  const boost::json::value document = boost::json::parse(*text);
  for (const auto& item : document.at("accounts").as_array()) {
    const auto text_of = [&](const char* key) { return std::string(item.at(key).as_string()); };
    const Role* role = access.roles().find(text_of("role"));
    views.push_back({text_of("role"), role ? role->name : text_of("role"), text_of("jurisdiction"), text_of("username"),
                     text_of("password")});
  }
  return answer_page(kDemoAccount, views);
}

Response get_link(Call& call) {
  const LinkOwner owner = owner_of(call.db, call.request.params.at("secret"), call.now);
  return answer(kLink, LinkView{owner.kind, owner.username, owner.display, owner.ends_at});
}

Response use_link(Call& call) {
  set_password_by_link(access_of(call), call.db, asking(call), call.request.params.at("secret"),
                       call.body<Password>(kPassword).password);
  return Response::no_content();
}

Response open_first_account_route(Call& call) {
  auto body = call.body<FirstAdministratorBody>(kFirstAdministrator);
  open_first_account(access_of(call), call.db, asking(call), call.request.params.at("secret"),
                     {body.username, {body.name, body.phone}, body.password});
  return Response::no_content();
}

}  // namespace

void add_sign_in_routes(std::vector<http::Route>& routes) {
  const auto add = [&](http::Route route) {
    route.tag = "access";
    routes.push_back(std::move(route));
  };
  add({.method = Method::post,
       .pattern = "/api/v1/sessions",
       .operation = "signIn",
       .permission = "",
       .pool = Pool::slow,
       .handle = sign_in_route,
       .body = &kSignIn,
       .answer = &kMe,
       .body_limit = 4096,
       .success = 201});
  add({.method = Method::del,
       .pattern = "/api/v1/sessions/current",
       .operation = "signOut",
       .permission = "signed_in",
       .pool = Pool::write,
       .handle = sign_out_route,
       .success = 204});
  add({.method = Method::get,
       .pattern = "/api/v1/demo-accounts",
       .operation = "listDemoAccounts",
       .permission = "",
       .pool = Pool::read,
       .handle = demo_accounts,
       .answer = &kDemoAccount,
       .answer_is_page = true});
  add({.method = Method::get,
       .pattern = "/api/v1/links/{secret}",
       .operation = "getLink",
       .permission = "",
       .pool = Pool::read,
       .handle = get_link,
       .answer = &kLink});
  add({.method = Method::post,
       .pattern = "/api/v1/links/{secret}",
       .operation = "useLink",
       .permission = "",
       .pool = Pool::slow,
       .handle = use_link,
       .body = &kPassword,
       .body_limit = 4096,
       .success = 204});
  add({.method = Method::post,
       .pattern = "/api/v1/first-administrator/{secret}",
       .operation = "openFirstAccount",
       .permission = "",
       .pool = Pool::slow,
       .handle = open_first_account_route,
       .body = &kFirstAdministrator,
       .body_limit = 4096,
       .success = 204});
}

}  // namespace linli::access
