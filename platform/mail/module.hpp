#pragma once

namespace linli::app {
class Registry;
}

namespace linli::mail {

/// Adds the routes below `/api/v1/me/mail` (signed_in), the subscription that mails marked notices at once, the daily
/// digest, and the job that sends. Needs the services outgoing::Settings, personal::Vault and text::Messages.
void register_engine(app::Registry& registry);

}  // namespace linli::mail
