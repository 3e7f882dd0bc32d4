#pragma once
#include <string>
#include <vector>

namespace linli::http {

/// Headers every answer carries unless it sets them itself, each line ended by CRLF. `page` is for HTML and scripts (a
/// worker runs under the policy of its own script), otherwise nothing may be loaded at all. HSTS only over TLS.
std::string security_headers(bool page, bool secure, const std::vector<std::string>& outside_origins);

}  // namespace linli::http
