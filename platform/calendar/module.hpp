#pragma once

namespace linli::app {
class Context;
class Registry;
}  // namespace linli::app
namespace linli::db {
class Connection;
}

namespace linli::calendar {

/// Reads the imported years at the start and adds the job that recounts after an import. The context holds a Calendar
/// and the workflow engine.
void register_engine(app::Registry& registry);
/// Brings this process level with the database; to be called each second.
void follow(app::Context& context, db::Connection& db);

}  // namespace linli::calendar
