#pragma once
#include <boost/json/value.hpp>

#include "app/open311.hpp"

namespace linli::open311 {

/// The document that tells a client where everything is.
json::value discovery(http::Call& call, const Open311& open311);
/// What can be reported: the city's matters that are open to the public.
json::value services(const Open311& open311);
/// What a service asks beside the protocol's own fields. Refused{"open311_service_unknown"}.
json::value service_definition(const Open311& open311, const std::string& code);

/// Attributes of every service; `attribute[code]` in a report.
inline constexpr const char* kStandard = "filing_standard";  ///< to be read, not answered
inline constexpr const char* kOccurred = "occurred_at";      ///< datetime
inline constexpr const char* kConsent = "consent";           ///< yes, no: the handler may see who reported

}  // namespace linli::open311
