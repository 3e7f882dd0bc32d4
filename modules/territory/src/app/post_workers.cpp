#include <boost/json.hpp>

#include "app/change.hpp"
#include "store/workers.hpp"
#include "territory/import.hpp"

namespace linli::territory {

void post_workers(db::Connection& db, const std::vector<Posting>& postings, const std::vector<std::string>& matters,
                  const Act& act) {
  change(db, act, "territory.post_workers", "", [&](db::Connection& inside) -> boost::json::value {
    store::post(inside, postings, matters, act.as_of);
    return {{"posted", postings.size()}};
  });
}

}  // namespace linli::territory
