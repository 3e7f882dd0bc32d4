#include "platform/audit/note.hpp"

#include "platform/audit/audit.hpp"
#include "platform/http/call.hpp"

namespace linli::audit {

void note(db::Batch& batch, const http::Call& call, std::string_view action, std::string_view object,
          std::string_view scope_code, const boost::json::value& detail, std::string_view purpose) {
  record(batch, {call.now, &call.who, action, object, scope_code, call.request.id, purpose,
                 detail.is_null() ? nullptr : &detail});
}

}  // namespace linli::audit
