#pragma once
#include <boost/json/value.hpp>
#include <string_view>

#include "platform/db/connection.hpp"

namespace linli::http {
struct Call;
}

namespace linli::audit {

/// Appends what a caller did as part of `batch`: time, person and request are the call's. `detail` holds references,
/// codes and figures only; null: none.
void note(db::Batch& batch, const http::Call& call, std::string_view action, std::string_view object,
          std::string_view scope_code = {}, const boost::json::value& detail = nullptr, std::string_view purpose = {});

}  // namespace linli::audit
