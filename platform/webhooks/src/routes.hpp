#pragma once
#include <memory>
#include <vector>

#include "endpoints.hpp"
#include "platform/http/call.hpp"

namespace linli::webhooks {

class Sender;

/// `GET/POST /api/v1/webhooks` and what lies below, `/api/v1/webhook-deliveries/{id}/retry|discard`.
void add_routes(std::vector<http::Route>& routes, const std::shared_ptr<const Office>& office,
                const std::shared_ptr<const Sender>& sender);

}  // namespace linli::webhooks
