#include "photos.hpp"

#include <algorithm>

#include "kernel/descriptor_fields.hpp"
#include "kernel/refusal.hpp"
#include "photos_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/app/module.hpp"
#include "platform/files/files.hpp"
#include "platform/files/look.hpp"

namespace linli::photos {
namespace {

bool may_see(const access::Access& access, const access::Principal& who, const db::Row& row) {
  const std::string scope = row.text("scope_code"), matter = row.text("matter");
  access::Relation relation;
  relation.scope_code = scope;
  relation.line = matter;
  const std::vector<Uuid> own = who.units();
  for (const char* part : {"owner_unit", "handler_unit"}) {
    const std::optional<Uuid> unit = row.maybe_uuid(part);
    if (unit && std::ranges::find(own, *unit) != own.end()) relation.unit = *unit;
  }
  relation.participates = row.maybe_uuid("owner_person") == who.person || row.maybe_uuid("collector") == who.person;
  return access.covers(who, "incidents.view", relation);
}

struct Known {
  std::string digest;
  std::optional<std::string> original;
  std::optional<std::int64_t> look;
};

std::vector<UseView> uses(http::Call& call, const Settings& settings, const Known& photo, std::optional<Uuid> except,
                          Instant before) {
  const access::Access& access = call.app.get<access::Access>();
  std::vector<UseView> found;
  for (const db::Row row : call.db.run(
           sql::uses, db::Params::of(photo.digest, photo.original, photo.look, except, before, settings.alike_bits))) {
    UseView use{{}, {}, row.instant("at"), row.boolean("same")};
    if (may_see(access, call.who, row)) {
      use.incident = row.uuid("incident");
      use.number = row.text("number");
    }
    found.push_back(std::move(use));
  }
  return found;
}

const Descriptor kUseView{"PhotoUse",
                          {field("incident", &UseView::incident), field("number", &UseView::number),
                           field("at", &UseView::at), field("same", &UseView::same)}};

}  // namespace

const Descriptor kPhotoGiven{
    "FieldPhotoGiven",
    {field("id", &PhotoGiven::id).needed(), field("digest", &PhotoGiven::digest).needed().matches("[0-9a-f]{64}"),
     field("original", &PhotoGiven::original).matches("[0-9a-f]{64}"),
     field("origin", &PhotoGiven::origin).needed().among({"camera", "gallery"})}};
const Descriptor kPhotoView{"FieldPhoto",
                            {field("digest", &PhotoView::digest), field("origin", &PhotoView::origin),
                             field("original", &PhotoView::original), field("uses", &PhotoView::uses, kUseView)}};

const Descriptor kRulesView{"PhotoRules", {field("gallery_after_minutes", &RulesView::gallery_after_minutes)}};

PhotoView keep_photo(http::Call& call, const Settings& settings, const PhotoGiven& given) {
  std::vector<std::string> digests{given.digest};
  if (given.original) digests.push_back(*given.original);
  const auto stored = files::find(call.db, digests);
  std::vector<FieldError> mistakes;
  if (!stored.contains(given.digest)) mistakes.push_back({"digest", "file_unknown", {}});
  if (given.original && !stored.contains(*given.original)) mistakes.push_back({"original", "file_unknown", {}});
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
  const Known photo{given.digest, given.original,
                    files::look_of(call.app.get<files::Store>(), given.original.value_or(given.digest))};
  db::Batch batch;
  batch.add(sql::keep_photo,
            db::Params::of(photo.digest, photo.original, given.origin, photo.look, call.who.account, call.now));
  if (given.original) files::mention(batch, *given.original, "photos", given.id, call.now);
  call.db.commit(batch);
  return {given.digest, given.origin, given.original, uses(call, settings, photo, std::nullopt, call.now)};
}

std::vector<PhotoView> photos_of_case(http::Call& call, const Settings& settings) {
  const Uuid id = call.id_param("id");
  const db::Rows found = call.db.run(sql::find_case, db::Params::of(id));
  if (found.empty() || !may_see(call.app.get<access::Access>(), call.who, found[0]))
    throw Refused("incident_not_found");
  std::vector<PhotoView> photos;
  const db::Rows rows = call.db.run(sql::photos_of, db::Params::of(id));
  for (const db::Row row : rows) {
    const Known known{row.text("digest"), row.maybe_text("original"), row.maybe_integer("look")};
    photos.push_back(
        {known.digest, row.text("origin"), known.original, uses(call, settings, known, id, row.instant("added_at"))});
  }
  return photos;
}

bool may_see_original(app::Context& context, db::Connection& db, const access::Principal& who,
                      const std::string& digest) {
  const access::Access& access = context.get<access::Access>();
  const db::Rows rows = db.run(sql::cases_of_original, db::Params::of(digest));
  for (const db::Row row : rows)
    if (may_see(access, who, row)) return true;
  return false;
}

}  // namespace linli::photos
