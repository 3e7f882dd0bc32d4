#include "store/workers.hpp"

#include "territory_sql.hpp"

namespace linli::territory::store {

void post(db::Connection& db, const std::vector<Posting>& postings, const std::vector<std::string>& matters,
          LocalDate from) {
  std::vector<Uuid> ids, accounts;
  std::vector<std::string> grids, posts, names, phones;
  for (const Posting& p : postings) {
    ids.push_back(p.id);
    grids.push_back(p.grid);
    posts.push_back(p.post);
    accounts.push_back(p.account);
    names.push_back(p.public_name);
    phones.push_back(p.office_phone);
  }
  db.run(sql::post_workers, db::Params::of(ids, grids, posts, accounts, names, phones, matters, from));
}

std::optional<Notice> notice(db::Connection& db, std::string_view grid, LocalDate today) {
  const auto row = db.run(sql::worker_of_grid, db::Params::of(grid, today)).first();
  if (!row) return std::nullopt;
  return Notice{{row->uuid("id"), row->text("grid"), row->text("post"), row->uuid("account"), row->text("public_name"),
                 row->text("office_phone")},
                row->texts("matters"),
                row->date("published_on")};
}

}  // namespace linli::territory::store
