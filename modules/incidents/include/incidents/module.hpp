#pragma once

namespace linli::app {
class Registry;
}

namespace linli::incidents {

/// Routes, the loop's workflow, the counter job, file access, and the demo city's cases.
void register_module(app::Registry& registry);

/// How a demo city's cases are written: step by step through the product's commands, or in bulk. Provided in the
/// context before the start, it says so for any size (a test compares the two); else a district is written in bulk.
struct DemoFill {
  bool in_bulk = false;
};

}  // namespace linli::incidents
