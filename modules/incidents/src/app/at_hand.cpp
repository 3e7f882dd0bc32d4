#include "incidents/at_hand.hpp"

#include "app/incidents.hpp"
#include "app/keep.hpp"
#include "incidents_sql.hpp"
#include "platform/files/files.hpp"

namespace linli::incidents {
namespace {

std::vector<std::string> urgent_matters(const Incidents& incidents) {
  std::vector<std::string> codes;
  for (const Matter& matter : incidents.catalogue().matters())
    if (matter.urgent) codes.push_back(matter.code);
  return codes;
}

}  // namespace

std::vector<KeptPicture> add_pictures(http::Call& call, db::Batch& batch, const workflow::Snapshot& at,
                                      const std::vector<BroughtPicture>& pictures, std::string_view action) {
  const Incidents& incidents = call.app.get<Incidents>();
  std::vector<std::string> digests;
  std::vector<NamedFile> named;
  for (const BroughtPicture& picture : pictures) {
    digests.push_back(picture.digest);
    named.push_back({picture.digest, "during", picture.taken_at});
  }
  const auto known = incidents.sources().files(call.db, digests);
  std::vector<KeptPicture> kept;
  std::vector<FieldError> mistakes;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const auto found = known.find(digests[i]);
    if (found == known.end() || found->second.kind != files::Kind::image) {
      mistakes.push_back({"attachments[" + std::to_string(i) + "].digest",
                          found == known.end() ? "file_unknown" : "not_a_picture",
                          {}});
      continue;
    }
    kept.push_back(
        {digests[i], found->second.media_type, found->second.taken_at ? found->second.taken_at : pictures[i].taken_at});
  }
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
  attach(incidents, call.db, batch, at.case_id, at.district, named, {action, &call.who, call.now});
  return kept;
}

std::vector<OpenUrgent> open_urgent(const app::Context& context, db::Connection& db,
                                    const std::vector<std::string>& prefixes, const std::vector<Uuid>& units) {
  const Incidents& incidents = context.get<Incidents>();
  std::vector<OpenUrgent> found;
  for (const db::Row row : db.run(sql::open_urgent, db::Params::of(prefixes, units, urgent_matters(incidents))))
    found.push_back({row.uuid("id"), row.text("number"), incidents.matter_name(row.text("matter")), row.text("urgency"),
                     row.text("state"), row.text("address"), row.maybe_text("owner_unit_name"),
                     row.instant("reported_at"), row.maybe_instant("due"), row.integer("assists_absent")});
  return found;
}

WatchFigures watch_figures(const app::Context& context, db::Connection& db, const std::string& prefix, Instant from,
                           Instant to) {
  const db::Row row =
      db.run(sql::watch_figures, db::Params::of(prefix, from, to, urgent_matters(context.get<Incidents>())))[0];
  return {row.integer("reported"), row.integer("reported_urgent"), row.integer("closed")};
}

std::string matter_name(const app::Context& context, const std::string& code) {
  return context.get<Incidents>().matter_name(code);
}

}  // namespace linli::incidents
