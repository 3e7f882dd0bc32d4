#include "files_sql.hpp"
#include "platform/files/files.hpp"

namespace linli::files {

void mention(db::Batch& batch, std::string_view digest, std::string_view module, const Uuid& record, Instant at) {
  batch.add(sql::mention, db::Params::of(digest, module, record, at));
}

}  // namespace linli::files
