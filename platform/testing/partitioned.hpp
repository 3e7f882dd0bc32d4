#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace linli {

/// A migration with every table that is marked with a line `-- big table` partitioned by its home district (decision
/// 3), as a province would have it: `CREATE TABLE x (...)` becomes `... PARTITION BY LIST (district)` with one
/// partition for a district and one for the rest. PostgreSQL then refuses a primary or unique key without the district.
/// Throws std::runtime_error if a mark is not followed by a CREATE TABLE.
std::string partitioned_by_district(std::string_view sql);

/// Names of the marked tables, as written.
std::vector<std::string> big_tables(std::string_view sql);

}  // namespace linli
