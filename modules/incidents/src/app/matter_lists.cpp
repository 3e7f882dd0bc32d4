#include "app/matter_lists.hpp"

#include <boost/json.hpp>
#include <set>

#include "incidents_sql.hpp"
#include "kernel/text.hpp"
#include "platform/access/access.hpp"
#include "platform/audit/note.hpp"
#include "platform/resources.hpp"
#include "platform/yaml/strict.hpp"
#include "territory/territory.hpp"

namespace linli::incidents {
namespace {

constexpr const char* kPermission = "matters.decide";
constexpr std::size_t kDistrictDigits = 6;

json::value stored(const std::vector<ListEntry>& entries) {
  json::array list;
  for (const ListEntry& entry : entries) list.push_back(write_record(kListEntry, &entry));
  return list;
}

MatterList read_list(const db::Row& row) {
  MatterList list{row.text("district"),
                  row.integer("version"),
                  row.integer("edition"),
                  row.uuid("record"),
                  row.instant("at"),
                  row.maybe_text("by_name"),
                  row.text("note"),
                  row.maybe_text("decided_by"),
                  row.maybe_date("valid_from"),
                  row.maybe_date("valid_to"),
                  row.boolean("example"),
                  {}};
  const json::value entries = row.document("entries");
  for (const json::value& one : entries.as_array()) {
    ListEntry entry;
    parse_record(kListEntry, one, &entry);
    list.entries.push_back(std::move(entry));
  }
  return list;
}

// Draft and decided lists of one district, newest first.
struct Held {
  std::optional<MatterList> draft;
  std::vector<MatterList> decided;
  std::int64_t edition() const { return draft ? draft->edition : 0; }
};

Held held(db::Connection& db, const std::string& district) {
  Held found;
  for (const db::Row row : db.run(sql::matter_lists_of, db::Params::of(district))) {
    MatterList list = read_list(row);
    if (list.version == 0)
      found.draft = std::move(list);
    else
      found.decided.push_back(std::move(list));
  }
  return found;
}

std::string district_asked(const http::Call& call) {
  const std::string& code = call.request.params.at("code");
  if (code.size() != kDistrictDigits || !call.app.get<territory::Territory>().find(code)) throw Refused("not_found");
  return code;
}

bool decides(const http::Call& call, const std::string& district) {
  access::Relation place;
  place.scope_code = district;
  return call.app.get<access::Access>().covers(call.who, kPermission, place);
}

std::string district_to_change(const http::Call& call) {
  std::string district = district_asked(call);
  if (!decides(call, district)) throw Refused("forbidden");
  return district;
}

void check_entries(const Incidents& incidents, const std::vector<ListEntry>& entries) {
  std::vector<FieldError> mistakes;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const ListEntry& e = entries[i];
    const std::string path = "entries[" + std::to_string(i) + "].";
    if (!incidents.catalogue().find(e.matter))
      mistakes.push_back({path + "matter", "matter_unknown", {{"matter", e.matter}}});
    if (!seen.insert(e.matter).second)
      mistakes.push_back({path + "matter", "matter_list_doubled", {{"matter", e.matter}}});
    if (e.valid_from && e.valid_to && *e.valid_to < *e.valid_from)
      mistakes.push_back({path + "valid_to", "matter_list_ends_before", {}});
  }
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
}

void note(db::Batch& batch, const http::Call& call, const std::string& action, const std::string& district,
          const json::value& detail) {
  const std::string object = "matter_list:" + district;
  audit::note(batch, call, action, object, district, detail);
}

DistrictListsView view_of(http::Call& call, const Incidents& incidents, const std::string& district) {
  Held found = held(call.db, district);
  DistrictListsView view;
  view.code = district;
  view.name = call.app.get<territory::Territory>().name(district);
  view.mine = decides(call, district);
  view.edition = found.edition();
  if (const auto lists = incidents.lists();
      const MatterList* in_force = lists->in_force(district, call.app.zone().date_of(call.now)))
    view.in_force = *in_force;
  if (view.mine) view.draft = std::move(found.draft);
  view.decided = std::move(found.decided);
  return view;
}

void add_decided(db::Batch& batch, const MatterList& list, const std::optional<Uuid>& by) {
  batch.add(sql::add_decided_list,
            db::Params::of(list.district, list.version, list.record, list.at, by, list.by, list.note, list.decided_by,
                           list.valid_from, list.valid_to, list.example, stored(list.entries)));
}

}  // namespace

bool refresh_lists(Incidents& incidents, db::Connection& db) {
  const auto decided = static_cast<std::size_t>(db.run(sql::count_decided_lists)[0].integer("decided"));
  if (incidents.lists()->size() >= decided) return false;
  std::vector<MatterList> lists;
  for (const db::Row row : db.run(sql::decided_lists)) lists.push_back(read_list(row));
  incidents.use_lists(std::make_shared<const MatterLists>(std::move(lists)));
  return true;
}

void require_in_force(const Incidents& incidents, std::string_view area, const Matter& matter, LocalDate day) {
  const std::string district(area.substr(0, kDistrictDigits));
  if (incidents.lists()->admits(district, matter.code, day)) return;
  const Channel* channel = incidents.catalogue().channel_for(matter);
  throw Refused("matter_not_in_force", {{"matter", matter.name},
                                        {"district", incidents.context().get<territory::Territory>().name(district)},
                                        {"channel", channel ? channel->name : ""},
                                        {"phone", channel ? channel->phone : ""},
                                        {"hint", channel ? channel->hint : ""}});
}

