#include "app/levels.hpp"

#include "incidents_sql.hpp"

namespace linli::incidents {
namespace {

using workflow::Attempt;
using workflow::Settled;
using workflow::Snapshot;

workflow::Effect asking(bool asked) {
  return [asked](const Snapshot& at, const Attempt&, const Settled&, db::Connection&, db::Batch& batch) {
    batch.add(sql::ask_raise, db::Params::of(at.case_id, at.district, asked));
  };
}

workflow::Effect moving(const db::Statement& find, bool by_place, const char* none) {
  return [&find, by_place, none](const Snapshot& at, const Attempt&, const Settled&, db::Connection& db,
                                 db::Batch& batch) {
    db::Params level = db::Params::of(at.facts.code("centre_prefix"));
    if (by_place) level.add(at.scope_code);
    const db::Rows centres = db.run(find, level);
    if (centres.empty()) throw Refused(none);
    batch.add(sql::move_centre, db::Params::of(at.case_id, at.district, centres[0].uuid("id")));
  };
}

}  // namespace

void register_levels(workflow::Engine& engine) {
  engine.effect("ask_raise", asking(true));
  engine.effect("drop_raise", asking(false));
  engine.effect("move_up", moving(sql::upper_centre, false, "no_centre_above"));
  engine.effect("move_down", moving(sql::lower_centre, true, "no_centre_below"));
}

}  // namespace linli::incidents
