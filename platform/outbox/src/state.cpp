#include "platform/outbox/state.hpp"

#include "outbox_sql.hpp"

namespace linli::outbox {
namespace {
constexpr auto kSeen = std::chrono::days(30);
}

std::vector<ConsumerState> consumer_states(db::Connection& db, Instant now) {
  std::vector<ConsumerState> states;
  for (const db::Row row : db.run(sql::consumer_states, db::Params::of(now - kSeen)))
    states.push_back({row.text("name"), row.integer("position"), row.integer("behind"), row.maybe_instant("oldest"),
                      row.integer("parked"), row.integer("dead")});
  return states;
}

JobsState jobs_state(db::Connection& db, Instant now) {
  const db::Row row = db.run(sql::jobs_state, db::Params::of(now))[0];
  return {row.integer("due"), row.integer("running"), row.integer("retrying"), row.integer("dead"),
          row.maybe_instant("oldest_due")};
}

}  // namespace linli::outbox
