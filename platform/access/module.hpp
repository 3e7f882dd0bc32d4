#pragma once
#include <memory>

#include "platform/access/access.hpp"

namespace linli::app {
class Context;
class Registry;
}  // namespace linli::app

namespace linli::access {

/// Makes the access service of an instance from policy/roles.yaml and its configuration and provides it to the context,
/// as Access and as ReachOf; needs personal::Vault there. The caller hands its authenticate and authorise to the edge.
std::shared_ptr<Access> make_access(app::Context& context);

/// Routes of sign-in, accounts, units and tokens; the hourly sweep; who may reveal a staff member's name and phone;
/// and, with the services outbox::Runner and http::EventStream, the end of streams whose listener's rights have
/// changed.
void register_engine(app::Registry& registry);

}  // namespace linli::access
