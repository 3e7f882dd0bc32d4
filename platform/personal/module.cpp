#include "platform/personal/module.hpp"

#include <boost/json.hpp>

#include "kernel/descriptor_fields.hpp"
#include "kernel/refusal.hpp"
#include "kernel/text.hpp"
#include "platform/app/module.hpp"
#include "platform/audit/note.hpp"
#include "platform/http/call.hpp"
#include "platform/log/log.hpp"
#include "platform/personal/erasure.hpp"
#include "platform/personal/instance_keys.hpp"
#include "platform/personal/reveal.hpp"
#include "platform/resources.hpp"
#include "platform/yaml/strict.hpp"

namespace linli::personal {
namespace {

constexpr std::size_t kRewrappedAtOnce = 20'000;

struct RevealRequest {
  Uuid id, subject, record;
  std::vector<std::string> fields;
  std::string purpose;
};
const Descriptor kRevealRequest{
    "RevealRequest",
    {field("id", &RevealRequest::id).needed(), field("subject", &RevealRequest::subject).needed(),
     field("record", &RevealRequest::record).needed(), field("fields", &RevealRequest::fields).length(0, 20),
     field("purpose", &RevealRequest::purpose).length(0, 200)}};

struct RevealedValue {
  std::string field, value;
};
const Descriptor kRevealedValue{
    "RevealedValue",
    {field("field", &RevealedValue::field), field("value", &RevealedValue::value).sensitive(Sensitivity::personal)}};
struct Revealed {
  std::vector<RevealedValue> values;
};
const Descriptor kRevealed{"Revealed", {field("values", &Revealed::values, kRevealedValue)}};

http::Response reveal_values(http::Call& call) {
  auto body = call.body<RevealRequest>(kRevealRequest);
  Ref ref{body.subject, body.record};
  auto standing = call.app.get<Revealing>().standing(call.app, call.db, call.who, ref);
  if (!standing) throw Refused{"not_found"};
  auto purpose = tidied(body.purpose);
  auto values = reveal(call.db, call.app.get<Vault>(), call.who,
                       {.ref = ref,
                        .fields = body.fields,
                        .object = standing->object,
                        .scope_code = standing->scope_code,
                        .purpose = purpose.empty() ? standing->open_task : purpose,
                        .request_id = call.request.id},
                       call.now);
  Revealed answer;
  for (auto& [field, value] : values) answer.values.push_back({field, std::move(value)});
  auto response = http::Response::of_json(write_record(kRevealed, &answer));
  response.headers["Cache-Control"] = "no-store";
  return response;
}

struct ErasureRequest {
  Uuid id, subject;
  std::string reason;
};
const Descriptor kErasureRequest{
    "ErasureRequest",
    {field("id", &ErasureRequest::id).needed(), field("subject", &ErasureRequest::subject).needed(),
     field("reason", &ErasureRequest::reason).needed().length(1, 200)}};

http::Response erase_person(http::Call& call) {
  auto body = call.body<ErasureRequest>(kErasureRequest);
  if (call.app.get<access::ReachOf>().of(call.who, "personal.erase").nothing()) throw Refused{"forbidden"};
  auto& vault = call.app.get<Vault>();
  json::value detail = {{"request", body.id.text()}};
  auto object = "subject:" + body.subject.text();
  auto reason = masked("text", tidied(body.reason));
  db::Batch batch;
  vault.erase(batch, body.subject, call.now);
  audit::note(batch, call, "personal.erase", object, {}, detail, reason);
  call.db.commit(batch);
  journal_erasures(call.db, vault.keys());
  return http::Response::no_content();
}

/// How long backups are kept, and with them the keys that open them.
std::chrono::seconds backups_kept() {
  auto policy = yaml::load(resources::get("policy/personal.yaml"));
  yaml::Mistakes mistakes;
  mistakes.only_keys(policy, "", {"backups_kept_days"});
  auto kept = std::chrono::days(mistakes.integer(policy, "", "backups_kept_days"));
  mistakes.done();
  return kept;
}

void carry_rotation_on(app::Context& context, db::Connection& db, const json::value&, Instant now) {
  auto& keys = context.get<Vault>().keys();
  if (auto done = rewrap(db, keys, kRewrappedAtOnce)) log::info("personal.rewrapped", {{"subjects", done}});
  for (const auto& id : retire_wrap_keys(db, keys, now, backups_kept()))
    log::info("personal.wrap_key_destroyed", {{"key", id}});
}

}  // namespace

void register_engine(app::Registry& registry) {
  registry.context.provide(std::make_shared<Revealing>());
  registry.context.provide(registry.context.get<Vault>().shared_keys());
  registry.jobs["personal.journal"] = [](app::Context& context, db::Connection& db, const json::value&, Instant) {
    journal_erasures(db, context.get<Vault>().keys());
  };
  registry.periodic.emplace_back("personal.journal", 10);
  registry.jobs["personal.rotation"] = carry_rotation_on;
  registry.periodic.emplace_back("personal.rotation", 60);
  registry.routes.push_back({.method = http::Method::post,
                             .pattern = "/api/v1/reveals",
                             .operation = "revealPersonalData",
                             .permission = "personal.reveal",
                             .pool = http::Pool::write,
                             .handle = reveal_values,
                             .body = &kRevealRequest,
                             .answer = &kRevealed,
                             .tag = "personal"});
  registry.routes.push_back({.method = http::Method::post,
                             .pattern = "/api/v1/erasures",
                             .operation = "erasePerson",
                             .permission = "personal.erase",
                             .pool = http::Pool::write,
                             .handle = erase_person,
                             .body = &kErasureRequest,
                             .tag = "personal",
                             .success = 204});
}

}  // namespace linli::personal
