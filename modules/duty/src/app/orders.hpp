#pragma once
#include "app/keeps.hpp"
#include "platform/workflow/workflow.hpp"

namespace linli::duty {

/// The workflow of orders filed after the act (workflows/after_order.yaml).
void register_orders(app::Context& context, const Settings& settings);

/// Files what was done first in an urgent case. Refused `order_not_urgent`, `order_in_the_future`,
/// `order_allowed_by_self`, `order_leader_not_on_duty`, `order_late`, `not_yours`.
OrderView file_order(http::Call& call, const Settings& settings, const OrderGiven& given);
/// A step of an order: allow_order, deny_order, recheck_order, reject_order.
OrderView act_on_order(http::Call& call, const OrderAct& given);
/// Orders of one case the caller may see.
std::vector<OrderView> orders_of_case(http::Call& call);
/// Orders within the caller's reach, what changed last first.
std::vector<OrderView> list_orders(http::Call& call, bool open, const std::optional<std::pair<Instant, Uuid>>& before,
                                   int most, std::vector<Instant>& changed);

}  // namespace linli::duty
