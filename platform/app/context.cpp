#include "platform/app/module.hpp"

namespace linli::app {

Context::Context(Config config, const Clock& clock)
    : config_(std::move(config)), clock_(&clock), zone_(config_.time_zone) {}

Context::~Context() = default;

db::Pool& Context::database() const { return get<db::Pool>(); }

}  // namespace linli::app
