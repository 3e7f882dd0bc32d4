#pragma once

namespace linli::app {
class Registry;
}

namespace linli::__NAME__ {

void add_routes(app::Registry& registry);

}  // namespace linli::__NAME__
