#pragma once

namespace linli::app {
class Registry;
}

namespace linli::notices {

/// Adds the in-app notices (`GET /api/v1/notices`, `POST /api/v1/notices/{id}/read`), the event stream
/// (`GET /api/v1/stream`) and what feeds them: every outbox event whose payload names whom to `tell`. Needs the
/// services outbox::Runner, http::EventStream and text::Messages.
void register_engine(app::Registry& registry);

}  // namespace linli::notices
