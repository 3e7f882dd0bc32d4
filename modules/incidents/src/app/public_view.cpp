#include "incidents/public_view.hpp"

#include "domain/shown_steps.hpp"
#include "incidents_sql.hpp"

namespace linli::incidents {
namespace {

std::optional<std::vector<std::string>> asked(const std::vector<std::string>& values) {
  return values.empty() ? std::nullopt : std::optional(values);
}

}  // namespace

std::vector<PublicCase> public_cases(db::Connection& db, const PublicFilter& f, Instant now) {
  std::vector<PublicCase> cases;
  for (const db::Row row :
       db.run(sql::public_cases, db::Params::of(asked(f.numbers), asked(f.matters), asked(f.sources), f.from, f.to,
                                                f.closed, f.limit, f.offset))) {
    PublicCase c;
    c.id = row.uuid("id");
    c.number = row.text("number");
    c.matter = row.text("matter");
    c.source = row.text("source");
    c.state = row.text("state");
    c.grid = row.text("filed_code");
    c.place = {static_cast<std::int32_t>(row.integer("lon_e7")), static_cast<std::int32_t>(row.integer("lat_e7"))};
    c.reported_at = row.instant("reported_at");
    c.changed_at = row.instant("changed_at");
    c.closed_at = row.maybe_instant("closed_at");
    c.paused = row.maybe_instant("paused_at").has_value();
    if (!c.closed_at && !c.paused) c.due = row.maybe_instant("due");
    c.overdue = c.due && *c.due < now;
    c.merged_with = row.maybe_text("merged_with");
    c.outcome = row.maybe_text("outcome");
    c.answerable = row.maybe_text("owner_unit_name");
    cases.push_back(std::move(c));
  }
  return cases;
}

std::vector<PublicUpdate> public_updates(db::Connection& db, const PublicFilter& f) {
  const std::vector<std::string> actions(shown_steps().begin(), shown_steps().end());
  std::vector<PublicUpdate> updates;
  for (const db::Row row :
       db.run(sql::public_updates, db::Params::of(actions, asked(f.numbers), asked(f.matters), asked(f.sources), f.from,
                                                  f.to, f.limit, f.offset)))
    updates.push_back({row.uuid("record_id"), row.text("number"), row.text("action"), row.text("to_state"),
                       row.instant("at"), row.boolean("closed"), row.maybe_text("unit_name")});
  return updates;
}

}  // namespace linli::incidents
