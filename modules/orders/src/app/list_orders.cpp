#include <boost/json.hpp>

#include "app/orders.hpp"
#include "incidents/outside.hpp"
#include "incidents/public_view.hpp"
#include "orders_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/audit/note.hpp"
#include "platform/http/page.hpp"
#include "platform/personal/vault.hpp"

namespace linli::orders {
namespace {

constexpr int kMostAnswers = 5000;  // of one sheet
constexpr int kAnswersAtOnce = 200;

/// An order as stored.
struct Stored {
  OrderRow row;
  std::optional<personal::Ref> words;
};

Stored read_order(const db::Row& row, const Orders& orders, Instant now) {
  Stored s;
  s.row.id = row.uuid("id");
  s.row.system = {row.text("system"), orders.systems.name_of(row.text("system"))};
  s.row.number = row.text("number");
  s.row.incident_number = row.text("incident_number");
  s.row.received_at = row.instant("received_at");
  s.row.due = row.instant("due");
  s.row.answered_at = row.maybe_instant("answered_at");
  s.row.outcome = row.maybe_text("outcome");
  s.row.answer_unit = row.maybe_text("answer_unit");
  s.row.kept_at = row.maybe_instant("kept_at");
  s.row.tone = s.row.answered_at            ? "normal"
               : s.row.due < now            ? "overdue"
               : row.instant("warn") <= now ? "soon"
                                            : "normal";
  if (!row.is_null("answer_record")) s.words = personal::Ref{row.uuid("answer_subject"), row.uuid("answer_record")};
  return s;
}

std::vector<Stored> read_orders(const db::Rows& rows, const Orders& orders, Instant now) {
  std::vector<Stored> found;
  for (const db::Row row : rows) found.push_back(read_order(row, orders, now));
  return found;
}

// The answers' words, in one round trip.
void open_words(http::Call& call, std::vector<Stored>& rows) {
  std::vector<personal::Ref> refs;
  for (const Stored& s : rows)
    if (s.words) refs.push_back(*s.words);
  if (refs.empty()) return;
  const auto words = call.app.get<personal::Vault>().open_many(call.db, refs);
  for (Stored& s : rows)
    if (s.words)
      if (const auto found = words.find(*s.words); found != words.end())
        s.row.answer = incidents::words_of_answer(found->second);
}

// Where the cases stand.
void add_states(http::Call& call, std::vector<Stored>& rows) {
  if (rows.empty()) return;
  incidents::PublicFilter filter;
  for (const Stored& s : rows) filter.numbers.push_back(s.row.incident_number);
  filter.limit = static_cast<std::int64_t>(rows.size());
  std::map<std::string, incidents::PublicCase> cases;
  for (incidents::PublicCase& c : incidents::public_cases(call.db, filter, call.now)) cases[c.number] = std::move(c);
  for (Stored& s : rows)
    if (const auto found = cases.find(s.row.incident_number); found != cases.end()) {
      s.row.incident_state = found->second.state;
      s.row.answerable = found->second.answerable;
    }
}

db::Rows read_page(http::Call& call, const char* permission, bool answered, const http::PageRequest& page, int limit) {
  const access::Reach reach = call.app.get<access::Access>().reach(call.who, permission);
  const std::optional<std::string> bound = call.request.query_value(answered ? "since" : "due_before");
  db::Params params =
      db::Params::of(reach.prefixes, call.request.query_value("system"), call.request.query_value("number"),
                     bound ? std::optional(parse_instant(*bound)) : std::nullopt);
  if (page.first())
    params.add(nullptr).add(nullptr);
  else
    params.add(parse_instant(page.key(0))).add(Uuid::parse(page.key(1)));
  params.add(limit);
  return call.db.run(answered ? sql::answered_orders : sql::waiting_orders, params);
}

std::string local_minute(const CityZone& zone, Instant at) {
  const std::string local = to_text(Instant(zone.to_local(at).time_since_epoch()));
  return local.substr(0, 10) + " " + local.substr(11, 5);
}

std::string word_of(const System& system, const OrderRow& row) {
  const auto word = system.outcomes.find(row.outcome.value_or(""));
  return word == system.outcomes.end() ? row.outcome.value_or("") : word->second;
}

xlsx::Row answer_cells(const System& system, const OrderRow& row, const CityZone& zone) {
  return {row.number, word_of(system, row), row.answer.value_or(""), row.answer_unit.value_or(""),
          row.answered_at ? local_minute(zone, *row.answered_at) : ""};
}

}  // namespace

OrderPage list_orders(http::Call& call, const Orders& orders, bool answered) {
  const http::PageRequest asked = http::page_request(call.request, 2);
  std::vector<Stored> rows =
      read_orders(read_page(call, "orders.view", answered, asked, asked.limit + 1), orders, call.now);
  OrderPage page;
  if (static_cast<int>(rows.size()) > asked.limit) {
    rows.resize(static_cast<std::size_t>(asked.limit));
    const OrderRow& last = rows.back().row;
    page.next = http::cursor({to_text(answered ? *last.answered_at : last.due), last.id.text()});
  }
  open_words(call, rows);
  add_states(call, rows);
  for (Stored& s : rows) page.items.push_back(std::move(s.row));
  return page;
}

AnswerList answers_waiting(http::Call& call, const Orders& orders) {
  const System& system = system_of_caller(call, orders);
  std::vector<Stored> rows =
      read_orders(call.db.run(sql::answers_to_keep, db::Params::of(system.code, kAnswersAtOnce)), orders, call.now);
  open_words(call, rows);
  AnswerList list;
  for (const Stored& s : rows)
    list.items.push_back({s.row.number, s.row.incident_number, s.row.outcome.value_or(""), word_of(system, s.row),
                          s.row.answer.value_or(""), s.row.answer_unit, s.row.answered_at.value_or(Instant{})});
  return list;
}

KeptView confirm_kept(http::Call& call, const Orders& orders, const KeptGiven& given) {
  const System& system = system_of_caller(call, orders);
  const json::value detail = json::object{{"system", system.code}, {"numbers", given.numbers.size()}};
  const std::string object = "orders:" + system.code;
  db::Batch batch;
  batch.add(sql::keep_confirmed, db::Params::of(system.code, given.numbers, call.now));
  audit::note(batch, call, "orders.kept", object, {}, detail);
  call.db.commit(batch);
  const db::Rows left = call.db.run(sql::answers_to_keep, db::Params::of(system.code, kAnswersAtOnce));
  return {static_cast<std::int64_t>(left.size())};
}

http::Response answers_sheet(http::Call& call, const Orders& orders) {
  const System& system = orders.systems.find(call.request.query_value("system").value_or(""));
  std::vector<Stored> rows = read_orders(read_page(call, "orders.manage", true, {}, kMostAnswers), orders, call.now);
  open_words(call, rows);
  xlsx::Row heading;
  for (const char* column : kAnswerColumns) heading.push_back(system.answers.at(column));
  std::vector<xlsx::Row> lines;
  for (const Stored& s : rows) lines.push_back(answer_cells(system, s.row, call.app.zone()));
  http::Response response;
  response.headers["content-type"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  response.headers["content-disposition"] = "attachment; filename=\"answers-" + system.code + ".xlsx\"";
  response.headers["cache-control"] = "no-store";
  response.body = xlsx::write("answers", heading, lines);
  const json::value detail = json::object{{"system", system.code}, {"rows", lines.size()}};
  const std::string object = "orders:" + system.code;
  db::Batch batch;
  audit::note(batch, call, "orders.export", object, {}, detail);
  call.db.commit(batch);
  return response;
}

}  // namespace linli::orders
