#pragma once
#include <string>

namespace linli {

/// Joins the shared cluster, starting it if need be, and stays its user until this program ends, however it ends.
/// Returns the libpq keywords without dbname.
const std::string& shared_cluster();

}  // namespace linli
