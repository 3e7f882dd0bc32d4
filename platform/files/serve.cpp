#include "platform/files/serve.hpp"

#include "kernel/refusal.hpp"

namespace linli::files {

http::Response send_copy(const Store& store, const Stored& file, Copy copy, std::chrono::seconds keep) {
  http::Response response;
  response.file = store.path(file.digest, copy);
  if (response.file.empty()) throw Refused{"not_found"};
  response.headers["Content-Type"] = Store::media_type(file.media_type, copy);
  response.headers["Cache-Control"] =
      copy == Copy::original ? "private, no-store" : "private, max-age=" + std::to_string(keep.count()) + ", immutable";
  response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox";
  if (copy == Copy::original) response.headers["Content-Disposition"] = "attachment";
  return response;
}

}  // namespace linli::files
