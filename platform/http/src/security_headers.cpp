#include "security_headers.hpp"

namespace linli::http {

std::string security_headers(bool page, bool secure, const std::vector<std::string>& outside_origins) {
  std::string outside;
  for (const std::string& origin : outside_origins) outside += " " + origin;
  std::string headers =
      "X-Content-Type-Options: nosniff\r\n"
      "X-Frame-Options: DENY\r\n"
      "Referrer-Policy: same-origin\r\n"
      "Cross-Origin-Opener-Policy: same-origin\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\n"
      "Permissions-Policy: camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()\r\n";
  if (secure) headers += "Strict-Transport-Security: max-age=15552000\r\n";
  if (!page)
    return headers +
           "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
           "Cache-Control: no-store\r\n";
  // Charts and map controls write style attributes; style elements and inline scripts stay forbidden.
  return headers +
         "Content-Security-Policy: default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr "
         "'unsafe-inline'; "
         "img-src 'self' data: blob:" +
         outside + "; font-src 'self' data:; connect-src 'self'" + outside +
         "; worker-src 'self' blob:; media-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
         "frame-ancestors 'none'\r\n";
}

}  // namespace linli::http
