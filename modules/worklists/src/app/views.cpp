#include "app/views.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "domain/due.hpp"
#include "incidents/case_list.hpp"
#include "kernel/text.hpp"
#include "platform/access/access.hpp"
#include "platform/app/module.hpp"
#include "platform/audit/note.hpp"
#include "platform/text/messages.hpp"
#include "worklists_sql.hpp"

namespace linli::worklists {
namespace {

constexpr const char* kShare = "views.share";
constexpr std::size_t kFewestDigitsOfPhone = 4, kLongestCondition = 400;

Conditions conditions_of(const json::value& document) {
  Conditions conditions;
  for (const auto& [name, value] : document.as_object()) conditions.emplace(name, value.as_string());
  return conditions;
}

json::value document_of(const Conditions& conditions) {
  json::object document;
  for (const auto& [name, value] : conditions) document[name] = value;
  return document;
}

// The list looks for such words among phones too, and phones are kept in one place only.
bool may_be_a_phone(const std::string& words) {
  const auto digits = std::ranges::count_if(words, [](char c) { return c >= '0' && c <= '9'; });
  return static_cast<std::size_t>(digits) >= kFewestDigitsOfPhone &&
         words.find_first_not_of("0123456789 -+()") == std::string::npos;
}

// What is wrong with the form of one condition; null if nothing is.
const char* form_mistake(const json::value& given) {
  const json::string* text = given.if_string();
  if (!text) return "not_text";
  if (!is_clean_utf8(*text)) return "unclean_text";
  return character_count(*text) > kLongestCondition ? "too_long" : nullptr;
}

// The conditions as they came, or Refused with what makes no sense about them.
Conditions sensible(http::Call& call, const json::value& given) {
  const json::object* object = given.if_object();
  if (!object) throw Refused(std::vector<FieldError>{{"conditions", "not_object", {}}});
  std::vector<FieldError> mistakes;
  for (const auto& [name, value] : *object)
    if (const char* code = form_mistake(value))
      mistakes.push_back({"conditions." + std::string(name), code, {{"max", std::to_string(kLongestCondition)}}});
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
  const Conditions conditions = conditions_of(given);
  if (conditions.empty() || (conditions.size() == 1 && conditions.contains("order")))
    throw Refused("view_of_everything");
  const std::vector<std::vector<FieldError>> found = incidents::mistakes_in(call, {conditions});
  for (FieldError mistake : found.front()) {
    mistake.field = "conditions." + mistake.field;
    mistakes.push_back(std::move(mistake));
  }
  const auto words = conditions.find("text");
  if (words != conditions.end() && may_be_a_phone(words->second))
    mistakes.push_back({"conditions.text", "condition_may_be_a_phone", {}});
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
  return conditions;
}

std::string fitting_name(const std::string& given, std::int64_t longest) {
  std::string name = tidied(given);
  if (name.empty()) throw Refused(std::vector<FieldError>{{"name", "required", {}}});
  if (character_count(name) > static_cast<std::size_t>(longest))
    throw Refused(std::vector<FieldError>{{"name", "too_long", {{"max", std::to_string(longest)}}}});
  return name;
}

// Units with which the caller may share, with name and territory.
db::Rows sharing_units(http::Call& call) {
  const access::Reach reach = call.app.get<access::Access>().reach(call.who, kShare);
  return reach.units.empty() ? db::Rows() : call.db.run(sql::unit_names, db::Params::of(reach.units));
}

// Who sees a view is a change for others: it is traced, under the territory of the unit that gains or loses it.
void trace(db::Batch& batch, const http::Call& call, const db::Rows& units, const Uuid& view,
           const std::optional<Uuid>& unit, const std::optional<Uuid>& before) {
  if (unit == before) return;
  std::string area;
  for (const db::Row row : units)
    if (row.uuid("id") == unit || row.uuid("id") == before) area = row.text("prefix");
  const json::value detail = json::object{{"unit", unit ? json::value(unit->text()) : json::value()}};
  audit::note(batch, call, unit ? "worklists.share_view" : "worklists.withdraw_view", "view:" + view.text(), area,
              detail);
}

struct Prepared {
  std::string name;
  json::value conditions;  // as kept
  db::Rows units;
};

// Everything that may be wrong with a view, new or, with `known`, changed.
Prepared prepare(http::Call& call, const Settings& settings, const ViewContent& given,
                 const std::optional<db::Row>& known) {
  Prepared view{fitting_name(given.name, settings.name_length), {}, sharing_units(call)};
  view.conditions = document_of(to_keep(sensible(call, given.conditions), call.app.zone(), call.now));
  bool may_share = !given.unit;
  for (const db::Row row : view.units) may_share = may_share || row.uuid("id") == given.unit;
  if (!may_share) throw Refused("view_not_your_unit");
  const bool gains = given.unit && (!known || known->maybe_uuid("unit") != given.unit);
  const db::Row counts = call.db.run(sql::count_views, db::Params::of(call.who.account, given.unit))[0];
  if (!known && counts.integer("own") >= settings.views)
    throw Refused("too_many_views", {{"most", std::to_string(settings.views)}});
  if (gains && counts.integer("shared") >= settings.shared)
    throw Refused("too_many_shared_views", {{"most", std::to_string(settings.shared)}});
  return view;
}

std::optional<db::Row> find(http::Call& call, const Uuid& id) {
  const db::Rows rows = call.db.run(sql::find_view, db::Params::of(id));
  return rows.first();
}

}  // namespace

ViewsView show_views(http::Call& call, const Settings& settings) {
  const db::Rows rows = call.db.run(sql::views_seen, db::Params::of(call.who.account, call.who.units()));
  std::vector<Conditions> lists;
  for (const db::Row row : rows)
    lists.push_back(to_ask(conditions_of(row.document("conditions")), call.app.zone(), call.now));
  const std::vector<std::vector<FieldError>> mistakes = incidents::mistakes_in(call, lists);
  std::vector<Conditions> sound;
  for (std::size_t i = 0; i < lists.size(); ++i)
    if (mistakes[i].empty()) sound.push_back(lists[i]);
  const std::vector<std::optional<std::int64_t>> totals = incidents::count_open(call, sound);

  const text::Messages& messages = call.app.get<text::Messages>();
  ViewsView views;
  views.most = settings.views;
  views.name_length = settings.name_length;
  views.bulk = settings.bulk;
  std::size_t counted = 0;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const db::Row row = rows[i];
    ViewView view{row.uuid("id"),
                  row.text("name"),
                  document_of(lists[i]),
                  row.boolean("mine"),
                  row.text("owner_name"),
                  row.maybe_uuid("unit"),
                  row.maybe_text("unit_name"),
                  {},
                  {}};
    if (mistakes[i].empty()) view.total = totals[counted++];
    for (const FieldError& mistake : mistakes[i])
      view.stale.push_back(
          {mistake.field, messages.text(text::Messages::kDefault, "refusal." + mistake.code, mistake.values)});
    views.items.push_back(std::move(view));
  }
  for (const db::Row row : sharing_units(call)) views.units.push_back({row.uuid("id"), row.text("name")});
  return views;
}

