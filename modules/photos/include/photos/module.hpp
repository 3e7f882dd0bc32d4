#pragma once

namespace linli::app {
class Registry;
}

namespace linli::photos {

/// Pictures taken in the field: their origin and original, and where they were used before. Needs files::Store and
/// access::Access.
void register_module(app::Registry& registry);

}  // namespace linli::photos
