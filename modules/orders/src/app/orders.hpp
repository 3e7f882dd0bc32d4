#pragma once
#include "domain/order_sheet.hpp"
#include "domain/systems.hpp"
#include "http/dto.hpp"
#include "platform/app/module.hpp"

namespace linli::orders {

/// What the module keeps while the program runs.
struct Orders {
  Systems systems;
};

/// Files one order as a case for the centre that answers for its place, with its number and clock; the same order again
/// gives what it became. `may_renew`: another deadline is that system's own word and is taken over; otherwise it
/// changes nothing. Refused{"order_changed"} when the number is known with other content, and all that filing refuses.
/// Reach is the caller's to check.
OrderTaken take_order(http::Call& call, const System& system, const GivenOrder& order, bool may_renew);
/// POST /orders by the system itself. Refused{"order_system_not_bound"} for a token that speaks for none.
OrderTaken take_given(http::Call& call, const Orders& orders, const NewOrder& given);
/// The system for which the caller's token speaks.
const System& system_of_caller(http::Call& call, const Orders& orders);

/// Reads a sheet of that system and says of each line what it is (new, known, wrong), or, with `import`, files the new
/// ones that lie within the importer's reach. One line's trouble leaves the others alone: a district's sheet holds what
/// is another street's, and nobody is to cut it up.
SheetView take_sheet(http::Call& call, const Orders& orders, const System& system, bool import);

struct OrderPage {
  std::vector<OrderRow> items;
  std::string next;
};
/// Unanswered ones by their own deadline, or answered ones, the latest answer first; within reach of orders.view.
OrderPage list_orders(http::Call& call, const Orders& orders, bool answered);
/// Answers of the caller's system that it has not yet confirmed to keep, the first one first, at most 200.
AnswerList answers_waiting(http::Call& call, const Orders& orders);
/// The caller's system keeps these; they are not given again.
KeptView confirm_kept(http::Call& call, const Orders& orders, const KeptGiven& given);
/// The answers as that system's own sheet, within reach of orders.manage; leaves a line in the audit log.
http::Response answers_sheet(http::Call& call, const Orders& orders);

/// A case ended or was answered ahead: its order, if it is one, gets the answer.
void keep_answer(app::Context& context, db::Connection& db, const app::Event& event);
/// Tells who answers when a system's own clock turns amber, and when it runs out.
void tell_clocks(app::Context& context, db::Connection& db, Instant now);

}  // namespace linli::orders
