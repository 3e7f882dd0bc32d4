#include "app/entries.hpp"

#include "kernel/descriptor_fields.hpp"

#include "__NAME___sql.hpp"

namespace linli::__NAME__ {

const Descriptor& entry_descriptor() {
  static const Descriptor d{"__CAMEL__Entry",
                            {field("id", &Entry::id).needed(), field("title", &Entry::title).needed().length(1, 100),
                             field("created_at", &Entry::created_at).answered()}};
  return d;
}

void add_entry(db::Connection& db, const Entry& entry) {
  db.run(sql::add_entry, db::Params::of(entry.id, entry.title, entry.created_at));
}

std::vector<Entry> list_entries(db::Connection& db, const Uuid& after, int limit) {
  std::vector<Entry> entries;
  for (const db::Row row : db.run(sql::list_entries, db::Params::of(after, limit))) {
    entries.push_back({row.uuid("id"), row.text("title"), row.instant("created_at")});
  }
  return entries;
}

}  // namespace linli::__NAME__
