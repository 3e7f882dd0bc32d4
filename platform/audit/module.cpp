#include "platform/audit/module.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <limits>

#include "audit_sql.hpp"
#include "kernel/descriptor_fields.hpp"
#include "platform/app/module.hpp"
#include "platform/audit/sealer.hpp"
#include "platform/http/page.hpp"
#include "platform/outbox/runner.hpp"
#include "platform/principal/principal.hpp"

namespace linli::audit {
namespace {

constexpr auto kDefaultSpan = std::chrono::days(31);
constexpr auto kSealingPause = std::chrono::milliseconds(500);
constexpr int kMonthsEverySeconds = 6 * 3600;
constexpr std::size_t kCityCode = 4;  // digits; a wider or equal prefix also reaches what has no place

struct EntryView {
  std::int64_t position = 0;
  Instant at;
  std::string actor;
  std::optional<Uuid> account;
  std::string display, action, object, scope_code, request_id, purpose;
  json::value detail;
};

const Descriptor kEntryView{"AuditEntry",
                            {field("position", &EntryView::position), field("at", &EntryView::at),
                             field("actor", &EntryView::actor).among({"anonymous", "staff", "token", "system"}),
                             field("account", &EntryView::account), field("display", &EntryView::display),
                             field("action", &EntryView::action), field("object", &EntryView::object),
                             field("scope_code", &EntryView::scope_code), field("request_id", &EntryView::request_id),
                             field("purpose", &EntryView::purpose), field("detail", &EntryView::detail)}};

EntryView view_of(const db::Row& row) {
  return {.position = row.integer("position"),
          .at = row.instant("at"),
          .actor = row.text("actor"),
          .account = row.maybe_uuid("account"),
          .display = row.text("display"),
          .action = row.text("action"),
          .object = row.text("object"),
          .scope_code = row.text("scope_code"),
          .request_id = row.text("request_id"),
          .purpose = row.text("purpose"),
          .detail = row.is_null("detail") ? json::value() : json::parse(row.view("detail"))};
}

http::Response list(http::Call& call) {
  const auto& request = call.request;
  auto given = [&](const char* name) { return request.query_value(name).value_or(""); };
  auto page = http::page_request(request, 2);
  auto to = request.query_value("to") ? parse_instant(given("to")) : Instant::max();
  // Newest first: a clock that runs ahead elsewhere must not hide entries, so without `to` the end stays open.
  auto from = request.query_value("from") ? parse_instant(given("from")) : std::min(call.now, to) - kDefaultSpan;
  auto reach = call.app.get<access::ReachOf>().of(call.who, "audit.view");
  bool placeless = std::ranges::any_of(reach.prefixes, [](const auto& prefix) { return prefix.size() <= kCityCode; });
  std::optional<Uuid> account;
  if (auto text = request.query_value("account")) account = Uuid::parse(*text);
  db::Params params =
      db::Params::of(from, to == Instant::max() ? std::string("infinity") : to_text(to), given("action"), account,
                     given("scope"), given("request"), reach.prefixes, placeless);
  if (page.first())
    params.add(std::numeric_limits<std::int64_t>::max()).add(std::numeric_limits<std::int64_t>::max());
  else
    params.add(page.key(0)).add(page.key(1));
  params.add(page.limit + 1);
  auto object = given("object");
  auto rows =
      object.empty() ? call.db.run(sql::entries, params) : call.db.run(sql::entries_of_object, params.add(object));
  json::array items;
  json::value next;
  for (const auto& row : rows) {
    if (items.size() == static_cast<std::size_t>(page.limit)) {
      auto last = rows[items.size() - 1];
      next = json::string(http::cursor({last.text("xid"), last.text("position")}));
      break;
    }
    auto view = view_of(row);
    items.push_back(write_record(kEntryView, &view));
  }
  return http::Response::of_json(json::object{{"items", std::move(items)}, {"next", std::move(next)}});
}

}  // namespace

void register_engine(app::Registry& registry) {
  registry.on_start.push_back([](app::Context& context, db::Connection& db) {
    open_months(db, context.clock().now());
    auto sealer =
        std::make_shared<Sealer>(context.get<crypto::KeyRing>(), context.config().data_dir + "/anchors/audit.anchor");
    context.get<outbox::Runner>().loop("audit.seal", kSealingPause, [&context, sealer](db::Connection& link) {
      sealer->seal(link, context.clock().now());
      return false;
    });
  });
  registry.jobs["audit.months"] = [](app::Context&, db::Connection& db, const json::value&, Instant now) {
    open_months(db, now);
  };
  registry.periodic.emplace_back("audit.months", kMonthsEverySeconds);
  registry.routes.push_back({.method = http::Method::get,
                             .pattern = "/api/v1/audit",
                             .operation = "listAuditEntries",
                             .permission = "audit.view",
                             .pool = http::Pool::read,
                             .handle = list,
                             .answer = &kEntryView,
                             .answer_is_page = true,
                             .query = {{"from", FieldType::instant},
                                       {"to", FieldType::instant},
                                       {"action"},
                                       {"object"},
                                       {"account", FieldType::uuid},
                                       {"scope"},
                                       {"request"},
                                       {"after"},
                                       {"limit", FieldType::integer}},
                             .tag = "audit"});
}

}  // namespace linli::audit
