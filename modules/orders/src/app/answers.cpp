#include <algorithm>
#include <boost/json.hpp>

#include "app/orders.hpp"
#include "incidents/outside.hpp"
#include "orders_sql.hpp"

namespace linli::orders {
namespace {

constexpr int kToldAtOnce = 200;

// An order may be answered by a step that ends its case, or ahead of that.
bool may_answer(const json::object& step) {
  static constexpr std::string_view kEnds[] = {"closed", "cancelled", "withdrawn", "sent_back"};
  const auto is = [&](const char* key, std::string_view wanted) {
    const json::value* value = step.if_contains(key);
    return value && value->is_string() && value->get_string() == wanted;
  };
  return is("workflow", "incident") &&
         (is("action", "answer_order") ||
          std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::string_view end) { return is("to", end); }));
}

void keep_answer_of(app::Context& context, db::Connection& db, const Uuid& id) {
  const db::Rows found = db.run(sql::find_order, db::Params::of(id));
  if (found.empty() || !found[0].is_null("answered_at")) return;
  const auto answer = incidents::answer_of(context, db, id);
  if (!answer) return;
  const auto known = [](const Uuid& unit) { return unit.is_nil() ? std::nullopt : std::optional(unit); };
  db.run(sql::keep_answer,
         db::Params::of(id, found[0].text("district"), answer->outcome, answer->at, known(answer->unit),
                        answer->words ? std::optional(answer->words->subject) : std::nullopt,
                        answer->words ? std::optional(answer->words->record) : std::nullopt));
}

}  // namespace

void keep_answer(app::Context& context, db::Connection& db, const app::Event& event) {
  const json::object* step = event.payload->if_object();
  if (!step || !may_answer(*step)) return;
  const Uuid id = Uuid::parse(event.key);
  keep_answer_of(context, db, id);
  for (const Uuid& merged : incidents::merged_with(db, id)) keep_answer_of(context, db, merged);
}

void tell_clocks(app::Context& context, db::Connection& db, Instant now) {
  for (const db::Row row : db.run(sql::clocks_to_tell, db::Params::of(now, kToldAtOnce))) {
    const bool is_over = row.boolean("is_over");
    incidents::tell_outside_due(context, db, row.uuid("id"), row.uuid("act"), is_over, now);
    db.run(sql::clock_told, db::Params::of(row.uuid("id"), row.text("district"), now, is_over));
  }
}

}  // namespace linli::orders
