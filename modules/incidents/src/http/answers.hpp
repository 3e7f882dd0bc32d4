#pragma once
#include "http/dto.hpp"
#include "platform/http/call.hpp"

namespace linli::incidents {

/// A record as JSON.
http::Response answer(const Descriptor& d, const void* record, int status = 200);
/// A case with its version as ETag, for If-Match of the next step.
http::Response versioned(const IncidentView& view);

}  // namespace linli::incidents
