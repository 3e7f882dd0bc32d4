#include "app/orders.hpp"
#include "incidents/channel.hpp"
#include "incidents/outside.hpp"
#include "orders_sql.hpp"
#include "platform/audit/note.hpp"

namespace linli::orders {
namespace {

void note(db::Batch& batch, const http::Call& call, const char* action, const incidents::ChannelReceipt& receipt) {
  const std::string object = "incident:" + receipt.id.text();
  audit::note(batch, call, action, object, receipt.grid);
}

void keep(http::Call& call, const System& system, const GivenOrder& order, const incidents::ChannelReceipt& receipt) {
  db::Batch batch;
  batch.add(sql::keep_order, db::Params::of(receipt.id, receipt.grid.substr(0, 6), receipt.grid, system.code,
                                            order.number, receipt.number, order.received_at, order.due,
                                            incidents::warning_of(order.received_at, order.due), call.now,
                                            Uuid::v7(call.now), Uuid::v7(call.now)));
  note(batch, call, "orders.take", receipt);
  call.db.commit(batch);
}

// The case first: should this process end between the two, the system's next call finds the deadlines different still.
void renew(http::Call& call, const GivenOrder& order, const incidents::ChannelReceipt& receipt) {
  incidents::renew_outside(call.app, call.db, receipt.id, Uuid::v7(call.now), order.due, call.now);
  db::Batch batch;
  batch.add(sql::renew_order,
            db::Params::of(receipt.id, receipt.grid.substr(0, 6), order.due, incidents::warning_of(call.now, order.due),
                           Uuid::v7(call.now), Uuid::v7(call.now)));
  note(batch, call, "orders.renew", receipt);
  call.db.commit(batch);
}

incidents::ChannelReport report_of(const Uuid& id, const System& system, const GivenOrder& order) {
  incidents::ChannelReport report;
  report.id = id;
  report.source = system.source;
  report.matter = order.matter;
  report.words = order.words;
  report.place = order.place;
  report.address = order.address;
  if (order.name || order.phone)
    report.reporter = incidents::ChannelReporter{order.name, order.phone, std::nullopt, false};
  report.outside = incidents::OutsideOrder{system.code, system.name, order.number, order.due,
                                           incidents::warning_of(order.received_at, order.due)};
  return report;
}

}  // namespace

OrderTaken take_order(http::Call& call, const System& system, const GivenOrder& order, bool may_renew) {
  const Uuid id = call.db.run(sql::claim, db::Params::of(system.code, order.number, Uuid::v7(call.now)))[0].uuid("id");
  incidents::ChannelReceipt receipt;
  try {
    receipt = incidents::file_report(call, report_of(id, system, order), incidents::Entry::order);
  } catch (const Refused& refused) {
    if (refused.code == "record_id_reused") throw Refused{"order_changed", {{"number", order.number}}};
    throw;
  }
  const db::Rows known = call.db.run(sql::find_order, db::Params::of(id));
  if (known.empty()) {
    keep(call, system, order, receipt);
    return {receipt.id, order.number, receipt.number, receipt.state, order.due};
  }
  Instant due = known[0].instant("due");
  if (may_renew && due != order.due && known[0].is_null("answered_at")) {
    renew(call, order, receipt);
    due = order.due;
  }
  return {receipt.id, order.number, receipt.number, receipt.state, due};
}

OrderTaken take_given(http::Call& call, const Orders& orders, const NewOrder& given) {
  const System& system = system_of_caller(call, orders);
  GivenOrder order;
  order.number = given.number;
  order.matter = system.matter_of(given.matter);
  order.words = given.words;
  order.address = given.address;
  order.place = to_wgs84(given.place.lon, given.place.lat, given.place.system);
  order.name = given.name;
  order.phone = given.phone;
  order.received_at = given.received_at;
  order.due = given.due;
  if (!incidents::catalogue(call.app).find(order.matter))
    throw Refused(std::vector<FieldError>{{"matter", "order_matter_unknown", {{"matter", given.matter}}}});
  if (order.due <= order.received_at) throw Refused(std::vector<FieldError>{{"due", "order_due_before", {}}});
  return take_order(call, system, order, true);
}

const System& system_of_caller(http::Call& call, const Orders& orders) {
  const db::Rows rows = call.db.run(sql::system_of_key, db::Params::of(call.who.session));
  if (rows.empty()) throw Refused{"order_system_not_bound"};
  return orders.systems.find(rows[0].text("system"));
}

}  // namespace linli::orders
