#pragma once

namespace linli::app {
class Registry;
}

namespace linli::webhooks {

/// Adds the routes below `/api/v1/webhooks` (webhooks.manage), what makes deliveries of events and what sends them.
/// Needs the services outgoing::Settings, personal::Vault, text::Messages and outbox::Runner.
void register_engine(app::Registry& registry);

}  // namespace linli::webhooks
