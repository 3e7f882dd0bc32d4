#include "routes.hpp"

#include <boost/json.hpp>

#include "kernel/descriptor_fields.hpp"
#include "kernel/refusal.hpp"
#include "kernel/text.hpp"
#include "platform/app/module.hpp"
#include "platform/audit/note.hpp"
#include "platform/http/page.hpp"
#include "platform/text/messages.hpp"
#include "sender.hpp"
#include "webhooks_sql.hpp"

namespace linli::webhooks {
namespace {

using http::Call;
using http::Method;
using http::Pool;
using http::Response;

constexpr const char* kPermission = "webhooks.manage";

struct NewEndpoint : Wanted {
  Uuid id;
};
const Descriptor kNewEndpoint{
    "NewWebhook",
    {field("id", &NewEndpoint::id).needed(), field("name", &NewEndpoint::name).needed().length(1, 100),
     field("url", &NewEndpoint::url).needed().length(1, 500),
     field("kinds", &NewEndpoint::kinds).needed().length(1, 100),
     field("scope_code", &NewEndpoint::scope_code).length(0, 15), field("unit", &NewEndpoint::unit)}};
const Descriptor kChange{
    "WebhookChange",
    {field("name", &Wanted::name).needed().length(1, 100), field("url", &Wanted::url).needed().length(1, 500),
     field("kinds", &Wanted::kinds).needed().length(1, 100), field("scope_code", &Wanted::scope_code).length(0, 15),
     field("unit", &Wanted::unit), field("state", &Wanted::state).needed().among({"active", "paused"})}};

struct EndpointView {
  Uuid id;
  std::string name, url;
  std::vector<std::string> kinds;
  std::string scope_code;
  std::optional<Uuid> unit;
  std::optional<std::string> unit_name;
  std::string state;
  std::int64_t version = 0, waiting = 0, dead = 0;
  std::optional<Instant> rest_until, called_at;
  std::optional<std::string> outcome;
  std::optional<std::int64_t> status;
  Instant opened_at;
  std::optional<std::string> secret;
};
const Descriptor kEndpoint{
    "Webhook",
    {field("id", &EndpointView::id), field("name", &EndpointView::name), field("url", &EndpointView::url),
     field("kinds", &EndpointView::kinds), field("scope_code", &EndpointView::scope_code),
     field("unit", &EndpointView::unit), field("unit_name", &EndpointView::unit_name),
     field("state", &EndpointView::state).among({"active", "paused"}), field("version", &EndpointView::version),
     field("waiting", &EndpointView::waiting), field("dead", &EndpointView::dead),
     field("rest_until", &EndpointView::rest_until), field("called_at", &EndpointView::called_at),
     field("outcome", &EndpointView::outcome), field("status", &EndpointView::status),
     field("opened_at", &EndpointView::opened_at),
     field("secret", &EndpointView::secret).sensitive(Sensitivity::sensitive)}};

struct SecretView {
  std::string secret;
};
const Descriptor kSecret{"WebhookSecret", {field("secret", &SecretView::secret).sensitive(Sensitivity::sensitive)}};

struct PingView {
  int status = 0;
  std::string outcome;
  std::int64_t milliseconds = 0;
};
const Descriptor kPing{"WebhookTest",
                       {field("status", &PingView::status), field("outcome", &PingView::outcome),
                        field("milliseconds", &PingView::milliseconds).in("ms")}};

struct KindView {
  std::string kind, label;
};
const Descriptor kKind{"WebhookKind", {field("kind", &KindView::kind), field("label", &KindView::label)}};

struct DeliveryView {
  Uuid id;
  std::string kind, key, number, state;
  Instant at, due;
  std::int64_t attempts = 0;
  std::optional<Instant> ended_at;
  json::value calls;
};
const Descriptor kDelivery{
    "WebhookDelivery",
    {field("id", &DeliveryView::id), field("kind", &DeliveryView::kind), field("key", &DeliveryView::key),
     field("number", &DeliveryView::number),
     field("state", &DeliveryView::state).among({"waiting", "delivered", "dead", "discarded"}),
     field("at", &DeliveryView::at), field("due", &DeliveryView::due), field("attempts", &DeliveryView::attempts),
     field("ended_at", &DeliveryView::ended_at), field("calls", &DeliveryView::calls)}};

EndpointView view_of(const db::Row& row) {
  return {row.uuid("id"),
          row.text("name"),
          row.text("url"),
          row.texts("kinds"),
          row.text("scope_code"),
          row.maybe_uuid("unit"),
          row.maybe_text("unit_name"),
          row.text("state"),
          row.integer("version"),
          row.integer("waiting"),
          row.integer("dead"),
          row.maybe_instant("rest_until"),
          row.maybe_instant("called_at"),
          row.maybe_text("outcome"),
          row.maybe_integer("status"),
          row.instant("opened_at"),
          std::nullopt};
}

EndpointView one(db::Connection& db, const Uuid& id) {
  for (const db::Row row : db.run(sql::endpoints))
    if (row.uuid("id") == id) return view_of(row);
  throw Refused{"not_found"};
}

template <class View>
Response answer(const Descriptor& descriptor, const View& view, int status = 200) {
  return Response::of_json(write_record(descriptor, &view), status);
}

Response page(json::array items, json::value next = nullptr) {
  return Response::of_json(json::object{{"items", std::move(items)}, {"next", std::move(next)}});
}

Response list(Call& call) {
  json::array items;
  for (const db::Row row : call.db.run(sql::endpoints)) {
    const EndpointView view = view_of(row);
    items.push_back(write_record(kEndpoint, &view));
  }
  return page(std::move(items));
}

Response list_kinds(Call& call, const Office& office) {
  const text::Messages& messages = call.app.get<text::Messages>();
  const std::string language = messages.negotiate(call.request.header("accept-language"));
  json::array items;
  for (const std::string& kind : office.kinds) {
    const KindView view{kind, tidied(messages.text(language, "notice." + kind, {{"number", ""}}))};
    items.push_back(write_record(kKind, &view));
  }
  return page(std::move(items));
}

Response open(Call& call, const Office& office) {
  const auto body = call.body<NewEndpoint>(kNewEndpoint);
  const std::optional<std::string> secret = open_endpoint(call, office, body.id, body);
  EndpointView view = one(call.db, body.id);
  view.secret = secret;
  Response response = answer(kEndpoint, view, 201);
  response.headers["Cache-Control"] = "no-store";
  return response;
}

Response change(Call& call, const Office& office) {
  const Uuid id = call.id_param("id");
  const auto body = call.body<Wanted>(kChange);
  change_endpoint(call, office, id, http::required_if_match(call.request), body);
  return answer(kEndpoint, one(call.db, id));
}

Response remove(Call& call) {
  remove_endpoint(call, call.id_param("id"));
  return Response::no_content();
}

Response renew(Call& call, const Office& office) {
  Response response = answer(kSecret, SecretView{renew_secret(call, office, call.id_param("id"))}, 201);
  response.headers["Cache-Control"] = "no-store";
  return response;
}

Response ping(Call& call, const Sender& sender) {
  const Endpoint endpoint = existing(call.db, call.id_param("id"));
  const Uuid id = Uuid::v7(call.now);
  const outgoing::Answer answered =
      sender.ping(sender.target(call.db, endpoint.id, endpoint.url, endpoint.secret_subject), id, call.now);
  const PingView view{answered.status, outcome_of(answered), answered.took.count()};
  db::Batch batch;
  batch.add(sql::add_test, db::Params::of(id, endpoint.id, call.now, answered.taken() ? "delivered" : "discarded"));
  batch.add(sql::add_attempt, db::Params::of(id, call.now, view.status, view.outcome, view.milliseconds));
  if (answered.taken()) batch.add(sql::endpoint_well, db::Params::of(endpoint.id));
  call.db.commit(batch);
  return answer(kPing, view);
}

Response list_deliveries(Call& call) {
  const http::PageRequest asked = http::page_request(call.request, 2);
  const Endpoint endpoint = existing(call.db, call.id_param("id"));
  Uuid last;
  last.bytes.fill(0xff);
  const Instant at = asked.first() ? call.now + std::chrono::days(1) : parse_instant(asked.key(0));
  if (!asked.first()) last = Uuid::parse(asked.key(1));
  const db::Rows rows = call.db.run(
      sql::deliveries,
      db::Params::of(endpoint.id, call.request.query_value("state").value_or(""), at, last, asked.limit + 1));
  json::array items;
  for (const db::Row row : rows) {
    if (items.size() == static_cast<std::size_t>(asked.limit)) {
      const db::Row shown = rows[items.size() - 1];
      return page(std::move(items),
                  json::string(http::cursor({to_text(shown.instant("at")), shown.uuid("id").text()})));
    }
    DeliveryView view{row.uuid("id"),
                      row.text("kind"),
                      row.text("key"),
                      "",
                      row.text("state"),
                      row.instant("at"),
                      row.instant("due"),
                      row.integer("attempts"),
                      row.maybe_instant("ended_at"),
                      row.document("calls")};
    const json::value data = row.document("data");
    if (const json::value* number = data.as_object().if_contains("number"); number && number->is_string())
      view.number = number->get_string();
    items.push_back(write_record(kDelivery, &view));
  }
  return page(std::move(items));
}

Response settle(Call& call, const db::Statement& change, std::string_view action) {
  const Uuid id = call.id_param("id");
  const std::optional<db::Row> dead = call.db.run(sql::dead_delivery, db::Params::of(id)).first();
  if (!dead) throw Refused{"no_such_dead_letter"};
  const std::string object = "webhook_delivery:" + id.text();
  const json::value detail{{"webhook", dead->uuid("endpoint").text()}};
  db::Batch batch;
  batch.add(change, db::Params::of(id, call.now));
  audit::note(batch, call, action, object, {}, detail);
  call.db.commit(batch);
  return Response::no_content();
}

}  // namespace

void add_routes(std::vector<http::Route>& routes, const std::shared_ptr<const Office>& office,
                const std::shared_ptr<const Sender>& sender) {
  const auto add = [&](http::Route route) {
    route.tag = "webhooks";
    routes.push_back(std::move(route));
  };
  add({.method = Method::get,
       .pattern = "/api/v1/webhooks",
       .operation = "listWebhooks",
       .permission = kPermission,
       .handle = list,
       .answer = &kEndpoint,
       .answer_is_page = true});
  add({.method = Method::get,
       .pattern = "/api/v1/webhook-kinds",
       .operation = "listWebhookKinds",
       .permission = kPermission,
       .handle = [office](Call& call) { return list_kinds(call, *office); },
       .answer = &kKind,
       .answer_is_page = true});
  add({.method = Method::post,
       .pattern = "/api/v1/webhooks",
       .operation = "openWebhook",
       .permission = kPermission,
       .pool = Pool::write,
       .handle = [office](Call& call) { return open(call, *office); },
       .body = &kNewEndpoint,
       .answer = &kEndpoint,
       .success = 201});
  add({.method = Method::put,
       .pattern = "/api/v1/webhooks/{id}",
       .operation = "changeWebhook",
       .permission = kPermission,
       .pool = Pool::write,
       .handle = [office](Call& call) { return change(call, *office); },
       .body = &kChange,
       .answer = &kEndpoint});
  add({.method = Method::del,
       .pattern = "/api/v1/webhooks/{id}",
       .operation = "removeWebhook",
       .permission = kPermission,
       .pool = Pool::write,
       .handle = remove,
       .success = 204});
  add({.method = Method::post,
       .pattern = "/api/v1/webhooks/{id}/secret",
       .operation = "renewWebhookSecret",
       .permission = kPermission,
       .pool = Pool::write,
       .handle = [office](Call& call) { return renew(call, *office); },
       .answer = &kSecret,
       .success = 201});
  add({.method = Method::post,
       .pattern = "/api/v1/webhooks/{id}/ping",
       .operation = "testWebhook",
       .permission = kPermission,
       .pool = Pool::slow,
       .handle = [sender](Call& call) { return ping(call, *sender); },
       .answer = &kPing});
  add({.method = Method::get,
       .pattern = "/api/v1/webhooks/{id}/deliveries",
       .operation = "listWebhookDeliveries",
       .permission = kPermission,
       .handle = list_deliveries,
       .answer = &kDelivery,
       .answer_is_page = true,
       .query = {{"state"}, {"after"}, {"limit", FieldType::integer}}});
  add({.method = Method::post,
       .pattern = "/api/v1/webhook-deliveries/{id}/retry",
       .operation = "retryWebhookDelivery",
       .permission = kPermission,
       .pool = Pool::write,
       .handle = [](Call& call) { return settle(call, sql::retry_delivery, "webhooks.retry"); },
       .success = 204});
  add({.method = Method::post,
       .pattern = "/api/v1/webhook-deliveries/{id}/discard",
       .operation = "discardWebhookDelivery",
       .permission = kPermission,
       .pool = Pool::write,
       .handle = [](Call& call) { return settle(call, sql::discard_delivery, "webhooks.discard"); },
       .success = 204});
}

}  // namespace linli::webhooks
