#pragma once
#include "domain/order_sheet.hpp"
#include "domain/systems.hpp"
#include "http/dto.hpp"
#include "platform/app/module.hpp"

namespace linli::orders {

/// What the module keeps while the program runs.
struct Orders {
  app::Context& context;
  Systems systems;
};

/// Files one order as a case for the street's centre, with its number and clock; the same order again gives what it
/// became. Refused{"order_changed"} when the number is known with other content, and all that filing refuses. Reach is
/// the caller's to check.
OrderTaken take_order(http::Call& call, Orders& orders, const System& system, const GivenOrder& order);
/// POST /orders by the system itself.
OrderTaken take_given(http::Call& call, Orders& orders, const NewOrder& given);

/// Reads a sheet of that system and says of each line what it is (new, known, wrong), or, with `import`, files the new
/// ones that have no mistake and lie within the importer's reach. One line's trouble leaves the others alone.
SheetView take_sheet(http::Call& call, Orders& orders, const System& system, bool import);

struct OrderPage {
  std::vector<OrderRow> items;
  std::string next;
};
/// Unanswered ones by their own deadline, or answered ones by the time of the answer; within reach of `permission`.
OrderPage list_orders(http::Call& call, Orders& orders, std::string_view permission, bool answered);
/// Keeps the answer that goes back; its words go to the vault. A retry with the same id and words answers the same.
/// Refused{"order_not_found"}, {"order_answered"}.
OrderRow answer_order(http::Call& call, Orders& orders, const AnswerGiven& given);
/// The answers as that system's own sheet.
http::Response answers_sheet(http::Call& call, Orders& orders);

}  // namespace linli::orders
