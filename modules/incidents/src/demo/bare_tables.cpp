#include "demo/bare_tables.hpp"

#include <algorithm>

#include "demo/side_by_side.hpp"
#include "incidents_sql.hpp"

namespace linli::incidents {

BareTables::BareTables(db::Connection& db, const std::vector<std::string>& tables) {
  for (const std::string& name : tables) tables_.push_back({name, {}});
  std::vector<std::string> off;
  for (const db::Row row : db.run(sql::demo_references, db::Params::of(tables))) {
    const std::string on = "alter table " + row.text("owner");
    off.push_back(on + " drop constraint " + row.text("name"));
    references_.push_back(on + " add constraint " + row.text("name") + " " + row.text("definition"));
  }
  for (const db::Row row : db.run(sql::demo_keys, db::Params::of(tables))) {
    const std::string owner = row.text("owner"), name = row.text("name");
    std::string back = row.text("definition");
    if (row.boolean("is_constraint")) {
      off.push_back("alter table " + owner + " drop constraint " + name);
      back = "alter table " + owner + " add constraint " + name + " " + back;
    } else {
      off.push_back("drop index " + owner.substr(0, owner.find('.')) + "." + name);
      // The definition of a partitioned table's index leaves the parts out.
      if (const auto only = back.find(" ON ONLY "); only != std::string::npos) back.replace(only, 9, " ON ");
    }
    std::find_if(tables_.begin(), tables_.end(), [&](const Table& t) {
      return t.name == owner;
    })->statements.push_back(std::move(back));
  }
  db.transaction([&](db::Connection& one) {
    for (const std::string& statement : off) one.script(statement);
  });
}

void BareTables::restore(const std::function<db::Connection()>& connect, unsigned threads) {
  side_by_side<Table>(tables_, threads, connect, [](db::Connection& db, const Table& table) {
    db.script("set maintenance_work_mem = '512MB'");
    for (const std::string& statement : table.statements) db.script(statement);
    db.script("vacuum (analyze) " + table.name);
  });
  db::Connection db = connect();
  for (const std::string& statement : references_) db.script(statement);
}

}  // namespace linli::incidents
