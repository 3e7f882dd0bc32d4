#include "platform/mail/module.hpp"

#include <boost/json.hpp>

#include "kernel/descriptor_fields.hpp"
#include "letters.hpp"
#include "platform/app/module.hpp"
#include "platform/audit/note.hpp"
#include "platform/resources.hpp"

namespace linli::mail {
namespace {

using http::Call;
using http::Method;
using http::Response;

constexpr int kDigestEverySeconds = 300;
constexpr const char* kPermission = "signed_in";

struct NewAddress {
  std::string address;
};
const Descriptor kNewAddress{
    "NewMailAddress",
    {field("address", &NewAddress::address).needed().length(3, 254).sensitive(Sensitivity::personal)}};
struct Proof {
  std::string code;
};
const Descriptor kProof{"MailProof",
                        {field("code", &Proof::code).needed().length(1, 10).sensitive(Sensitivity::sensitive)}};
struct Choices {
  bool immediate = false, digest = false;
};
const Descriptor kChoices{
    "MailChoices", {field("immediate", &Choices::immediate).needed(), field("digest", &Choices::digest).needed()}};

struct View : Choice {
  bool available = false;
};
const Descriptor kView{
    "MyMail",
    {field("available", &View::available), field("address", &View::address), field("proven", &View::proven),
     field("immediate", &View::immediate), field("digest", &View::digest)}};

Response show(Call& call, const Office& office) {
  const View view{choice_of(call.db, office, call.who.account), office.outside.mail.configured()};
  return Response::of_json(write_record(kView, &view));
}

void note(const Call& call, std::string_view action) {
  const std::string object = "account:" + call.who.account.text();
  db::Batch batch;
  audit::note(batch, call, action, object);
  call.db.commit(batch);
}

void add_routes(std::vector<http::Route>& routes, const std::shared_ptr<const Office>& office) {
  const auto add = [&](http::Route route) {
    route.tag = "mail";
    routes.push_back(std::move(route));
  };
  add({.method = Method::get,
       .pattern = "/api/v1/me/mail",
       .operation = "getMyMail",
       .permission = kPermission,
       .handle = [office](Call& call) { return show(call, *office); },
       .answer = &kView});
  add({.method = Method::post,
       .pattern = "/api/v1/me/mail",
       .operation = "setMailAddress",
       .permission = kPermission,
       .pool = http::Pool::slow,
       .handle =
           [office](Call& call) {
             const auto body = call.body<NewAddress>(kNewAddress);
             begin_proof(call.db, *office, call.who.account, body.address, call.now);
             note(call, "mail.set_address");
             return show(call, *office);
           },
       .body = &kNewAddress,
       .answer = &kView});
  add({.method = Method::post,
       .pattern = "/api/v1/me/mail/proof",
       .operation = "proveMailAddress",
       .permission = kPermission,
       .pool = http::Pool::write,
       .handle =
           [office](Call& call) {
             const auto body = call.body<Proof>(kProof);
             prove(call.db, *office, call.who.account, body.code, call.now);
             note(call, "mail.prove_address");
             return show(call, *office);
           },
       .body = &kProof,
       .answer = &kView});
  add({.method = Method::put,
       .pattern = "/api/v1/me/mail",
       .operation = "chooseMail",
       .permission = kPermission,
       .pool = http::Pool::write,
       .handle =
           [office](Call& call) {
             const auto body = call.body<Choices>(kChoices);
             choose(call.db, call.who.account, body.immediate, body.digest);
             return show(call, *office);
           },
       .body = &kChoices,
       .answer = &kView});
  add({.method = Method::del,
       .pattern = "/api/v1/me/mail",
       .operation = "forgetMailAddress",
       .permission = kPermission,
       .pool = http::Pool::write,
       .handle =
           [office](Call& call) {
             forget(call.db, *office, call.who.account);
             note(call, "mail.forget_address");
             return Response::no_content();
           },
       .success = 204});
}

}  // namespace

void register_engine(app::Registry& registry) {
  app::Context& context = registry.context;
  const auto office = std::make_shared<const Office>(
      Office{Settings::parse(resources::get("policy/mail.yaml")), context.get<outgoing::Settings>(),
             context.get<personal::Vault>(), context.get<text::Messages>()});
  add_routes(registry.routes, office);
  registry.subscriptions.push_back(
      {"mail", "", [office](app::Context& shared, db::Connection& db, const app::Event& event) {
         if (office->outside.mail.configured()) mail_at_once(db, *office, shared.zone(), event, shared.clock().now());
       }});
  registry.jobs[kSend] = [office](app::Context& shared, db::Connection& db, const json::value& order, Instant now) {
    send_ordered(db, *office, shared.zone(), order, now);
  };
  registry.jobs[kDigest] = [office](app::Context& shared, db::Connection& db, const json::value&, Instant now) {
    if (office->outside.mail.configured()) order_digests(db, *office, shared.zone(), now);
  };
  registry.periodic.emplace_back(kDigest, kDigestEverySeconds);
}

}  // namespace linli::mail
