#pragma once

namespace linli::app {
class Registry;
}

namespace linli::jobs {

/// Adds the routes on dead letters: `GET /api/v1/jobs/dead`, `POST /api/v1/jobs/dead/{id}/retry` and `/discard`.
void register_engine(app::Registry& registry);

}  // namespace linli::jobs
