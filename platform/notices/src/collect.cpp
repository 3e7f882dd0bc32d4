#include "collect.hpp"

#include <boost/json.hpp>
#include <set>

#include "notices_sql.hpp"

namespace linli::notices {
namespace {

constexpr auto kStale = std::chrono::days(7);
/// Payload keys about the telling itself, or already kept beside.
const std::set<std::string_view> kNotDetails = {"tell",    "by",    "workflow", "case",         "district",
                                                "version", "aside", "root",     "root_workflow"};

std::optional<std::string> text_of(const boost::json::object& o, std::string_view key) {
  auto* value = o.if_contains(key);
  if (!value || !value->is_string()) return std::nullopt;
  return std::string(value->get_string());
}

std::optional<Uuid> id_of(const boost::json::object& o, std::string_view key) {
  auto text = text_of(o, key);
  return text ? std::optional(Uuid::parse(*text)) : std::nullopt;
}

}  // namespace

Uuid notice_id(const outbox::Event& event, int n) {
  Uuid id;
  auto put = [&](std::size_t first, std::size_t last, std::uint64_t value) {
    for (std::size_t i = last + 1; i-- > first; value >>= 8) id.bytes[i] = static_cast<std::uint8_t>(value);
  };
  auto ms = std::chrono::floor<std::chrono::milliseconds>(event.at).time_since_epoch().count();
  put(0, 5, static_cast<std::uint64_t>(ms));
  put(6, 7, 0x7000u | static_cast<std::uint64_t>(n & 0xfff));
  put(8, 15, (std::uint64_t{2} << 62) | static_cast<std::uint64_t>(event.position));
  return id;
}

void collect(db::Connection& db, const outbox::Event& event, Instant now) {
  auto* payload = event.payload->if_object();
  auto* tell = payload ? payload->if_contains("tell") : nullptr;
  if (!tell || !tell->is_array() || tell->get_array().empty() || event.at < now - kStale) return;
  boost::json::object details;
  for (const auto& item : *payload)
    if (!kNotDetails.count(item.key())) details[item.key()] = item.value();
  // What happens to a child is told of the case it belongs to.
  const auto root = text_of(*payload, "root");
  auto subject = text_of(*payload, root ? "root_workflow" : "workflow").value_or("");
  auto by = id_of(*payload, "by");
  db::Batch batch;
  boost::json::array told;
  std::set<std::string> seen;
  int n = 0;
  for (const auto& one : tell->get_array()) {
    if (!seen.insert(boost::json::serialize(one)).second) continue;
    const auto& to = one.as_object();
    batch.add(sql::add_notice, db::Params::of(notice_id(event, n++), event.at, event.topic, subject,
                                              root.value_or(event.key), boost::json::value(details), event.scope_code,
                                              id_of(to, "person"), id_of(to, "unit"), text_of(to, "role"), by));
    told.push_back(one);
  }
  boost::json::object added{{"told", std::move(told)}};
  outbox::publish(batch, "notices.added", event.key, added, event.scope_code, event.request_id, event.at);
  db.commit(batch);
}

}  // namespace linli::notices
