#include "app/orders.hpp"
#include "incidents/channel.hpp"
#include "orders_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/audit/audit.hpp"
#include "territory/territory.hpp"

namespace linli::orders {
namespace {

void keep(http::Call& call, const System& system, const GivenOrder& order, const incidents::ChannelReceipt& receipt) {
  const std::string object = "incident:" + receipt.id.text();
  db::Batch batch;
  batch.add(sql::keep_order,
            db::Params::of(receipt.id, receipt.grid.substr(0, 6), receipt.grid, system.code, order.number,
                           receipt.number, order.received_at, order.due, call.now));
  audit::record(batch, {call.now, &call.who, "orders.take", object, receipt.grid, call.request.id, "", nullptr});
  call.db.commit(batch);
}

}  // namespace

OrderTaken take_order(http::Call& call, Orders&, const System& system, const GivenOrder& order) {
  incidents::ChannelReport report;
  report.id = call.db.run(sql::claim, db::Params::of(system.code, order.number, Uuid::v7(call.now)))[0].uuid("id");
  report.source = system.source;
  report.matter = order.matter;
  report.words = order.words;
  report.place = order.place;
  report.address = order.address;
  if (order.name || order.phone) report.reporter = incidents::ChannelReporter{order.name, order.phone, std::nullopt, false};
  report.outside = incidents::OutsideOrder{system.code, order.number, order.due};
  try {
    const incidents::ChannelReceipt receipt = incidents::file_report(call, report, incidents::Entry::order);
    keep(call, system, order, receipt);
    return {receipt.id, order.number, receipt.number, receipt.state};
  } catch (const Refused& refused) {
    if (refused.code == "record_id_reused") throw Refused{"order_changed", {{"number", order.number}}};
    throw;
  }
}

OrderTaken take_given(http::Call& call, Orders& orders, const NewOrder& given) {
  const System& system = orders.systems.find(given.system);
  GivenOrder order;
  order.number = given.number;
  const auto known = system.matters.find(given.matter);
  order.matter = known == system.matters.end() ? given.matter : known->second;
  order.words = given.words;
  order.address = given.address;
  order.place = to_wgs84(given.place.lon, given.place.lat, given.place.system);
  order.name = given.name;
  order.phone = given.phone;
  order.received_at = given.received_at;
  order.due = given.due;
  if (order.due <= order.received_at) throw Refused(std::vector<FieldError>{{"due", "order_due_before", {}}});
  return take_order(call, orders, system, order);
}

}  // namespace linli::orders
