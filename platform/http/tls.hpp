#pragma once
#include <string>
#include <vector>

#include "kernel/time.hpp"

namespace linli::http {

/// Where `linli tls self-signed` puts what `--tls-certificate` and `--tls-key` take.
struct TlsFiles {
  std::string certificate, key;  ///< paths of PEM files
};

/// Makes an ECDSA P-256 key (mode 0600) and a certificate signed by itself in `data_dir`/tls for the given host names
/// and IP addresses, valid from a day before `now` for 820 days (the longest Apple devices take). A device that is to
/// use camera, position and offline pages has to trust this certificate. Throws Refused{"tls_no_names"},
/// {"tls_bad_name"} or
/// {"tls_exists"} (nothing is overwritten), {"cannot_write"} {path, error} when the folder cannot be written.
TlsFiles make_self_signed(const std::string& data_dir, const std::vector<std::string>& names, Instant now);

/// When the (first) certificate of a PEM file ends; throws Refused{"tls_unusable"} {path, error}.
Instant certificate_end(const std::string& path);

}  // namespace linli::http
