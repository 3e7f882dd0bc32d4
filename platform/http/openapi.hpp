#pragma once
#include <string>
#include <vector>

#include "platform/http/call.hpp"
#include "platform/text/messages.hpp"

namespace linli::http {

/// The OpenAPI 3.1 document of these routes, made from the routes and the field descriptors alone: indented JSON, the
/// same for the same program whatever the order of registration. Chinese summaries are the messages
/// `operation.<operation>`, `tag.<tag>` and the field labels. Throws std::logic_error when two different descriptors
/// share a name or two routes an operation.
std::string openapi(const std::vector<Route>& routes, const text::Messages& messages);

}  // namespace linli::http
