#include "http/answers.hpp"

#include <boost/json.hpp>

namespace linli::incidents {

http::Response answer(const Descriptor& d, const void* record, int status) {
  return http::Response::of_json(write_record(d, record), status);
}

http::Response versioned(const IncidentView& view) {
  http::Response r = answer(kIncidentView, &view);
  r.headers["etag"] = "\"" + std::to_string(view.version) + "\"";
  return r;
}

}  // namespace linli::incidents
