#pragma once
#include "app/open311.hpp"
#include "platform/http/dialect.hpp"

namespace linli::open311 {

/// Every call of the protocol, in XML and JSON, and the form of refusals below /open311/v2/.
void add_routes(app::Registry& registry, Open311& open311);

/// A refusal as the protocol wants it: a list of {code, description} with its HTTP status. 403 for the key, 404 for
/// what is not there, 400 for the rest of what a client can mend; limits and our own failures keep their status.
http::Response write_refusal(const http::Request& request, const http::Told& told);

}  // namespace linli::open311
