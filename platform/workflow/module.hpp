#pragma once

namespace linli::app {
class Registry;
}

namespace linli::workflow {

/// Adds the job that recounts provisional deadlines, hourly: it does something only after a calendar year was
/// imported. Needs the service Engine.
void register_engine(app::Registry& registry);

}  // namespace linli::workflow
