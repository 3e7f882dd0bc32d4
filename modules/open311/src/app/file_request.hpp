#pragma once
#include <boost/json/value.hpp>

#include "app/open311.hpp"

namespace linli::open311 {

/// POST requests: checks the key, reads the form, stores the media, and files the report as a resident's. The same
/// words and files under the same key, from the same device and account, within the city's time of retries are one
/// report: the first answer comes again. Links in `media_url` are kept as words and never fetched.
/// Refused{"open311_key_missing"}, {"open311_key_refused"}, and all that reading and filing refuse.
json::value file_request(http::Call& call, Open311& open311);

}  // namespace linli::open311
