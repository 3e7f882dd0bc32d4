#include "store/evidence.hpp"

#include "incidents_sql.hpp"

namespace linli::incidents {

std::vector<std::string> digests_of(const std::vector<AttachmentGiven>& attachments) {
  std::vector<std::string> digests;
  for (const AttachmentGiven& a : attachments) digests.push_back(a.digest);
  return digests;
}

Evidence::Evidence(const std::vector<AttachmentGiven>& given, const db::Rows& known) {
  std::vector<FieldError> mistakes;
  for (std::size_t i = 0; i < given.size(); ++i) {
    Item item{given[i], "", {}, {}, {}};
    for (const db::Row row : known) {
      if (row.text("digest") != given[i].digest) continue;
      item.media_type = row.text("media_type");
      item.taken_at = row.maybe_instant("taken_at");
      item.lon_e7 = row.maybe_integer("taken_lon_e7");
      item.lat_e7 = row.maybe_integer("taken_lat_e7");
    }
    if (item.media_type.empty()) mistakes.push_back({"attachments[" + std::to_string(i) + "].digest", "file_unknown", {}});
    items_.push_back(std::move(item));
  }
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
}

void Evidence::write(db::Batch& batch, const Uuid& incident, const std::string& district, const http::Call& call) const {
  std::optional<Uuid> person;
  std::optional<std::string> name;
  if (call.who.kind != access::Principal::Kind::anonymous) {
    person = call.who.person;
    name = call.who.display;
  }
  for (const Item& item : items_)
    batch.add(sql::insert_attachment,
              db::Params::of(incident, district, item.given.digest, item.given.stage, item.media_type,
                             item.taken_at ? item.taken_at : item.given.taken_at, item.lon_e7, item.lat_e7, person,
                             name, call.now));
}

}  // namespace linli::incidents
