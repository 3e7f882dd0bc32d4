#pragma once
#include <boost/json/value.hpp>

#include "app/open311.hpp"

namespace linli::open311 {

/// GET requests: published cases, latest report first; at most 90 days or 1,000 rows. A list of numbers overrides all
/// other conditions, and with `api_key` also finds what was filed under that key. Refused{fields} for what cannot be
/// understood, {"open311_service_unknown"}.
json::value list_requests(http::Call& call, Open311& open311);
/// GET requests/{id}: Refused{"open311_request_unknown"} for what is not there or not published.
json::value show_request(http::Call& call, Open311& open311, const std::string& number);
/// GET tokens/{id}: numbers are given at once, so a token is the number itself.
json::value show_token(http::Call& call, Open311& open311, const std::string& token);
/// GET servicerequestupdates: steps of published cases, earliest first; the same conditions, times of the steps; the
/// last day unless asked, at most a week.
json::value list_updates(http::Call& call, Open311& open311);

}  // namespace linli::open311
