#pragma once
#include "app/open311.hpp"
#include "incidents/channel.hpp"

namespace linli::open311 {

/// A report as a client sent it, judged as far as that goes without files and database: everything but `id` and files.
/// Every mistake at once, each under the protocol's own name for the field: Refused{fields}. Where the first mistake is
/// about the service, its refusal alone: {"open311_service_missing"}, {"open311_service_unknown"}.
incidents::ChannelReport read_request(const Open311& open311, const Form& form, Instant now);

/// `text` as W3C datetime (a date alone begins the city's day, or ends it for `end_of_day`); nothing for anything else.
/// An offset's plus sign that became a space on its way is understood.
std::optional<Instant> read_moment(const CityZone& zone, std::string text, bool end_of_day = false);

}  // namespace linli::open311
