#include "endpoints.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <regex>

#include "kernel/refusal.hpp"
#include "kernel/text.hpp"
#include "platform/audit/note.hpp"
#include "platform/webhooks/signature.hpp"
#include "sender.hpp"
#include "webhooks_sql.hpp"

namespace linli::webhooks {
namespace {

namespace json = boost::json;

void note(db::Batch& batch, const http::Call& call, std::string_view action, const Uuid& id,
          std::string_view scope_code, const json::value& detail = nullptr) {
  const std::string object = "webhook:" + id.text();
  audit::note(batch, call, action, object, scope_code, detail);
}

/// Host and kinds stand in the audit log; the whole address may hold a key of the other side's.
json::value detail_of(const Wanted& wanted) {
  json::object detail{{"host", outgoing::origin_of(wanted.url).host},
                      {"kinds", json::value_from(wanted.kinds)},
                      {"state", wanted.state}};
  if (wanted.unit) detail["unit"] = wanted.unit->text();
  return detail;
}

bool is_offered(const std::string& kind, const std::vector<std::string>& offered) {
  if (!kind.ends_with(".*")) return std::ranges::find(offered, kind) != offered.end();
  const std::string_view module = std::string_view(kind).substr(0, kind.size() - 1);
  return std::ranges::any_of(offered, [&](const std::string& one) { return one.starts_with(module); });
}

void judge(db::Connection& db, const Office& office, const Wanted& wanted) {
  std::vector<FieldError> mistakes;
  try {
    const outgoing::Origin origin = outgoing::origin_of(wanted.url);
    if (!office.outside.origins.allow(origin))
      mistakes.push_back({"url", "webhook_host_not_allowed", {{"host", origin.host}}});
  } catch (const Refused& refused) {
    mistakes.push_back({"url", refused.code, refused.values});
  }
  for (std::size_t i = 0; i < wanted.kinds.size(); ++i)
    if (!is_offered(wanted.kinds[i], office.kinds))
      mistakes.push_back({"kinds[" + std::to_string(i) + "]", "webhook_kind_unknown", {}});
  static const std::regex code(R"(|\d{2}|\d{4}|\d{6}|\d{9}|\d{12}|\d{15})");
  if (!std::regex_match(wanted.scope_code, code)) mistakes.push_back({"scope_code", "webhook_scope_form", {}});
  if (wanted.unit && db.run(sql::unit_is_open, db::Params::of(*wanted.unit)).empty())
    mistakes.push_back({"unit", "unit_not_open", {}});
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
}

std::optional<Endpoint> find(db::Connection& db, const Uuid& id) {
  const std::optional<db::Row> row = db.run(sql::endpoint_by_id, db::Params::of(id)).first();
  if (!row) return std::nullopt;
  Endpoint found;
  found.name = row->text("name");
  found.url = row->text("url");
  found.kinds = row->texts("kinds");
  found.scope_code = row->text("scope_code");
  found.unit = row->maybe_uuid("unit");
  found.state = row->text("state");
  found.id = row->uuid("id");
  found.secret_subject = row->uuid("secret_subject");
  found.version = row->integer("version");
  found.opened_at = row->instant("opened_at");
  return found;
}

bool same(const Wanted& a, const Wanted& b) {
  return a.name == b.name && a.url == b.url && a.kinds == b.kinds && a.scope_code == b.scope_code && a.unit == b.unit;
}

}  // namespace

Endpoint existing(db::Connection& db, const Uuid& id) {
  std::optional<Endpoint> found = find(db, id);
  if (!found || found->state == "removed") throw Refused{"not_found"};
  return *found;
}

std::optional<std::string> open_endpoint(const http::Call& call, const Office& office, const Uuid& id,
                                         const Wanted& wanted) {
  if (const std::optional<Endpoint> before = find(call.db, id)) {
    if (before->state != "removed" && same(*before, wanted)) return std::nullopt;
    throw Refused{"record_id_reused"};
  }
  judge(call.db, office, wanted);
  if (call.db.run(sql::count_endpoints)[0].integer("n") >= office.settings.most_endpoints)
    throw Refused{"webhooks_too_many", {{"most", std::to_string(office.settings.most_endpoints)}}};
  db::Batch batch;
  const personal::Subject subject = office.vault.create(batch, call.now);
  const std::string secret = new_secret();
  office.vault.put(batch, subject, id, {{kSecretField, secret}});
  batch.add(sql::add_endpoint, db::Params::of(id, tidied(wanted.name), wanted.url, wanted.kinds, wanted.scope_code,
                                              wanted.unit, subject.id(), call.now));
  note(batch, call, "webhooks.open", id, wanted.scope_code, detail_of(wanted));
  call.db.commit(batch);
  return secret;
}

void change_endpoint(const http::Call& call, const Office& office, const Uuid& id, std::int64_t version,
                     const Wanted& wanted) {
  const Endpoint before = existing(call.db, id);
  judge(call.db, office, wanted);
  if (before.version != version) throw Refused{"changed_meanwhile"};
  call.db.transaction([&](db::Connection& db) {
    if (db.run(sql::change_endpoint, db::Params::of(id, version, tidied(wanted.name), wanted.url, wanted.kinds,
                                                    wanted.scope_code, wanted.unit, wanted.state))
            .affected() == 0)
      throw Refused{"changed_meanwhile"};
    db::Batch batch;
    note(batch, call, "webhooks.change", id, wanted.scope_code, detail_of(wanted));
    db.commit(batch);
  });
}

void remove_endpoint(const http::Call& call, const Uuid& id) {
  const Endpoint before = existing(call.db, id);
  db::Batch batch;
  batch.add(sql::remove_endpoint, db::Params::of(id));
  batch.add(sql::discard_all, db::Params::of(id, call.now));
  note(batch, call, "webhooks.remove", id, before.scope_code);
  call.db.commit(batch);
}

std::string renew_secret(const http::Call& call, const Office& office, const Uuid& id) {
  const Endpoint endpoint = existing(call.db, id);
  const std::string secret = new_secret();
  db::Batch batch;
  office.vault.put(batch, office.vault.unlock(call.db, endpoint.secret_subject), id, {{kSecretField, secret}});
  note(batch, call, "webhooks.renew_secret", id, endpoint.scope_code);
  call.db.commit(batch);
  return secret;
}

}  // namespace linli::webhooks