std::vector<DistrictListRow> show_districts(http::Call& call, const Incidents& incidents) {
  std::set<std::string> drafts;
  for (const db::Row row : call.db.run(sql::matter_list_drafts)) drafts.insert(row.text("district"));
  const auto lists = incidents.lists();
  const LocalDate today = call.app.zone().date_of(call.now);
  std::vector<DistrictListRow> rows;
  for (const territory::Division& district :
       call.app.get<territory::Territory>().under(call.app.config().city, territory::Level::district)) {
    DistrictListRow row;
    row.code = district.code;
    row.name = district.name;
    row.mine = decides(call, district.code);
    row.draft = row.mine && drafts.contains(district.code);
    if (const MatterList* list = lists->in_force(district.code, today)) {
      row.own = true;
      row.version = list->version;
      row.valid_from = list->valid_from;
      row.valid_to = list->valid_to;
      row.example = list->example;
    }
    for (const Matter& matter : incidents.catalogue().matters())
      row.count += lists->admits(district.code, matter.code, today);
    rows.push_back(std::move(row));
  }
  return rows;
}

DistrictListsView show_lists(http::Call& call, const Incidents& incidents) {
  return view_of(call, incidents, district_asked(call));
}

DistrictListsView save_draft(http::Call& call, Incidents& incidents, const ListDraftGiven& given) {
  const std::string district = district_to_change(call);
  check_entries(incidents, given.entries);
  const Held now = held(call.db, district);
  if (now.draft && now.draft->record == given.id) return view_of(call, incidents, district);  // a retry
  if (now.edition() != given.edition) throw Refused("matter_list_changed_meanwhile");
  db::Batch batch;
  const std::size_t saved =
      batch.add(sql::save_list_draft, db::Params::of(district, given.edition + 1, given.id, call.now, call.who.person,
                                                     call.who.display, tidied(given.note), stored(given.entries)));
  note(batch, call, "matters.save_draft", district, {{"matters", given.entries.size()}});
  if (call.db.commit(batch)[saved].affected() == 0) throw Refused("matter_list_changed_meanwhile");
  return view_of(call, incidents, district);
}

DistrictListsView decide_list(http::Call& call, Incidents& incidents, const ListDecisionGiven& given) {
  const std::string district = district_to_change(call);
  const Held now = held(call.db, district);
  for (const MatterList& list : now.decided)
    if (list.record == given.id) return view_of(call, incidents, district);  // a retry
  std::vector<FieldError> mistakes;
  if (given.valid_from < call.app.zone().date_of(call.now))
    mistakes.push_back({"valid_from", "matter_list_in_the_past", {}});
  if (given.valid_to && *given.valid_to < given.valid_from)
    mistakes.push_back({"valid_to", "matter_list_ends_before", {}});
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
  if (!now.draft) throw Refused("matter_list_no_draft");
  if (now.edition() != given.edition) throw Refused("matter_list_changed_meanwhile");
  MatterList list = *now.draft;
  check_entries(incidents, list.entries);  // the catalogue may be another by now
  list.version = now.decided.empty() ? 1 : now.decided.front().version + 1;
  list.record = given.id;
  list.at = call.now;
  list.by = call.who.display;
  list.decided_by = tidied(given.decided_by);
  list.valid_from = given.valid_from;
  list.valid_to = given.valid_to;
  db::Batch batch;
  batch.add(sql::drop_list_draft, db::Params::of(district));
  add_decided(batch, list, call.who.person);
  note(batch, call, "matters.decide", district,
       {{"version", list.version}, {"valid_from", to_text(given.valid_from)}, {"matters", list.entries.size()}});
  call.db.commit(batch);
  refresh_lists(incidents, call.db);
  return view_of(call, incidents, district);
}

void fill_demo_lists(Incidents& incidents, db::Connection& db, Instant now) {
  const YAML::Node root = yaml::load(resources::get("modules/incidents/policy/matter_lists.yaml"));
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "", {"example", "note", "decided_by", "valid_from", "lists"});
  db::Batch batch;
  for (std::size_t i = 0; i < root["lists"].size(); ++i) {
    const YAML::Node node = root["lists"][i];
    const std::string path = "lists[" + std::to_string(i) + "]";
    mistakes.only_keys(node, path, {"district", "leaves_out", "focus", "governance", "team"});
    std::set<std::string> left_out;
    for (const auto& code : node["leaves_out"]) left_out.insert(code.as<std::string>(""));
    MatterList list;
    list.district = mistakes.text(node, path, "district");
    list.version = 1;
    list.record = Uuid::v7(now);
    list.at = now;
    list.note = mistakes.text(root, "", "note");
    list.decided_by = mistakes.text(root, "", "decided_by");
    list.valid_from = parse_date(mistakes.text(root, "", "valid_from"));
    list.example = true;
    const ListEntry grounds{"",
                            mistakes.text(node, path, "focus"),
                            mistakes.text(node, path, "governance"),
                            mistakes.text(node, path, "team"),
                            {},
                            {}};
    for (const Matter& matter : incidents.catalogue().matters()) {
      if (left_out.contains(matter.code)) continue;
      list.entries.push_back(grounds);
      list.entries.back().matter = matter.code;
    }
    add_decided(batch, list, std::nullopt);
  }
  mistakes.done();
  db.commit(batch);
  refresh_lists(incidents, db);
}

}  // namespace linli::incidents
