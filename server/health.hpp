#pragma once
#include <memory>
#include <vector>

#include "platform/http/server.hpp"

namespace linli::app {
class Registry;
}

namespace linli::server {

/// Figures of /metrics, written by a background loop, read by the edge.
class Vitals;

/// Adds `GET /api/v1/health` (jobs.view): how background work stands, and what `linli doctor --quick` would say of this
/// process's folder and database; and the loop that keeps the gauges below fresh.
std::shared_ptr<Vitals> register_health(app::Registry& registry);

/// The same numbers for /metrics.
std::vector<http::Gauge> gauges_of(const std::shared_ptr<Vitals>& vitals);

}  // namespace linli::server
