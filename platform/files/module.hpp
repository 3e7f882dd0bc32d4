#pragma once

namespace linli::app {
class Registry;
}

namespace linli::files {

/// Adds `POST /api/v1/files` (files.upload), `POST /api/v1/public/files` (open, rate limited), `GET
/// /api/v1/files/{digest}` and the sweep of orphans. Who may see a file: whoever uploaded it, and whom a module's
/// `Registry::file_viewers` lets. The registry must outlive the routes. Needs the service Store.
void register_engine(app::Registry& registry);

}  // namespace linli::files
