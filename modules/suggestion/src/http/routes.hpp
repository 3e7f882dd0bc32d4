#pragma once

namespace linli::app {
class Registry;
}

namespace linli::suggestion {

class Suggester;
void add_routes(app::Registry& registry, Suggester& suggester);

}  // namespace linli::suggestion
