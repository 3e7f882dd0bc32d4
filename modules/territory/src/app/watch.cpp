#include "app/watch.hpp"

#include <optional>

#include "kernel/refusal.hpp"
#include "platform/log/log.hpp"
#include "store/store.hpp"

namespace linli::territory {

Watch::Watch(std::shared_ptr<Territory> territory, std::string conninfo, const Clock& clock, const CityZone& zone,
             std::chrono::milliseconds period)
    : territory_(std::move(territory)),
      conninfo_(std::move(conninfo)),
      clock_(clock),
      zone_(zone),
      period_(period),
      thread_([this](std::stop_token stop) { run(stop); }) {}

Watch::~Watch() {
  thread_.request_stop();
  pause_.notify_all();
}

void Watch::run(std::stop_token stop) {
  std::optional<db::Connection> connection;
  bool away = false;
  while (!stop.stop_requested()) {
    try {
      if (!connection || !connection->alive()) connection.emplace(conninfo_);
      if (territory_->refresh(*connection, zone_.date_of(clock_.now())))
        log::info("territory.refreshed", {{"version", territory_->version()}});
      away = false;
    } catch (const std::exception& error) {
      if (!away) log::warning("territory.not_refreshed", {{"error", error.what()}});
      away = true;
      connection.reset();
    }
    std::unique_lock lock(mutex_);
    pause_.wait_for(lock, stop, period_, [] { return false; });
  }
}

std::optional<FieldError> behind(const Territory& territory, db::Connection& db, Instant now) {
  constexpr std::chrono::seconds kTimeToFollow{15};  // reading a whole city takes seconds
  const store::State state = store::state(db);
  if (territory.version() >= state.version || now - state.since < kTimeToFollow) return std::nullopt;
  return FieldError{"territory",
                    "territory_behind",
                    {{"held", std::to_string(territory.version())}, {"current", std::to_string(state.version)}}};
}

}  // namespace linli::territory