void keep_view(http::Call& call, const Settings& settings, const ViewGiven& given) {
  if (const std::optional<db::Row> known = find(call, given.id)) {  // a retry is answered as the first time
    const bool same = known->uuid("account") == call.who.account && known->text("name") == tidied(given.name) &&
                      known->maybe_uuid("unit") == given.unit &&
                      conditions_of(known->document("conditions")) ==
                          to_keep(sensible(call, given.conditions), call.app.zone(), call.now);
    if (!same) throw Refused("record_id_reused");
    return;
  }
  const Prepared view = prepare(call, settings, given, std::nullopt);
  db::Batch batch;
  batch.add(sql::add_view, db::Params::of(given.id, call.who.account, call.who.display, view.name, view.conditions,
                                          given.unit, call.now));
  trace(batch, call, view.units, given.id, given.unit, std::nullopt);
  call.db.commit(batch);
}

void change_view(http::Call& call, const Settings& settings, const Uuid& id, const ViewContent& given) {
  const std::optional<db::Row> known = find(call, id);
  if (!known || known->uuid("account") != call.who.account) throw Refused("view_not_found");
  const Prepared view = prepare(call, settings, given, known);
  db::Batch batch;
  batch.add(sql::change_view, db::Params::of(id, call.who.account, view.name, view.conditions, given.unit, call.now));
  trace(batch, call, view.units, id, given.unit, known->maybe_uuid("unit"));
  call.db.commit(batch);
}

void drop_view(http::Call& call, const Uuid& id) {
  const std::optional<db::Row> known = find(call, id);
  if (!known) return;
  if (known->uuid("account") != call.who.account) throw Refused("view_not_found");
  db::Batch batch;
  batch.add(sql::drop_view, db::Params::of(id, call.who.account));
  trace(batch, call, sharing_units(call), id, std::nullopt, known->maybe_uuid("unit"));
  call.db.commit(batch);
}

void order_views(http::Call& call, const OrderGiven& given) {
  call.db.run(sql::order_views, db::Params::of(call.who.account, given.ids));
}

}  // namespace linli::worklists
