#pragma once
#include <boost/json/fwd.hpp>
#include <functional>
#include <string_view>

#include "platform/db/connection.hpp"
#include "territory/import.hpp"

namespace linli::territory {

/// Runs one change of the territory: a transaction that takes the version's lock first, so that changes follow one
/// another, then does the work, then writes the audit line with what `work` returns as detail. Returns the new version.
std::int64_t change(db::Connection& db, const Act& act, std::string_view action, std::string_view scope_code,
                    const std::function<boost::json::value(db::Connection&)>& work);

}  // namespace linli::territory
