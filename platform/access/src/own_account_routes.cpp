#include "answer.hpp"
#include "kernel/descriptor_fields.hpp"
#include "own_account.hpp"
#include "routes.hpp"
#include "views.hpp"

namespace linli::access {
namespace {

using http::Call;
using http::Method;
using http::Pool;
using http::Response;

struct PasswordChange {
  std::string current, password;
};
const Descriptor kPasswordChange{
    "PasswordChange",
    {field("current", &PasswordChange::current).needed().length(1, 200).sensitive(Sensitivity::sensitive),
     field("password", &PasswordChange::password).needed().sensitive(Sensitivity::sensitive)}};

struct TotpBeginning {
  std::string password;
  std::optional<std::string> code;
};
const Descriptor kTotpBeginning{
    "TotpBeginning",
    {field("password", &TotpBeginning::password).needed().length(1, 200).sensitive(Sensitivity::sensitive),
     field("code", &TotpBeginning::code).length(0, 10).sensitive(Sensitivity::sensitive)}};

struct TotpConfirmation {
  std::string code;
};
const Descriptor kTotpConfirmation{
    "TotpConfirmation",
    {field("code", &TotpConfirmation::code).needed().length(1, 10).sensitive(Sensitivity::sensitive)}};

struct TokenBody {
  Uuid id;
  std::string name;
  std::vector<std::string> permissions;
  std::optional<Instant> expires_at;
};
const Descriptor kNewToken{
    "NewToken",
    {field("id", &TokenBody::id).needed(), field("name", &TokenBody::name).needed().length(1, 100),
     field("permissions", &TokenBody::permissions).needed().length(1, 50),
     field("expires_at", &TokenBody::expires_at)}};

TokenView token_view(const OwnToken& token) {
  return {token.id, token.name, token.scopes, token.opened_at, token.ends_at, token.seen_at, std::nullopt};
}

Response me(Call& call) { return answer(kMe, me_view(access_of(call), call.db, call.who, call.now)); }

Response change_password_route(Call& call) {
  auto body = call.body<PasswordChange>(kPasswordChange);
  change_password(access_of(call), call.db, asking(call), call.request.peer, body.current, body.password);
  return Response::no_content();
}

Response begin_totp_route(Call& call) {
  auto body = call.body<TotpBeginning>(kTotpBeginning);
  const TotpToEnrol begun =
      begin_totp(access_of(call), call.db, asking(call), call.request.peer, body.password, body.code);
  return answer(kTotp, TotpView{begun.secret, begun.uri}, 201);
}

Response confirm_totp_route(Call& call) {
  confirm_totp(access_of(call), call.db, asking(call), call.body<TotpConfirmation>(kTotpConfirmation).code);
  return Response::no_content();
}

Response make_token_route(Call& call) {
  auto body = call.body<TokenBody>(kNewToken);
  TokenView view{body.id, body.name, body.permissions, call.now, {}, std::nullopt, std::nullopt};
  view.token = make_token(access_of(call), call.db, asking(call),
                          {body.id, body.name, body.permissions, body.expires_at}, view.expires_at);
  return answer(kToken, view, 201);
}

Response list_tokens(Call& call) {
  std::vector<TokenView> views;
  for (const OwnToken& token : own_tokens(call.db, call.who.account)) views.push_back(token_view(token));
  return answer_page(kToken, views);
}

Response revoke_token_route(Call& call) {
  revoke_token(call.db, asking(call), call.id_param("id"));
  return Response::no_content();
}

}  // namespace

void add_own_account_routes(std::vector<http::Route>& routes) {
  const auto add = [&](http::Route route) {
    route.tag = "access";
    routes.push_back(std::move(route));
  };
  add({.method = Method::get,
       .pattern = "/api/v1/me",
       .operation = "getMe",
       .permission = "signed_in",
       .pool = Pool::read,
       .handle = me,
       .answer = &kMe});
  add({.method = Method::post,
       .pattern = "/api/v1/me/password",
       .operation = "changePassword",
       .permission = "signed_in",
       .pool = Pool::slow,
       .handle = change_password_route,
       .body = &kPasswordChange,
       .body_limit = 4096,
       .success = 204});
  add({.method = Method::post,
       .pattern = "/api/v1/me/totp",
       .operation = "beginTotp",
       .permission = "signed_in",
       .pool = Pool::slow,
       .handle = begin_totp_route,
       .body = &kTotpBeginning,
       .answer = &kTotp,
       .body_limit = 4096,
       .success = 201});
  add({.method = Method::post,
       .pattern = "/api/v1/me/totp/confirmation",
       .operation = "confirmTotp",
       .permission = "signed_in",
       .pool = Pool::write,
       .handle = confirm_totp_route,
       .body = &kTotpConfirmation,
       .body_limit = 4096,
       .success = 204});
  add({.method = Method::post,
       .pattern = "/api/v1/tokens",
       .operation = "makeToken",
       .permission = "tokens.manage",
       .pool = Pool::write,
       .handle = make_token_route,
       .body = &kNewToken,
       .answer = &kToken,
       .success = 201});
  add({.method = Method::get,
       .pattern = "/api/v1/tokens",
       .operation = "listTokens",
       .permission = "tokens.manage",
       .pool = Pool::read,
       .handle = list_tokens,
       .answer = &kToken,
       .answer_is_page = true});
  add({.method = Method::del,
       .pattern = "/api/v1/tokens/{id}",
       .operation = "revokeToken",
       .permission = "tokens.manage",
       .pool = Pool::write,
       .handle = revoke_token_route,
       .success = 204});
}

}  // namespace linli::access
