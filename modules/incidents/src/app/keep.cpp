#include "app/keep.hpp"

#include <boost/json.hpp>

#include "incidents_sql.hpp"
#include "platform/files/files.hpp"
#include "platform/personal/vault.hpp"

namespace linli::incidents {
namespace {

constexpr const char* kWords[] = {"note", "reason", "result", "cause", "clause", "notice", "text", "description"};

// Who of several reporters acts; nothing for the first one and for staff.
std::optional<Uuid> acting_reporter(const workflow::Attempt& attempt) {
  return attempt.as_reporter || attempt.action == "follow" ? attempt.id("reporter") : std::nullopt;
}

// Words of one who follows, or reported a case merged into this one, stand under the own subject.
std::optional<personal::Subject> subject_of_reporter(Incidents& incidents, const workflow::Attempt& attempt,
                                                     db::Connection& db) {
  const std::optional<Uuid> reporter = acting_reporter(attempt);
  if (!reporter) return std::nullopt;
  const db::Rows rows = db.run(sql::find_reporter, db::Params::of(*reporter));
  if (rows.empty() || rows[0].is_null("subject")) return std::nullopt;
  return incidents.sources().subject(incidents.context().get<personal::Vault>(), db, rows[0].uuid("subject"));
}

personal::Subject writable_subject(Incidents& incidents, const workflow::Snapshot& at, Instant now, db::Connection& db,
                                   db::Batch& batch) {
  personal::Vault& vault = incidents.context().get<personal::Vault>();
  const Uuid subject = Uuid::parse(at.facts.code("subject"));
  try {
    return incidents.sources().subject(vault, db, subject);
  } catch (const Refused& refused) {
    if (refused.code != "person_erased") throw;
  }
  personal::Subject fresh = vault.create(batch, now);
  batch.add(sql::replace_subject, db::Params::of(at.case_id, at.district, fresh.id()));
  return fresh;
}

using Known = std::map<std::string, files::Stored>;

Known known_files(const Incidents& incidents, db::Connection& db, const std::vector<NamedFile>& named) {
  std::vector<std::string> digests;
  for (const NamedFile& file : named) digests.push_back(file.digest);
  Known known = incidents.sources().files(db, digests);
  std::vector<FieldError> mistakes;
  for (std::size_t i = 0; i < named.size(); ++i)
    if (!known.contains(named[i].digest))
      mistakes.push_back({"attachments[" + std::to_string(i) + "].digest", "file_unknown", {}});
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
  return known;
}

void add_files(db::Batch& batch, const Uuid& incident, const std::string& district, const std::vector<NamedFile>& named,
               const Known& known, const Adding& act) {
  // A firm with a link is nobody of ours, but has a name.
  const std::optional<Uuid> person =
      act.who && !act.who->person.is_nil() ? std::optional(act.who->person) : std::nullopt;
  const std::optional<std::string> name =
      act.who && !act.who->display.empty() ? std::optional(act.who->display) : std::nullopt;
  for (const NamedFile& file : named) {
    const files::Stored& found = known.at(file.digest);
    std::optional<std::int64_t> lon, lat;
    if (found.taken_place) {
      lon = found.taken_place->lon_e7;
      lat = found.taken_place->lat_e7;
    }
    files::mention(batch, file.digest, "incidents", incident, act.now);
    batch.add(sql::insert_attachment, db::Params::of(incident, district, file.digest, file.stage, found.media_type,
                                                     found.taken_at ? found.taken_at : file.taken_at, lon, lat, person,
                                                     name, act.now, act.action, act.reporter));
  }
}

// As the catalogue of matters names kinds of evidence.
std::string_view evidence_kind(files::Kind kind) {
  switch (kind) {
    case files::Kind::image:
      return "photo";
    case files::Kind::video:
      return "video";
    case files::Kind::audio:
      return "audio";
    case files::Kind::document:
      break;
  }
  return "document";
}

void need_kinds(const Incidents& incidents, const workflow::Snapshot& at, Proof proof,
                const std::vector<NamedFile>& named, const Known& known) {
  const auto need = [&](const char* stage, const std::string& kind) {
    for (const NamedFile& file : named)
      if (file.stage == stage && evidence_kind(known.at(file.digest).kind) == kind) return;
    throw Refused("evidence_kind_missing",
                  {{"matter", at.facts.code("matter_name")}, {"stage", stage}, {"kind", kind}});
  };
  if (proof == Proof::of_matter) {
    if (const Matter* matter = incidents.catalogue().find(at.facts.code("matter")))
      for (const std::string& kind : matter->evidence) need("after", kind);
  } else if (proof == Proof::before_and_after) {
    if (at.facts.figure("before_photos") == 0) need("before", "photo");
    need("after", "photo");
  }
}

}  // namespace

void keep_words(Incidents& incidents, const workflow::Snapshot& at, const workflow::Attempt& attempt,
                db::Connection& db, db::Batch& batch) {
  personal::Values words;
  for (const char* field : kWords)
    if (attempt.has(field)) words[field] = attempt.text(field);
  if (words.empty() || at.facts.code("subject").empty()) return;
  // (who follows just now wrote their words along with their name: follow_case.cpp)
  const std::optional<personal::Subject> own = subject_of_reporter(incidents, attempt, db);
  const personal::Subject subject = own ? *own : writable_subject(incidents, at, attempt.now, db, batch);
  incidents.context().get<personal::Vault>().put(batch, subject, attempt.record_id, words);
}

void attach(const Incidents& incidents, db::Connection& db, db::Batch& batch, const Uuid& incident,
            const std::string& district, const std::vector<NamedFile>& named, const Adding& act) {
  if (!named.empty()) add_files(batch, incident, district, named, known_files(incidents, db, named), act);
}

void keep_evidence(const Incidents& incidents, const workflow::Snapshot& at, const workflow::Attempt& attempt,
                   db::Connection& db, db::Batch& batch, Proof proof) {
  if (!attempt.fields || attempt.preview) return;
  const json::value* list = attempt.fields->if_contains("attachments");
  if (!list || !list->is_array()) return;
  std::vector<NamedFile> named;
  std::vector<FieldError> mistakes;
  for (std::size_t i = 0; i < list->get_array().size(); ++i) {
    const json::value& item = list->get_array()[i];
    const json::value* digest = item.is_object() ? item.get_object().if_contains("digest") : nullptr;
    const json::value* stage = item.is_object() ? item.get_object().if_contains("stage") : nullptr;
    if (!digest || !digest->is_string() || digest->get_string().size() != 64) {
      mistakes.push_back({"fields.attachments[" + std::to_string(i) + "].digest", "file_unknown", {}});
      continue;
    }
    const std::string when = stage && stage->is_string() ? std::string(stage->get_string()) : "during";
    if (when != "before" && when != "during" && when != "after" && when != "check")
      mistakes.push_back({"fields.attachments[" + std::to_string(i) + "].stage", "unknown_stage", {}});
    named.push_back({std::string(digest->get_string()), when, std::nullopt});
  }
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
  if (named.empty()) return;
  const Known known = known_files(incidents, db, named);
  need_kinds(incidents, at, proof, named, known);
  add_files(batch, at.case_id, at.district, named, known,
            {attempt.action, attempt.who, attempt.now, acting_reporter(attempt)});
}

}  // namespace linli::incidents
