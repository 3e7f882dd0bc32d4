#include "collector.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "envelope.hpp"
#include "webhooks_sql.hpp"

namespace linli::webhooks {
namespace {

namespace json = boost::json;

constexpr auto kFresh = std::chrono::milliseconds(200);

bool is_kind(std::string_view wanted, std::string_view topic) {
  if (wanted.ends_with(".*")) return topic.starts_with(wanted.substr(0, wanted.size() - 1));
  return wanted == topic;
}

/// The unit answers for the case now, or is told of the event.
bool is_of_unit(const json::object& payload, std::string_view unit) {
  if (const json::value* owner = payload.if_contains("owner_unit"); owner && owner->is_string())
    if (owner->get_string() == unit) return true;
  const json::value* tell = payload.if_contains("tell");
  if (!tell || !tell->is_array()) return false;
  return std::ranges::any_of(tell->get_array(), [&](const json::value& one) {
    const json::object* to = one.if_object();
    const json::value* told = to ? to->if_contains("unit") : nullptr;
    return told && told->is_string() && told->get_string() == unit;
  });
}

}  // namespace

bool concerns(const Interest& interest, const outbox::Event& event) {
  return event.scope_code.starts_with(interest.scope_code) &&
         std::ranges::any_of(interest.kinds, [&](const std::string& kind) { return is_kind(kind, event.topic); });
}

std::vector<Interest> Collector::interests(db::Connection& db) {
  std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (known_ && now - read_at_ < kFresh) return interests_;
  interests_.clear();
  for (const db::Row row : db.run(sql::endpoints_in_use))
    interests_.push_back(
        {row.uuid("id"), row.texts("kinds"), row.text("scope_code"), row.maybe_uuid("unit").value_or(Uuid{})});
  read_at_ = now;
  known_ = true;
  return interests_;
}

void Collector::forget() {
  std::lock_guard lock(mutex_);
  known_ = false;
}

void Collector::take(db::Connection& db, const outbox::Event& event, Instant now) {
  const json::object* payload = event.payload->if_object();
  if (!payload || !payload->contains("workflow")) return;  // of a case
  db::Batch batch;
  for (const Interest& interest : interests(db)) {
    if (!concerns(interest, event)) continue;
    const bool only_if_known = !interest.unit.is_nil() && !is_of_unit(*payload, interest.unit.text());
    batch.add(sql::add_delivery,
              db::Params::of(Uuid::v7(now), interest.endpoint, event.position, event.key, event.topic,
                             json::value(outgoing_data(event, settings_)), event.at, only_if_known));
  }
  if (!batch.empty()) db.commit(batch);
}

}  // namespace linli::webhooks
