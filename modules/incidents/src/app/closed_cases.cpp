#include "incidents/closed_cases.hpp"

#include "incidents_sql.hpp"
#include "platform/app/module.hpp"
#include "platform/personal/vault.hpp"

namespace linli::incidents {

std::vector<ClosedCase> closed_cases(app::Context& context, db::Connection& db, std::int64_t limit) {
  constexpr std::size_t kAtOnce = 500;
  const db::Rows rows = db.run(sql::closed_cases, db::Params::of(limit));
  std::vector<ClosedCase> found;
  for (std::size_t from = 0; from < rows.size(); from += kAtOnce) {
    std::vector<personal::Ref> refs;
    for (std::size_t i = from; i < std::min(rows.size(), from + kAtOnce); ++i)
      refs.push_back({rows[i].uuid("subject"), rows[i].uuid("id")});
    const auto values = context.get<personal::Vault>().open_many(db, refs);
    for (std::size_t i = from; i < from + refs.size(); ++i) {
      const auto of_case = values.find(refs[i - from]);
      if (of_case == values.end()) continue;
      const auto text = of_case->second.find("text");
      if (text == of_case->second.end() || text->second.empty()) continue;
      found.push_back({rows[i].text("matter"), text->second, rows[i].instant("closed_at")});
    }
  }
  return found;
}

}  // namespace linli::incidents
