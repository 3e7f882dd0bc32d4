#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/connection.hpp"
#include "territory/import.hpp"

namespace linli::territory::store {

void post(db::Connection& db, const std::vector<Posting>& postings, const std::vector<std::string>& matters,
          LocalDate from);

/// What a grid's notice says of its worker.
struct Notice {
  Posting worker;
  std::vector<std::string> matters;
  LocalDate published_on;
};
std::optional<Notice> notice(db::Connection& db, std::string_view grid, LocalDate today);

}  // namespace linli::territory::store
