#include <boost/json.hpp>

#include "app/orders.hpp"
#include "incidents/public_view.hpp"
#include "orders_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/audit/audit.hpp"
#include "platform/http/page.hpp"
#include "platform/personal/vault.hpp"

namespace linli::orders {
namespace {

constexpr int kMostAnswers = 5000;  // of one sheet

/// An order as stored.
struct Stored {
  OrderRow row;
  std::string district, scope_code;
  std::optional<Uuid> answer, subject;
};

Stored read_order(const db::Row& row, const Orders& orders, Instant now) {
  Stored s;
  s.row.id = row.uuid("id");
  const std::string code = row.text("system");
  s.row.system = {code, code};
  for (const System& system : orders.systems.all)
    if (system.code == code) s.row.system.name = system.name;
  s.row.number = row.text("number");
  s.row.incident_number = row.text("incident_number");
  s.row.received_at = row.instant("received_at");
  s.row.due = row.instant("due");
  s.row.answered_at = row.maybe_instant("answered_at");
  s.row.answered_by = row.maybe_text("answered_name");
  s.row.answered_unit = row.maybe_text("answered_unit");
  s.row.overdue = !s.row.answered_at && s.row.due < now;
  s.row.soon = !s.row.answered_at && !s.row.overdue && s.row.due < now + orders.systems.soon;
  s.district = row.text("district");
  s.scope_code = row.text("scope_code");
  s.answer = row.maybe_uuid("answer");
  s.subject = row.maybe_uuid("answer_subject");
  return s;
}

// The answers' words, and where the cases stand.
void complete(http::Call& call, std::vector<Stored>& rows) {
  std::vector<personal::Ref> refs;
  incidents::PublicFilter filter;
  for (const Stored& s : rows) {
    if (s.answer && s.subject) refs.push_back({*s.subject, *s.answer});
    filter.numbers.push_back(s.row.incident_number);
  }
  if (rows.empty()) return;
  const auto words = call.app.get<personal::Vault>().open_many(call.db, refs);
  std::map<std::string, incidents::PublicCase> cases;
  filter.limit = static_cast<std::int64_t>(rows.size());
  for (incidents::PublicCase& c : incidents::public_cases(call.db, filter, call.now)) cases[c.number] = std::move(c);
  for (Stored& s : rows) {
    if (const auto found = cases.find(s.row.incident_number); found != cases.end()) {
      s.row.incident_state = found->second.state;
      s.row.incident_due = found->second.due;
    }
    if (!s.answer || !s.subject) continue;
    if (const auto found = words.find({*s.subject, *s.answer}); found != words.end())
      if (const auto text = found->second.find("text"); text != found->second.end()) s.row.answer = text->second;
  }
}

std::optional<Stored> find_order(http::Call& call, const Orders& orders, const Uuid& id) {
  const db::Rows rows = call.db.run(sql::find_order, db::Params::of(id));
  return rows.empty() ? std::nullopt : std::optional(read_order(rows[0], orders, call.now));
}

std::string unit_of(http::Call& call) {
  const std::vector<Uuid> units = call.who.units();
  if (units.empty()) return "";
  const db::Rows rows = call.db.run(sql::unit_name, db::Params::of(units.front()));
  return rows.empty() ? "" : rows[0].text("name");
}

std::vector<Stored> read_page(http::Call& call, const Orders& orders, std::string_view permission, bool answered,
                              const http::PageRequest& page, int limit) {
  const access::Reach reach = call.app.get<access::Access>().reach(call.who, permission);
  const std::optional<std::string> system = call.request.query_value("system");
  const auto bound = call.request.query_value(answered ? "since" : "due_before");
  db::Params params = db::Params::of(reach.prefixes, system, bound ? std::optional(parse_instant(*bound)) : std::nullopt);
  if (page.first())
    params.add(nullptr).add(nullptr);
  else
    params.add(page.key(0)).add(Uuid::parse(page.key(1)));
  params.add(limit);
  std::vector<Stored> rows;
  for (const db::Row row : call.db.run(answered ? sql::answered_orders : sql::waiting_orders, params))
    rows.push_back(read_order(row, orders, call.now));
  return rows;
}

}  // namespace

OrderPage list_orders(http::Call& call, Orders& orders, std::string_view permission, bool answered) {
  const http::PageRequest asked = http::page_request(call.request, 2);
  std::vector<Stored> rows = read_page(call, orders, permission, answered, asked, asked.limit + 1);
  OrderPage page;
  if (static_cast<int>(rows.size()) > asked.limit) {
    rows.resize(static_cast<std::size_t>(asked.limit));
    const OrderRow& last = rows.back().row;
    page.next = http::cursor({to_text(answered ? *last.answered_at : last.due), last.id.text()});
  }
  complete(call, rows);
  for (Stored& s : rows) page.items.push_back(std::move(s.row));
  return page;
}

OrderRow answer_order(http::Call& call, Orders& orders, const AnswerGiven& given) {
  std::optional<Stored> found = find_order(call, orders, call.id_param("id"));
  access::Relation relation;
  if (found) relation.scope_code = found->scope_code;
  if (!found || !call.app.get<access::Access>().covers(call.who, "orders.manage", relation))
    throw Refused{"order_not_found"};
  personal::Vault& vault = call.app.get<personal::Vault>();
  if (!found->answer) {
    const std::string object = "incident:" + found->row.id.text();
    db::Batch batch;
    const personal::Subject subject = vault.create(batch, call.now);
    vault.put(batch, subject, given.id, {{"text", given.text}});
    batch.add(sql::keep_answer, db::Params::of(found->row.id, found->district, given.id, subject.id(), call.now,
                                               call.who.display, unit_of(call)));
    audit::record(batch, {call.now, &call.who, "orders.answer", object, found->scope_code, call.request.id, "", nullptr});
    call.db.commit(batch);
    found = find_order(call, orders, found->row.id);
  }
  std::vector<Stored> rows{std::move(*found)};
  complete(call, rows);
  if (rows[0].answer != given.id || rows[0].row.answer != given.text) throw Refused{"order_answered"};
  return std::move(rows[0].row);
}

http::Response answers_sheet(http::Call& call, Orders& orders) {
  const System& system = orders.systems.find(call.request.query_value("system").value_or(""));
  std::vector<Stored> rows = read_page(call, orders, "orders.manage", true, {}, kMostAnswers);
  complete(call, rows);
  std::vector<xlsx::Row> lines;
  for (const Stored& s : rows) {
    const LocalTime at = call.app.zone().to_local(*s.row.answered_at);
    const std::string local = to_text(Instant(at.time_since_epoch()));
    lines.push_back({s.row.number, s.row.answer.value_or(""), s.row.answered_unit.value_or(""),
                     local.substr(0, 10) + " " + local.substr(11, 5)});
  }
  http::Response response;
  response.headers["content-type"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  response.headers["content-disposition"] = "attachment; filename=\"answers-" + system.code + ".xlsx\"";
  response.headers["cache-control"] = "no-store";
  response.body = xlsx::write("answers",
                              {system.answers.at("number"), system.answers.at("result"), system.answers.at("unit"),
                               system.answers.at("answered_at")},
                              lines);
  const json::value detail = json::object{{"system", system.code}, {"rows", lines.size()}};
  db::Batch batch;
  audit::record(batch, {call.now, &call.who, "orders.export", "orders:" + system.code, "", call.request.id, "", &detail});
  call.db.commit(batch);
  return response;
}

}  // namespace linli::orders
