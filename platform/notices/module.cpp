#include "platform/notices/module.hpp"

#include <boost/json.hpp>

#include "collect.hpp"
#include "kernel/descriptor_fields.hpp"
#include "notices_sql.hpp"
#include "platform/app/module.hpp"
#include "platform/http/event_stream.hpp"
#include "platform/http/page.hpp"
#include "platform/outbox/runner.hpp"
#include "platform/text/messages.hpp"
#include "stream.hpp"

namespace linli::notices {
namespace {

constexpr const char* kPrune = "notices.prune";
constexpr auto kKept = std::chrono::days(90);
constexpr int kMissed = 300;

struct NoticeView {
  Uuid id;
  Instant at;
  std::string topic, text, subject, subject_id;
  json::value details;
  bool read = false;
};

const Descriptor kNotice{"Notice",
                         {field("id", &NoticeView::id), field("at", &NoticeView::at),
                          field("topic", &NoticeView::topic), field("text", &NoticeView::text),
                          field("subject", &NoticeView::subject), field("subject_id", &NoticeView::subject_id),
                          field("details", &NoticeView::details), field("read", &NoticeView::read)}};

NoticeView view_of(const db::Row& row, const text::Messages& messages, const std::string& language) {
  NoticeView view{row.uuid("id"),      row.instant("at"),      row.text("topic"),       {},
                  row.text("subject"), row.text("subject_id"), row.document("details"), row.boolean("is_read")};
  std::map<std::string, std::string> values;
  for (const auto& item : view.details.as_object())
    if (item.value().is_string()) values[item.key()] = item.value().as_string();
  view.text = messages.text(language, "notice." + view.topic, values);
  return view;
}

http::Response list(http::Call& call) {
  const auto page = http::page_request(call.request, 1);
  std::vector<std::string> roles, prefixes;
  std::vector<Uuid> units;
  for (const auto& grant : call.who.grants) {
    roles.push_back(grant.role);
    prefixes.push_back(grant.prefix);
    units.push_back(grant.unit);
  }
  Uuid before;
  before.bytes.fill(0xff);
  if (!page.first()) before = Uuid::parse(page.key(0));
  const bool unread = call.request.query_value("unread") == "true";
  auto rows = call.db.run(sql::notices_for, db::Params::of(call.who.person, call.who.account, roles, prefixes, units,
                                                           before, unread, page.limit + 1));
  const auto& messages = call.app.get<text::Messages>();
  const auto language = messages.negotiate(call.request.header("accept-language"));
  json::array items;
  json::value next;
  for (const auto& row : rows) {
    if (items.size() == static_cast<std::size_t>(page.limit)) {
      next = json::string(http::cursor({rows[items.size() - 1].uuid("id").text()}));
      break;
    }
    auto view = view_of(row, messages, language);
    items.push_back(write_record(kNotice, &view));
  }
  return http::Response::of_json(json::object{{"items", std::move(items)}, {"next", std::move(next)}});
}

http::Response mark_read(http::Call& call) {
  call.db.run(sql::mark_read, db::Params::of(call.id_param("id"), call.who.account, call.now));
  return http::Response::no_content();
}

http::Response open_stream(http::Call& call) {
  auto missed = [&call](std::int64_t after) {
    std::vector<http::StreamEvent> events;
    call.app.get<outbox::Runner>().missed(call.db, after, kMissed, [&](const outbox::Event& event) {
      if (auto one = heard(event)) events.push_back(std::move(*one));
    });
    return events;
  };
  return call.app.get<http::EventStream>().open(call, http::filter_by_grants(call.who), missed);
}

void add_routes(std::vector<http::Route>& routes) {
  routes.push_back(
      {.method = http::Method::get,
       .pattern = "/api/v1/notices",
       .operation = "listNotices",
       .permission = "signed_in",
       .handle = list,
       .answer = &kNotice,
       .answer_is_page = true,
       .query = {{"unread", FieldType::boolean, "only those not yet read"}, {"after"}, {"limit", FieldType::integer}},
       .tag = "notices"});
  routes.push_back({.method = http::Method::post,
                    .pattern = "/api/v1/notices/{id}/read",
                    .operation = "markNoticeRead",
                    .permission = "signed_in",
                    .pool = http::Pool::write,
                    .handle = mark_read,
                    .tag = "notices"});
  routes.push_back({.method = http::Method::get,
                    .pattern = "/api/v1/stream",
                    .operation = "openStream",
                    .permission = "signed_in",
                    .handle = open_stream,
                    .tag = "notices"});
}

}  // namespace

void register_engine(app::Registry& registry) {
  add_routes(registry.routes);
  registry.subscriptions.push_back(
      {"notices", "", [](app::Context& context, db::Connection& db, const app::Event& event) {
         collect(db, event, context.clock().now());
       }});
  registry.jobs[kPrune] = [](app::Context&, db::Connection& db, const json::value&, Instant now) {
    db.run(sql::prune_notices, db::Params::of(now - kKept));
  };
  registry.periodic.emplace_back(kPrune, 24 * 3600);
  auto& stream = registry.context.get<http::EventStream>();
  registry.context.get<outbox::Runner>().tail([&stream](const outbox::Event& event) {
    if (auto one = heard(event)) stream.broadcast(*one);
  });
}

}  // namespace linli::notices
