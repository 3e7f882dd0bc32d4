#pragma once
#include "platform/app/module.hpp"

namespace linli::neighbours {

class Neighbours;
/// Adds the module's routes; `neighbours` must outlive the program's requests.
void add_routes(app::Registry& registry, Neighbours& neighbours);

}  // namespace linli::neighbours
